import { describe, expect, test } from "bun:test";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keepRecord } from "../../src/cli/run-record.ts";
import { readSavedRuns } from "../../src/records/read-saved-runs.ts";
import { until } from "../e2e/races.ts";
import { paced, reportOf } from "../compare/two-runs.ts";
import { heardLog } from "../support/heard-log.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const report = reportOf({ a: paced("a") }, 6);
const { samples, plan, tool, environment, startedAt, simulated, network } = report;
const head = { plan, tool, environment, startedAt, simulated, network };

describe("the record of a run", () => {
  test("is one report at its end, which gives the run again", async () => {
    await using folder = await temporaryFolder();
    const log = heardLog();
    const record = await keepRecord(folder.path, head, log);
    for (const sample of samples) record?.append(sample);
    await record?.finish(report);
    const [name, ...others] = await readdir(folder.path);
    expect(others).toEqual([]);
    expect(name).toMatch(/^2026-11-24T05-31-00-000Z-[0-9a-f]{8}\.json$/);
    const content = await readFile(join(folder.path, name!), "utf8");
    expect(readSavedRuns("x", content)[0]?.report).toEqual(JSON.parse(JSON.stringify(report)));
    expect(log.lines).toEqual([`info: saved: ${join(folder.path, name!)}`]);
  });

  test("is readable while the run goes on", async () => {
    await using folder = await temporaryFolder();
    const record = await keepRecord(folder.path, head, heardLog());
    for (const sample of samples.slice(0, 4)) record?.append(sample);
    const [name] = await readdir(folder.path);
    const path = join(folder.path, name!);
    // The writes are behind us once the last of them can be seen.
    await until(async () => (await readFile(path, "utf8")).split("\n").length === 6);
    const [run] = readSavedRuns("x", await readFile(path, "utf8"));
    expect(run?.report.samples).toEqual(JSON.parse(JSON.stringify(samples.slice(0, 4))));
    await record?.finish(report);
  });

  test("of two runs that begin in one moment is two records", async () => {
    await using folder = await temporaryFolder();
    const both = await Promise.all([1, 2].map(() => keepRecord(folder.path, head, heardLog())));
    await Promise.all(both.flatMap((record) => record?.finish(report) ?? []));
    expect(await readdir(folder.path)).toHaveLength(2);
  });

  test("that cannot be begun is a warning with what to do, and no end of the race", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "file");
    await writeFile(file, "");
    const log = heardLog();
    expect(await keepRecord(join(file, "runs"), head, log)).toBeUndefined();
    expect(log.lines[0]).toStartWith("warn: this run will not be kept in");
    expect(log.lines[0]).toContain("SPEED_KINGS_DATA");
  });

  test("that cannot be finished keeps its journal and names it", async () => {
    await using folder = await temporaryFolder();
    const log = heardLog();
    const record = await keepRecord(folder.path, head, log);
    for (const sample of samples) record?.append(sample);
    const [journal] = await readdir(folder.path);
    // A folder in the place of the report: it can be written beside, and never replaced.
    await mkdir(join(folder.path, journal!.replace(/l$/, ""), "in the way"), { recursive: true });
    await record?.finish(report);
    expect(log.lines[0]).toStartWith("warn: the run could not be saved");
    expect(log.lines[0]).toContain(String(journal));
    const content = await readFile(join(folder.path, journal!), "utf8");
    expect(readSavedRuns("x", content)[0]?.report.samples).toHaveLength(samples.length);
    expect((await readdir(folder.path)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });
});
