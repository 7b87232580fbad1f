import { expect, test } from "bun:test";
import { createLog } from "../../src/terminal/log.ts";
import type { LogLevel } from "../../src/terminal/log.ts";

function said(level: LogLevel, color = false): string[] {
  const lines: string[] = [];
  const log = createLog(level, color, (text) => lines.push(text));
  log.error("broken");
  log.warn("odd");
  log.info("so it is");
  log.success("written");
  log.debug("detail");
  return lines;
}

test("quiet says errors alone", () => {
  expect(said("quiet")).toEqual(["error: broken\n"]);
});

test("normal says all but details, and without colour no escape code", () => {
  expect(said("normal")).toEqual([
    "error: broken\n",
    "warning: odd\n",
    "so it is\n",
    "done: written\n",
  ]);
});

test("verbose says everything", () => {
  expect(said("verbose").at(-1)).toBe("debug: detail\n");
});

test("colour marks what kind of message it is, and nothing else", () => {
  const [error = ""] = said("quiet", true);
  expect(error).toInclude("\u001b[");
  expect(error).toEndWith(" broken\n");
});

test("the same message twice is said twice", () => {
  const lines: string[] = [];
  const log = createLog("normal", false, (text) => lines.push(text));
  log.warn("again");
  log.warn("again");
  expect(lines).toEqual(["warning: again\n", "warning: again\n"]);
});

test("nothing goes to stdout", async () => {
  const code = `
    import { createLog } from "${import.meta.dir}/../../src/terminal/log.ts";
    const log = createLog("verbose", false);
    for (const say of [log.error, log.warn, log.info, log.success, log.debug]) say("x");
  `;
  const child = Bun.spawn([process.execPath, "-e", code], { stdout: "pipe", stderr: "pipe" });
  expect(await child.stdout.text()).toBe("");
  expect((await child.stderr.text()).split("\n")).toHaveLength(6);
});
