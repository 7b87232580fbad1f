import { describe, expect, test } from "bun:test";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportRuns, prepareExports } from "../../src/cli/exports.ts";
import { renderRuns } from "../../src/cli/render-runs.ts";
import { FILE_PAGE } from "../../src/output/format-of.ts";
import { FORMATS } from "../../src/output/formatters.ts";
import { readSavedRuns } from "../../src/records/read-saved-runs.ts";
import { paced, reportOf } from "../compare/two-runs.ts";
import { heardLog } from "../support/heard-log.ts";
import { failureOf } from "../support/failure-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const report = reportOf({ a: paced("a"), b: paced("b") }, 6);
const two = [
  { name: "first.json", report },
  { name: "second.json", report: { ...report, startedAt: "2026-11-25T05:31:00.000Z" } },
];

const textOf = async (...words: Parameters<typeof renderRuns>): Promise<string> =>
  [...(await renderRuns(...words))].join("");

const ENDINGS = [".json", ".jsonl", ".md", ".csv", ".samples.csv", ".html", ".svg", ".txt"];

describe("before the race", () => {
  test("every ending is known, and nothing is written", async () => {
    await using folder = await temporaryFolder();
    const paths = ENDINGS.map((ending) => join(folder.path, `race${ending}`));
    const prepared = await prepareExports(paths);
    expect(prepared.map(({ format }) => format).toSorted()).toEqual([...FORMATS].toSorted());
    expect(await readdir(folder.path)).toEqual([]);
  });

  test.each([
    ["race.pdf", "does not say in which format"],
    ["no/such/folder/race.json", "there is no such file or folder (ENOENT)"],
    ["folder.json", "is a folder"],
  ])("%s is refused", async (name, why) => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "folder.json"));
    expect((await failureOf(prepareExports([join(folder.path, name)]))).message).toContain(why);
  });

  test("a file that is named twice, in whatever way, is refused", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    expect(
      (await failureOf(prepareExports([path, join(folder.path, "x", "..", "a.json")]))).message,
    ).toContain("twice");
  });

  test("none is asked for, none is prepared", async () => {
    expect(await prepareExports([])).toEqual([]);
  });
});

describe("after the race", () => {
  test("each file holds the run in its format", async () => {
    await using folder = await temporaryFolder();
    const exports = await prepareExports(
      ENDINGS.map((ending) => join(folder.path, `race${ending}`)),
    );
    expect(await exportRuns([{ name: "", report }], exports, heardLog())).toBe(true);
    expect((await readdir(folder.path)).toSorted()).toEqual(
      ENDINGS.map((ending) => `race${ending}`).toSorted(),
    );
    for (const { path, format } of exports) {
      // oxlint-disable-next-line no-await-in-loop -- a few small files
      const expected = await textOf([{ name: "", report }], format, FILE_PAGE);
      // oxlint-disable-next-line no-await-in-loop
      expect(await readFile(path, "utf8")).toBe(expected);
    }
  });

  test("a file that can no longer be written is said, stays as it was, and keeps no other from being written", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "later"));
    const paths = ["later/a.json", "b.json"].map((name) => join(folder.path, name));
    const exports = await prepareExports(paths);
    await Bun.$`rm -r ${join(folder.path, "later")}`.quiet();
    const log = heardLog();
    expect(await exportRuns([{ name: "", report }], exports, log)).toBe(false);
    expect(await readdir(folder.path)).toEqual(["b.json"]);
    expect(log.lines[0]).toStartWith(`error: cannot write ${paths[0]}: there is no such file`);
  });

  test("several runs in a format that holds one are an error, and no half file", async () => {
    await using folder = await temporaryFolder();
    const exports = await prepareExports([join(folder.path, "two.html")]);
    await writeFile(join(folder.path, "two.html"), "old");
    const log = heardLog();
    expect(await exportRuns(two, exports, log)).toBe(false);
    expect(log.lines[0]).toContain("html shows one run, not 2");
    expect(await readFile(join(folder.path, "two.html"), "utf8")).toBe("old");
  });
});

describe("several runs in one text", () => {
  const join2 = (format: (typeof FORMATS)[number]) => textOf(two, format, FILE_PAGE);

  test("table: each under its name", async () => {
    const text = await join2("table");
    const alone = await textOf(two.slice(0, 1), "table", FILE_PAGE);
    expect(text).toStartWith(`==> first.json <==\n${alone}\n==> second.json <==\n`);
  });

  test.each(["json", "jsonl"] as const)("%s: read again as two", async (format) => {
    const runs = readSavedRuns("x", await join2(format));
    expect(runs.map((run) => run.report.startedAt)).toEqual([
      "2026-11-24T05:31:00.000Z",
      "2026-11-25T05:31:00.000Z",
    ]);
  });

  test.each(["csv", "csv-samples"] as const)("%s: rows under one head", async (format) => {
    const rows = (await join2(format)).split("\r\n");
    const alone = (await textOf(two.slice(0, 1), format, FILE_PAGE)).split("\r\n");
    expect(rows.filter((row) => row === alone[0])).toHaveLength(1);
    expect(rows).toHaveLength(alone.length * 2 - 2);
    expect(rows.at(-1)).toBe("");
  });

  test("markdown: one after the other", async () => {
    expect((await join2("markdown")).match(/^### /gm)).toHaveLength(2);
  });

  test.each(["html", "svg"] as const)("%s: refused", async (format) => {
    expect((await failureOf(join2(format))).message).toContain(`${format} shows one run, not 2`);
  });
});
