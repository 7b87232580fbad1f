import { expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { listKeptRuns, newRunId } from "../../src/records/run-folder.ts";
import { summarizeKept } from "../../src/records/run-summary.ts";
import { paced, reportOf } from "../compare/two-runs.ts";
import { failureOf } from "../support/failure-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const report = reportOf({ a: paced("a"), b: paced("b") }, 6);
const text = JSON.stringify(report);
const { plan, tool, environment, startedAt, simulated } = report;
const head = JSON.stringify({
  type: "head",
  schemaVersion: 1,
  tool,
  environment,
  startedAt,
  simulated,
  plan,
});

const put = (folder: string, files: Readonly<Record<string, string>>): Promise<unknown> =>
  Promise.all(
    Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)),
  );

test("runs are listed newest first, by the time in their names", async () => {
  await using folder = await temporaryFolder();
  await put(folder.path, {
    "2026-11-24T05-31-00-000Z-aaaaaaaa.json": text,
    "2026-11-25T05-31-00-000Z-bbbbbbbb.jsonl": head,
    "2025-01-01T00-00-00-000Z-cccccccc.json": text,
  });
  const runs = await listKeptRuns(folder.path);
  expect(runs.map(({ id, kind }) => [id.slice(0, 10), kind])).toEqual([
    ["2026-11-25", "journal"],
    ["2026-11-24", "report"],
    ["2025-01-01", "report"],
  ]);
});

test("what is no run is not listed, and a journal beside its report is not a second one", async () => {
  await using folder = await temporaryFolder();
  await put(folder.path, {
    "2026-11-24T05-31-00-000Z-aaaaaaaa.json": text,
    "2026-11-24T05-31-00-000Z-aaaaaaaa.jsonl": head,
    ".2026-11-24T05-31-00-000Z-aaaaaaaa.json.1b2c.part": "{",
    "notes.txt": "",
    "notes.json": "{}",
    ".DS_Store": "",
  });
  expect((await listKeptRuns(folder.path)).map(({ kind }) => kind)).toEqual(["report"]);
});

test("a folder that is not there holds no run; one that is a file is an error", async () => {
  await using folder = await temporaryFolder();
  expect(await listKeptRuns(join(folder.path, "runs"))).toEqual([]);
  await put(folder.path, { file: "" });
  expect((await failureOf(listKeptRuns(join(folder.path, "file")))).message).toContain("ENOTDIR");
});

test("the name of a new run begins with its time, and two of one moment differ", () => {
  const names = Array.from({ length: 100 }, () => newRunId(startedAt));
  expect(new Set(names).size).toBe(100);
  expect(names[0]).toMatch(/^2026-11-24T05-31-00-000Z-[0-9a-f]{8}$/);
});

test("a run is summed up from its beginning", async () => {
  await using folder = await temporaryFolder();
  await put(folder.path, {
    "2026-11-24T05-31-00-000Z-a.json": text,
    "2026-11-24T05-32-00-000Z-b.jsonl": `${head}\n{"type":"sample`,
    "2026-11-24T05-33-00-000Z-c.json": '{"schemaVersion":9}',
    // As -o json writes it: nothing marks where the samples begin, so it is read whole.
    "2026-11-24T05-34-00-000Z-d.json": JSON.stringify(report, null, 2),
    "2026-11-24T05-35-00-000Z-e.json": text.slice(0, 500),
  });
  const runs = await Promise.all((await listKeptRuns(folder.path)).map(summarizeKept));
  expect(runs.map(({ state }) => state)).toEqual([
    "unreadable",
    "complete",
    "unreadable",
    "unfinished",
    "complete",
  ]);
  expect(runs[4]).toMatchObject({ blocks: 6, sizes: ["short"], targets: ["a", "b"] });
  expect(runs[3]).toMatchObject({ blocks: undefined, targets: ["a", "b"] });
});

test("a run is summed up with the blocks it ran, not with those it planned", async () => {
  await using folder = await temporaryFolder();
  const tried = (total: number) => ({
    ...report,
    targets: report.targets.map((target) => ({
      ...target,
      attempts: { ...target.attempts, total, ok: 0, failed: total },
    })),
  });
  await put(folder.path, {
    "2026-11-24T05-31-00-000Z-a.json": JSON.stringify({ ...tried(0), stopReason: "interrupted" }),
    "2026-11-24T05-32-00-000Z-b.json": JSON.stringify(tried(0)),
    "2026-11-24T05-33-00-000Z-c.json": JSON.stringify(tried(6)),
  });
  const runs = await Promise.all((await listKeptRuns(folder.path)).map(summarizeKept));
  expect(runs.map(({ state, blocks }) => [state, blocks])).toEqual([
    ["failed", 6],
    ["failed", 0],
    ["interrupted", 0],
  ]);
});

test("a name in a run that looks like its samples does not end the summary early", async () => {
  await using folder = await temporaryFolder();
  const named = {
    ...report,
    plan: { ...plan, targets: [{ ...plan.targets[0]!, id: ',"samples":[' }] },
  };
  await put(folder.path, { "2026-11-24T05-31-00-000Z-a.json": JSON.stringify(named) });
  const [run] = await listKeptRuns(folder.path);
  expect((await summarizeKept(run!)).targets).toEqual([',"samples":[']);
});
