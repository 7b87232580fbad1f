import type { GateResult } from "../core/gate-result.ts";
import type { Report, TargetReport } from "../core/report.ts";
import type { RunComparison, TargetChange } from "../core/run-comparison.ts";
import { printable } from "../text/printable.ts";
import { count, duration, rate } from "../text/quantity.ts";
import { lineOf, shownChanges } from "./comparison-words.ts";
import { gateLine } from "./gate-lines.ts";
import { sizeName } from "./of-size.ts";

/** One test of a JUnit file. */
interface Case {
  readonly suite: string;
  readonly name: string;
  readonly failure?: string;
  readonly skipped?: string;
  readonly output: string;
}

// Nothing that XML forbids is left: `printable` takes control characters and lone surrogates out.
const attribute = (text: string): string => Bun.escapeHTML(printable(text));

function changeCases(target: TargetChange, changesFail: boolean): Case[] {
  return shownChanges(target).map((change): Case => {
    const { metric, base, new: next, interval, verdict } = lineOf(change);
    const output = `${metric} ${verdict}: ${base} → ${next}, ${lineOf(change).change} (95 % ${interval})`;
    return {
      suite: `${target.id} (${sizeName(target.size)})`,
      name: metric,
      output,
      ...(changesFail && change.verdict === "worse" ? { failure: output } : {}),
      ...(change.verdict === "inconclusive" ? { skipped: change.reason ?? verdict } : {}),
    };
  });
}

const gateCase = (result: GateResult): Case => ({
  suite: "gates",
  name: `${result.gate}${result.target === undefined ? "" : ` [${result.target}${result.size === undefined ? "" : `, ${sizeName(result.size)}`}]`}`,
  output: gateLine(result),
  ...(result.outcome === "missed" ? { failure: gateLine(result) } : {}),
  ...(result.outcome === "inconclusive" ? { skipped: result.reason } : {}),
});

function caseXml({ suite, name, failure, skipped, output }: Case): string {
  const inside = [
    ...(failure === undefined
      ? []
      : [`<failure message="${attribute(failure)}">${attribute(failure)}</failure>`]),
    ...(skipped === undefined ? [] : [`<skipped message="${attribute(skipped)}"/>`]),
    `<system-out>${attribute(output)}</system-out>`,
  ];
  return `    <testcase classname="${attribute(suite)}" name="${attribute(name)}" time="0">${inside.join("")}</testcase>`;
}

const countsOf = (cases: readonly Case[]): string => {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
};

/**
 * Two runs as a JUnit file: a suite a target, a test a metric. Where there are gates they alone can fail, as they alone decide the
 * exit code; without any a metric that got worse does.
 */
export function formatJunit(comparison: RunComparison, gates: readonly GateResult[]): string {
  const cases = [
    ...gates.map(gateCase),
    ...comparison.targets.flatMap((target) => changeCases(target, gates.length === 0)),
  ];
  return junitOf("speed-kings compare", comparison.new.startedAt, cases);
}

/**
 * Runs as a JUnit file: the gates, and a test for each target that was measured. Where there are gates they alone can fail; without
 * any a target of which nothing came does.
 */
export function formatRunsJunit(runs: readonly Report[], gates: readonly GateResult[]): string {
  const cases = [
    ...gates.map(gateCase),
    ...runs.flatMap(({ targets }) =>
      targets.map((target) => targetCase(target, gates.length === 0)),
    ),
  ];
  return junitOf("speed-kings", runs[0]?.startedAt ?? "", cases);
}

function targetCase({ id, size, attempts, metrics }: TargetReport, canFail: boolean): Case {
  const { ok, total } = attempts;
  const output = [
    `${count(ok)} of ${count(total)} attempts succeeded`,
    `output speed ${rate(metrics.outputSpeed?.p50 ?? undefined)} tok/s`,
    `TTFT ${duration(metrics.ttftMs?.p50 ?? undefined)}`,
    `end-to-end ${duration(metrics.e2eMs?.p50 ?? undefined)} (P50)`,
  ].join(", ");
  return {
    suite: `${id} (${sizeName(size)})`,
    name: "measured",
    output,
    ...(canFail && ok === 0 ? { failure: output } : {}),
  };
}

function junitOf(title: string, startedAt: string, cases: readonly Case[]): string {
  const suites = Map.groupBy(cases, ({ suite }) => suite);
  const timestamp = attribute(startedAt);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${title}" ${countsOf(cases)}>`,
    ...[...suites].map(([name, members]) =>
      [
        `  <testsuite name="${attribute(name)}" ${countsOf(members)} timestamp="${timestamp}">`,
        ...members.map(caseXml),
        "  </testsuite>",
      ].join("\n"),
    ),
    "</testsuites>",
    "",
  ].join("\n");
}
