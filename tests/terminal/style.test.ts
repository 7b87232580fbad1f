import { describe, expect, test } from "bun:test";
import { canRedraw, decideColor, decideUnicode } from "../../src/terminal/style.ts";

const TERMINAL = { env: {}, isTerminal: true, platform: "linux", noColor: false };
const PIPE = { ...TERMINAL, isTerminal: false };

describe("colour", () => {
  test("is on at a terminal and off in a pipe", () => {
    expect(decideColor(TERMINAL)).toBe(true);
    expect(decideColor(PIPE)).toBe(false);
  });

  test("is not brought into a pipe by a CI", () => {
    expect(decideColor({ ...PIPE, env: { CI: "true" } })).toBe(false);
  });

  test.each([
    ["--no-color wins over FORCE_COLOR", { FORCE_COLOR: "1" }, true, false],
    ["NO_COLOR wins over FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }, false, false],
    ["NO_COLOR counts whatever its value", { NO_COLOR: "0" }, false, false],
    ["an empty NO_COLOR does not count", { NO_COLOR: "" }, false, true],
    ["FORCE_COLOR wins over TERM=dumb", { FORCE_COLOR: "1", TERM: "dumb" }, false, true],
    ["FORCE_COLOR=0 says no", { FORCE_COLOR: "0" }, false, false],
    ["an empty FORCE_COLOR does not count", { FORCE_COLOR: "", TERM: "dumb" }, false, false],
    ["TERM=dumb has none", { TERM: "dumb" }, false, false],
  ])("%s", (_, env, noColor, expected) => {
    expect(decideColor({ ...TERMINAL, env, noColor })).toBe(expected);
  });

  test("is forced into a pipe by FORCE_COLOR", () => {
    expect(decideColor({ ...PIPE, env: { FORCE_COLOR: "1" } })).toBe(true);
  });
});

describe("Unicode", () => {
  test.each([
    ["a UTF-8 locale", { LANG: "en_US.UTF-8" }, "linux", true],
    ["utf8 without a dash", { LC_ALL: "C.utf8" }, "linux", true],
    ["LC_ALL over LANG", { LC_ALL: "C", LANG: "de_DE.UTF-8" }, "linux", false],
    ["LC_CTYPE over LANG", { LC_CTYPE: "UTF-8", LANG: "C" }, "darwin", true],
    ["an empty LC_ALL is none", { LC_ALL: "", LANG: "de_DE.UTF-8" }, "linux", true],
    ["no locale at all", {}, "linux", false],
    ["no locale on macOS", {}, "darwin", true],
    ["a dumb terminal", { LANG: "en_US.UTF-8", TERM: "dumb" }, "linux", false],
    ["the Linux console", { LANG: "en_US.UTF-8", TERM: "linux" }, "linux", false],
    ["the old console of Windows", {}, "win32", false],
    ["Windows Terminal", { WT_SESSION: "1" }, "win32", true],
    ["an editor's terminal on Windows", { TERM_PROGRAM: "vscode" }, "win32", true],
  ])("%s", (_, env, platform, expected) => {
    expect(decideUnicode({ env, platform })).toBe(expected);
  });
});

test("lines can be drawn over at a terminal that is not dumb", () => {
  expect(canRedraw(TERMINAL)).toBe(true);
  expect(canRedraw(PIPE)).toBe(false);
  expect(canRedraw({ ...TERMINAL, env: { TERM: "dumb" } })).toBe(false);
});
