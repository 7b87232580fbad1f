import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dir, "../..");

/** A line of code, the file it is planted in, and the rule that must refuse it; without a rule it must pass. */
interface Planted {
  readonly file: string;
  readonly code: string;
  readonly refusedBy?: string;
}

const IMPORTS = "no-restricted-imports";
const GLOBALS = "no-restricted-globals";
const PROPERTIES = "no-restricted-properties";

const refusedImport = (file: string, code: string): Planted => ({ file, code, refusedBy: IMPORTS });

const PLANTED: readonly Planted[] = [
  refusedImport("src/core/a.ts", 'export { now } from "../timing/b.ts";'),
  refusedImport("src/core/b.ts", 'import type { Transport } from "../wire/transport.ts";'),
  refusedImport("src/core/f.ts", 'import { type Transport } from "../wire/transport.ts";'),
  refusedImport("src/core/c.ts", 'export { z } from "zod";'),
  { file: "src/core/d.ts", code: 'export { x } from "./plan.ts";' },
  {
    file: "src/core/e.ts",
    code: 'export { uniformInt } from "pure-rand/distribution/uniformInt";',
  },

  refusedImport("src/timing/a.ts", 'export type { Message } from "../wire/message.ts";'),
  { file: "src/timing/b.ts", code: 'export type { Nanos } from "../core/units.ts";' },

  refusedImport("src/wire/a.ts", 'export type { Dialect } from "../providers/dialect.ts";'),
  refusedImport("src/wire/b.ts", 'export { default as consola } from "consola";'),
  refusedImport("src/wire/c.ts", 'export { request } from "node:https";'),
  { file: "src/wire/d.ts", code: 'export { createParser } from "eventsource-parser";' },
  { file: "src/wire/e.ts", code: 'export type { Clock } from "../timing/clock.ts";' },

  refusedImport("src/providers/a.ts", 'export type { Clock } from "../timing/clock.ts";'),
  refusedImport(
    "src/providers/dialects/a.ts",
    'export type { Clock } from "../../timing/clock.ts";',
  ),
  refusedImport("src/providers/b.ts", 'export { createParser } from "eventsource-parser";'),
  { file: "src/providers/dialects/b.ts", code: 'export type { Dialect } from "../dialect.ts";' },
  {
    file: "src/providers/dialects/c.ts",
    code: 'export type { Failure } from "../../core/failure.ts";',
  },

  refusedImport("src/run/a.ts", 'export type { Formatter } from "../output/formatter.ts";'),
  refusedImport("src/run/b.ts", 'export { summarize } from "../metrics/summarize.ts";'),
  refusedImport("src/run/c.ts", 'export const load = () => import("../terminal/log.ts");'),
  refusedImport("src/run/d.ts", 'export { defineCommand } from "citty";'),
  refusedImport("src/run/e.ts", 'export * from "../cli/context.ts";'),
  { file: "src/run/f.ts", code: 'export type { Dialect } from "../providers/dialect.ts";' },

  refusedImport("src/metrics/a.ts", 'export type { Transport } from "../wire/transport.ts";'),
  { file: "src/metrics/b.ts", code: 'export { median } from "../statistics/median.ts";' },

  refusedImport("src/statistics/a.ts", 'export { METRICS } from "../metrics/table.ts";'),
  refusedImport("src/compare/a.ts", 'export { buildReport } from "../records/build-report.ts";'),
  { file: "src/compare/b.ts", code: 'export { median } from "../statistics/median.ts";' },
  refusedImport("src/gates/a.ts", 'export { compareRuns } from "../compare/compare-runs.ts";'),
  { file: "src/gates/b.ts", code: 'export type { GateResult } from "../core/gate-result.ts";' },
  refusedImport("src/pricing/a.ts", 'export { METRICS } from "../metrics/table.ts";'),
  refusedImport("src/workload/a.ts", 'export { METRICS } from "../metrics/table.ts";'),
  refusedImport("src/records/a.ts", 'export { run } from "../run/runner.ts";'),
  { file: "src/records/b.ts", code: 'export { z } from "zod";' },

  refusedImport("src/output/a.ts", 'export { run } from "../run/runner.ts";'),
  refusedImport("src/output/json.ts", 'export { default as table } from "tty-table";'),
  { file: "src/output/table.ts", code: 'export { default as table } from "tty-table";' },
  refusedImport("src/output/table-rows.ts", 'export { style } from "../terminal/style.ts";'),

  refusedImport("src/output/markdown.ts", 'export { createColors } from "picocolors";'),
  refusedImport("src/output/html/a.ts", 'export { init } from "echarts/core";'),
  refusedImport("src/output/charts/a.ts", 'export { stringify } from "csv-stringify/sync";'),
  { file: "src/output/charts/b.ts", code: 'export { init } from "echarts/core";' },
  { file: "src/output/csv.ts", code: 'export { stringify } from "csv-stringify/sync";' },
  { file: "src/text/paint.ts", code: 'export { createColors } from "picocolors";' },

  refusedImport("src/terminal/progress.ts", 'export { default as colors } from "picocolors";'),
  refusedImport("src/terminal/style.ts", 'export { createConsola } from "consola";'),
  refusedImport("src/terminal/log.ts", 'export type { Plan } from "../run/runner.ts";'),
  { file: "src/terminal/log.ts", code: 'export { createConsola } from "consola";' },

  refusedImport("src/simulator/a.ts", 'export type { Transport } from "../wire/transport.ts";'),
  refusedImport("src/simulator/faults/a.ts", 'export { run } from "../../run/runner.ts";'),
  {
    file: "src/simulator/faults/b.ts",
    code: 'export type { Wire } from "../dialects/dialect.ts";',
  },

  refusedImport("src/calibration/a.ts", 'export { environment } from "../cli/machine.ts";'),
  refusedImport("src/calibration/b.ts", 'export { duration } from "../text/quantity.ts";'),
  { file: "src/calibration/c.ts", code: 'export { attempt } from "../run/attempt.ts";' },
  refusedImport("src/run/j.ts", 'export { calibrate } from "../calibration/calibrate.ts";'),

  { file: "src/wire/f.ts", code: 'export { connect } from "node:net";' },

  refusedImport("src/cli/a.ts", 'export { default as table } from "tty-table";'),
  { file: "src/cli/commands/list.ts", code: 'export { run } from "../../run/runner.ts";' },
  { file: "src/cli/b.ts", code: 'export { defineCommand } from "citty";' },
  refusedImport("src/main.ts", 'export { run } from "./run/runner.ts";'),

  { file: "src/run/g.ts", code: "export const key = process.argv;", refusedBy: GLOBALS },
  { file: "src/cli/c.ts", code: "export const key = process.argv;" },
  {
    file: "src/providers/c.ts",
    code: 'export const page = fetch("http://localhost");',
    refusedBy: GLOBALS,
  },
  {
    file: "src/cli/d.ts",
    code: 'export const page = fetch("http://localhost");',
    refusedBy: GLOBALS,
  },
  { file: "src/wire/fetch-transport.ts", code: 'export const page = fetch("http://localhost");' },
  { file: "src/run/h.ts", code: "export const at = Bun.nanoseconds();", refusedBy: PROPERTIES },
  { file: "src/timing/clock.ts", code: "export const at = Bun.nanoseconds();" },
  { file: "src/run/i.ts", code: 'console.log("x");', refusedBy: "no-console" },
];

