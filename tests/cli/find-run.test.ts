import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findRun } from "../../src/cli/find-run.ts";
import { loadRun, loadRuns } from "../../src/cli/load-runs.ts";
import { paced, reportOf } from "../compare/two-runs.ts";
import { heardLog } from "../support/heard-log.ts";
import { failureOf } from "../support/failure-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const OLD = "2026-11-24T05-31-00-000Z-aaaaaaaa";
const NEW = "2026-11-25T05-31-00-000Z-bbbbbbbb";
const report = reportOf({ a: paced("a") }, 6);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let runs = "";

beforeAll(async () => {
  folder = await temporaryFolder();
  runs = join(folder.path, "runs");
  await mkdir(runs);
  await writeFile(join(runs, `${OLD}.json`), JSON.stringify(report));
  await writeFile(join(runs, `${NEW}.json`), JSON.stringify([report, report]));
});

afterAll(() => folder[Symbol.asyncDispose]());

describe("a word for a run", () => {
  test.each([
    ["last", NEW],
    ["last~0", NEW],
    ["last~1", OLD],
    [OLD, OLD],
    ["2026-11-24", OLD],
  ])("%s", async (word, id) => {
    expect(await findRun(word, runs)).toBe(join(runs, `${id}.json`));
  });

  test("a path is itself, whatever is kept", async () => {
    const path = join(runs, `${OLD}.json`);
    expect(await findRun(path, join(folder.path, "none"))).toBe(path);
  });

  test.each([
    ["last~2", "2 runs are kept"],
    ["2026-11-2", "2 kept runs begin with"],
    ["lats", "no kept run of that name"],
    ["no.json", "there is no file no.json"],
    ["no/such/run", "there is no file no/such/run"],
  ])("%s stands for nothing", async (word, why) => {
    expect((await failureOf(findRun(word, runs))).message).toContain(why);
  });

  test("misspelt gets a suggestion", async () => {
    expect((await failureOf(findRun("lats", runs))).advice).toBe("did you mean last?");
  });

  test("last where nothing was kept yet says so", async () => {
    expect((await failureOf(findRun("last", join(folder.path, "none")))).message).toContain(
      "no run is kept in",
    );
  });
});

describe("loading", () => {
  test("a folder, and a file that is not there, are named with the reason", async () => {
    expect((await failureOf(loadRuns(runs, runs, heardLog()))).message).toContain(
      "it is a folder (EISDIR)",
    );
    expect((await failureOf(loadRuns("no.json", runs, heardLog()))).message).toContain(
      "there is no file no.json",
    );
  });

  test("several runs of one file are numbered, and one alone is not", async () => {
    expect((await loadRuns("last", runs, heardLog())).map(({ name }) => name)).toEqual([
      `${join(runs, NEW)}.json, run 1`,
      `${join(runs, NEW)}.json, run 2`,
    ]);
    expect((await loadRun("last~1", runs, heardLog())).name).toBe(`${join(runs, OLD)}.json`);
  });

  test("an empty word is no beginning of every name", async () => {
    for (const word of ["", " "]) {
      // oxlint-disable-next-line no-await-in-loop -- two
      const { message } = await failureOf(loadRuns(word, runs, heardLog()));
      expect(message).toBe("an empty word names no run");
    }
  });

  test("where one run is wanted a file with two is refused", async () => {
    expect((await failureOf(loadRun("last", runs, heardLog()))).message).toContain(
      "last holds 2 runs",
    );
  });

  test("what must be said of a file is a warning", async () => {
    const path = join(folder.path, "later.json");
    await writeFile(path, JSON.stringify({ ...report, weather: "rain" }));
    const log = heardLog();
    await loadRuns(path, runs, log);
    expect(log.lines).toEqual([
      `warn: ${path} has fields that this version does not know: weather`,
    ]);
  });

  test("names of a file and in it are harmless and not endless, in warnings as in errors", async () => {
    const evil = "\u001b[2J\nsecond line";
    const [known, broken] = ["known.json", "bad\u001b[2J.json"].map((name) =>
      join(folder.path, name),
    );
    await writeFile(known!, JSON.stringify({ ...report, [evil]: 1, ["x".repeat(9000)]: 1 }));
    await writeFile(broken!, "{}");
    const log = heardLog();
    await loadRuns(known!, runs, log);
    const { message } = await failureOf(loadRuns(broken!, runs, log));
    expect(log.lines[0]).toContain("second line");
    for (const line of [...log.lines, message]) {
      expect(/\p{Cc}/u.exec(line)).toBeNull();
      expect(line.length).toBeLessThan(600);
    }
  });
});
