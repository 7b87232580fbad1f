import { compareRuns } from "../../compare/compare-runs.ts";
import { UsageError } from "../../core/errors.ts";
import type { GateResult } from "../../core/gate-result.ts";
import type { RunComparison } from "../../core/run-comparison.ts";
import { checkGates, knownOf } from "../../gates/check-gates.ts";
import { areMissed, judgeGates } from "../../gates/judge-gates.ts";
import { parseGates } from "../../gates/parse-gate.ts";
import { formatComparisonJson } from "../../output/comparison-json.ts";
import { formatComparisonMarkdown } from "../../output/comparison-markdown.ts";
import { formatComparisonTable } from "../../output/comparison-table.ts";
import { annotateComparison, annotateGates } from "../../output/github-annotations.ts";
import { formatJunit } from "../../output/junit.ts";
import type { Page } from "../../output/formatter.ts";
import type { PriceTable } from "../../pricing/price-table.ts";
import type { Invocation } from "../command.ts";
import { runsFolder } from "../data-folder.ts";
import { EXIT } from "../exit.ts";
import { reportGates } from "../gate-report.ts";
import { speaksGithub, tellGithub } from "../github.ts";
import { prepareJunit, writeJunit } from "../junit-file.ts";
import { loadRun } from "../load-runs.ts";
import { loadPrices } from "../price-layers.ts";
import { choice, isOn, list, text } from "../values.ts";

type Format = (comparison: RunComparison, gates: readonly GateResult[], page: Page) => string;

const FORMATS = {
  table: (comparison, _, page) => formatComparisonTable(comparison, page),
  markdown: (comparison, gates) => formatComparisonMarkdown(comparison, gates),
  json: (comparison, gates) => formatComparisonJson(comparison, gates),
  junit: (comparison, gates) => formatJunit(comparison, gates),
} as const satisfies Record<string, Format>;

/** `speed-kings compare BASE NEW`: what changed between two saved runs, and whether that is reason to fail. */
export async function compare({ flags, positionals, context }: Invocation): Promise<number> {
  const format = choice(flags, "output", ["table", "markdown", "json", "junit"]) ?? "table";
  const gates = parseGates(list(flags, "fail-if") ?? []);
  const [baseWord, nextWord, ...others] = positionals;
  if (baseWord === undefined || nextWord === undefined || others.length > 0) {
    throw new UsageError(
      `compare needs two saved runs, not ${positionals.length}`,
      "write speed-kings compare BASE NEW, such as compare last~1 last",
    );
  }
  const junit = await prepareJunit(text(flags, "junit"));
  const log = await context.log();
  const folder = runsFolder(context.env);
  const prices = (): Promise<PriceTable> => loadPrices(context.env);
  const base = await loadRun(baseWord, folder, log, prices);
  const next = await loadRun(nextWord, folder, log, prices);
  const comparison = compareRuns(base, next);
  checkGates(gates, knownOf(next.report.plan, comparison.targets));
  const results = judgeGates(gates, next.report, comparison);

  await context.print(FORMATS[format](comparison, results, context.page()));
  const isWritten = await writeJunit(junit, formatJunit(comparison, results), log);
  if (speaksGithub(isOn(flags, "github"), context.env)) {
    const annotations = [...annotateGates(results), ...annotateComparison(comparison)];
    await tellGithub(formatComparisonMarkdown(comparison, results), annotations, context.env, log);
  }
  reportGates(results, log);
  if (areMissed(results, isOn(flags, "strict"))) return EXIT.gate;
  return isWritten ? EXIT.ok : EXIT.failed;
}