interface Finding {
  readonly filename: string;
  readonly code: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

const RULE = /\((?<rule>[\w-]+)\)/;

let folder = "";
const found = new Set<string>();

/** The project's own rules, without those that need types: the planted imports lead nowhere. */
async function lintPlanted(): Promise<readonly Finding[]> {
  const rules = await Bun.file(join(ROOT, ".oxlintrc.json")).json();
  await Bun.write(
    join(folder, ".oxlintrc.json"),
    JSON.stringify({ ...rules, options: { typeAware: false } }),
  );
  const files = Map.groupBy(PLANTED, (planted) => planted.file);
  for (const [file, lines] of files) {
    await Bun.write(join(folder, file), lines.map((line) => `${line.code}\n`).join(""));
  }
  const oxlint = Bun.spawnSync(
    [process.execPath, join(ROOT, "node_modules/oxlint/bin/oxlint"), "--format=json", "src"],
    { cwd: folder, stdout: "pipe", stderr: "pipe" },
  );
  return JSON.parse(oxlint.stdout.toString()).diagnostics;
}

const keyOf = (file: string, line: number, rule: string): string => `${file}:${line} ${rule}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-layers-"));
  for (const finding of await lintPlanted()) {
    const rule = RULE.exec(finding.code)?.groups?.["rule"] ?? finding.code;
    const line = finding.labels[0]?.span.line ?? 0;
    found.add(keyOf(finding.filename.replaceAll("\\", "/"), line, rule));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const lineOf = (planted: Planted): number =>
  PLANTED.filter(({ file }) => file === planted.file).indexOf(planted) + 1;

describe("the lint rules", () => {
  const rows = PLANTED.map((planted) => [planted.file, planted.code, planted] as const);
  const refused = rows.filter(([, , { refusedBy }]) => refusedBy !== undefined);
  const allowed = rows.filter(([, , { refusedBy }]) => refusedBy === undefined);

  test.each(refused)("refuse in %s: %s", (file, _code, planted) => {
    expect(found).toContain(keyOf(file, lineOf(planted), planted.refusedBy ?? ""));
  });

  test.each(allowed)("let pass in %s: %s", (file, _code, planted) => {
    for (const rule of [IMPORTS, GLOBALS, PROPERTIES, "no-console"]) {
      expect(found).not.toContain(keyOf(file, lineOf(planted), rule));
    }
  });

  test("know every folder of src", async () => {
    const { overrides } = await Bun.file(join(ROOT, ".oxlintrc.json")).json();
    const ruled = new Set(
      overrides
        .filter((row: { rules: object }) => IMPORTS in row.rules)
        .flatMap((row: { files: readonly string[] }) => row.files.map((file) => dirname(file))),
    );
    const entries = await readdir(join(ROOT, "src"), { withFileTypes: true });
    for (const entry of entries.filter((candidate) => candidate.isDirectory())) {
      expect(ruled).toContain(`src/${entry.name}`);
    }
  });
});
