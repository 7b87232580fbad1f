import { describe, expect, test } from "bun:test";
import { homedir } from "node:os";
import { join } from "node:path";
import { dataFolder } from "../../src/cli/data-folder.ts";

const HOME = "/home/somebody";

describe("the folder in which runs are kept", () => {
  test.each([
    ["linux", {}, "/home/somebody/.local/share/speed-kings"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/speed-kings"],
    ["freebsd", { XDG_DATA_HOME: "/data" }, "/data/speed-kings"],
    ["darwin", {}, "/home/somebody/Library/Application Support/speed-kings"],
    ["darwin", { SPEED_KINGS_DATA: "/mine" }, "/mine"],
    ["linux", { SPEED_KINGS_DATA: "/mine", XDG_DATA_HOME: "/data" }, "/mine"],
    ["linux", { SPEED_KINGS_DATA: "" }, "/home/somebody/.local/share/speed-kings"],
  ] as const)("on %s with %j", (platform, env, folder) => {
    expect(dataFolder({ HOME, ...env }, platform)).toBe(folder);
  });

  test("a relative XDG_DATA_HOME is ignored, as its specification demands", () => {
    expect(dataFolder({ HOME, XDG_DATA_HOME: "data" }, "linux")).toStartWith(HOME);
  });

  test.each([{}, { HOME: "" }])("never depends on the working folder: %j", (env) => {
    expect(dataFolder(env, "linux")).toBe(join(homedir(), ".local", "share", "speed-kings"));
  });

  test("on Windows it is in the local application data", () => {
    expect(dataFolder({ HOME, LOCALAPPDATA: "/local" }, "win32")).toBe(
      join("/local", "speed-kings"),
    );
    expect(dataFolder({ HOME, LOCALAPPDATA: "" }, "win32")).toBe(
      join(HOME, "AppData", "Local", "speed-kings"),
    );
  });
});
