import { FAILURE_KINDS } from "../core/failure.ts";
import { CATEGORIES, METRICS } from "../core/report.ts";
import type { Distribution, Report, ReportedInterval, TargetReport } from "../core/report.ts";
import { csvOf } from "./csv.ts";
import type { CsvColumn, CsvValue } from "./csv.ts";
import type { Formatter } from "./formatter.ts";

interface Row {
  readonly report: Report;
  readonly target: TargetReport;
}

type Column = CsvColumn<Row>;

const ofTarget = (name: string, read: (target: TargetReport) => CsvValue): Column => [
  name,
  ({ target }) => read(target),
];

const low = (interval: ReportedInterval | undefined): CsvValue => interval?.[0];
const high = (interval: ReportedInterval | undefined): CsvValue => interval?.[1];

const STATISTICS: readonly CsvColumn<Distribution>[] = [
  ["n", ({ n }) => n],
  ["nEffective", ({ nEffective }) => nEffective],
  ["mean", ({ mean }) => mean],
  ["stddev", ({ stddev }) => stddev],
  ["min", ({ min }) => min],
  ["max", ({ max }) => max],
  ["p50", ({ p50 }) => p50],
  ["p50Low", ({ p50Interval }) => low(p50Interval)],
  ["p50High", ({ p50Interval }) => high(p50Interval)],
  ["p50Above", ({ p50Above }) => p50Above],
  ["p95", ({ p95 }) => p95],
  ["p95Low", ({ p95Interval }) => low(p95Interval)],
  ["p95High", ({ p95Interval }) => high(p95Interval)],
  ["p95Above", ({ p95Above }) => p95Above],
  ["p95Bounded", ({ p95Bounded }) => p95Bounded],
  ["p99", ({ p99 }) => p99],
];

const COLUMNS: readonly Column[] = [
  ["startedAt", ({ report }) => report.startedAt],
  ["version", ({ report }) => report.tool.version],
  ["methodVersion", ({ report }) => report.methodVersion],
  ["simulated", ({ report }) => report.simulated],
  ["tokenBasis", ({ report }) => report.tokenBasis],
  ofTarget("size", ({ size }) => size),
  ofTarget("target", ({ id }) => id),
  ofTarget("provider", ({ provider }) => provider),
  ofTarget("model", ({ model }) => model),
  ofTarget("answeredModel", ({ answeredModel }) => answeredModel),
  ...CATEGORIES.flatMap((category): readonly Column[] => [
    ofTarget(`rank.${category}.from`, ({ ranks }) => ranks[category]?.from),
    ofTarget(`rank.${category}.to`, ({ ranks }) => ranks[category]?.to),
  ]),
  ofTarget("crowns", ({ crowns }) => crowns.join(" ")),
  ofTarget("attempts", ({ attempts }) => attempts.total),
  ofTarget("ok", ({ attempts }) => attempts.ok),
  ofTarget("failed", ({ attempts }) => attempts.failed),
  ofTarget("successLow", ({ attempts }) => low(attempts.successInterval)),
  ofTarget("successHigh", ({ attempts }) => high(attempts.successInterval)),
  ...FAILURE_KINDS.map((kind) =>
    ofTarget(`failed.${kind}`, ({ attempts }) => attempts.byKind[kind] ?? 0),
  ),
  ofTarget("retries", ({ attempts }) => attempts.retries),
  ...METRICS.flatMap((metric) =>
    STATISTICS.map(([name, read]): Column => [
      `${metric}.${name}`,
      ({ target }) => {
        const distribution = target.metrics[metric];
        return distribution === undefined ? undefined : read(distribution);
      },
    ]),
  ),
  ofTarget("tokens.input", ({ tokens }) => tokens.input),
  ofTarget("tokens.output", ({ tokens }) => tokens.output),
  ofTarget("tokens.reasoning", ({ tokens }) => tokens.reasoning),
  ofTarget("tokens.cached", ({ tokens }) => tokens.cached),
  ofTarget("tokens.source", ({ tokens }) => tokens.source),
  ofTarget("costUsd", ({ cost }) => cost?.usd),
  ofTarget("costPerRequestUsd", ({ cost }) => cost?.perRequestUsd),
  ofTarget("tokensPerUsd", ({ cost }) => cost?.tokensPerUsd),
  ofTarget("tokensPerUsdLow", ({ cost }) => low(cost?.tokensPerUsdInterval)),
  ofTarget("tokensPerUsdHigh", ({ cost }) => high(cost?.tokensPerUsdInterval)),
  ofTarget("monthlyUsd", ({ cost }) => cost?.monthly?.usd),
  ofTarget("reportedUsd", ({ cost }) => cost?.reportedUsd),
  ofTarget("costEstimated", ({ cost }) => cost?.estimated),
  ofTarget("priceId", ({ cost }) => cost?.priceId),
  ofTarget("priceVerifiedAt", ({ cost }) => cost?.priceVerifiedAt),
  ofTarget("priceSource", ({ cost }) => cost?.priceSource),
  ofTarget("priceHash", ({ cost }) => cost?.priceHash),
  ofTarget("server.queueMs", ({ serverTimings }) => serverTimings?.queueMs),
  ofTarget("server.prefillMs", ({ serverTimings }) => serverTimings?.prefillMs),
  ofTarget("server.decodeMs", ({ serverTimings }) => serverTimings?.decodeMs),
  ofTarget("server.totalMs", ({ serverTimings }) => serverTimings?.totalMs),
  ofTarget("labels", ({ labels }) => labels.map(({ id }) => id).join(" ")),
];

/** CSV with one row for each target and size. Names as in the JSON report; milliseconds, tokens per second, USD. */
export const formatCsv: Formatter = (report) =>
  csvOf(
    COLUMNS,
    report.targets.map((target) => ({ report, target })),
  );
