import { describe, expect, test } from "bun:test";
import { openFile, openerFor } from "../../src/cli/open-file.ts";
import { heardLog } from "../support/heard-log.ts";

describe("how a file is opened", () => {
  test.each([
    ["linux", { DISPLAY: ":0" }, ["xdg-open", "a b.html"]],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, ["xdg-open", "a b.html"]],
    ["darwin", {}, ["open", "a b.html"]],
    ["win32", {}, ["rundll32.exe", "url.dll,FileProtocolHandler", "a b.html"]],
  ] as const)("on %s with %p", (platform, env, command) => {
    expect(openerFor("a b.html", { env, platform })).toEqual({ command });
  });

  test.each([
    ["linux", {}, "no display"],
    ["linux", { DISPLAY: "" }, "no display"],
    ["linux", { DISPLAY: ":0", CI: "true" }, "CI"],
    ["darwin", { CI: "1" }, "CI"],
    ["win32", { CI: "true" }, "CI"],
  ] as const)("not on %s with %p", (platform, env, reason) => {
    const opener = openerFor("a.html", { env, platform });
    expect("reason" in opener ? opener.reason : "").toContain(reason);
  });

  test("where nobody would see it the log says which file it is", async () => {
    const log = heardLog();
    await openFile("/tmp/a.html", { env: { CI: "true" }, platform: "linux" }, log);
    expect(log.lines).toEqual(["info: not opened, as this is a CI machine: /tmp/a.html"]);
  });
});
