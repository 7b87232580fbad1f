import type { Accuracy } from "./accuracy.ts";
import type { Cost } from "./cost.ts";
import { QUIET_SHARE } from "./run-client.ts";
import type { Start } from "./start.ts";
import { renderTable } from "./table.ts";

/** What one run of the bench found; a part that was not run is absent. */
export interface Results {
  readonly accuracy?: readonly Accuracy[];
  readonly cost?: readonly Cost[];
  readonly start?: readonly Start[];
}

/** A promise of the project, and whether this run kept it. `value` is absent when it was not measured. */
export interface Verdict {
  readonly bound: string;
  readonly limit: number;
  readonly value?: number;
  readonly met?: boolean;
  /** Share of the machine that others used meanwhile, where that is known. */
  readonly othersShare?: number;
}

/** A number that was measured, and how disturbed. */
interface Measured {
  readonly value: number;
  readonly othersShare?: number;
}

interface Bound {
  readonly title: string;
  readonly limit: number;
  /** Counts of streams have a least, everything else a most. */
  readonly atLeast?: true;
  readonly measure: (results: Results) => Measured | undefined;
}

const accuracyAt =
  (streams: number, value: (row: Accuracy) => number) =>
  ({ accuracy }: Results): Measured | undefined => {
    const row = accuracy?.find((one) => one.client === "ours" && one.streams === streams);
    return row === undefined ? undefined : { value: value(row), othersShare: row.othersShare };
  };

const startOf =
  (command: string) =>
  ({ start }: Results): Measured | undefined => {
    const row = start?.find((one) => one.command === command);
    return row === undefined ? undefined : { value: row.medianMs };
  };

function worstRatio({ cost }: Results): Measured | undefined {
  const worst = cost
    ?.filter(({ client }) => client === "ours")
    .toSorted((a, b) => b.ratioToBare - a.ratioToBare)[0];
  return worst === undefined
    ? undefined
    : { value: worst.ratioToBare, othersShare: worst.othersShare };
}

/** For an otherwise idle machine. Each row is one promise. */
const BOUNDS: readonly Bound[] = [
  {
    title: "TTFT error, median, 1 stream (ms)",
    limit: 0.5,
    measure: accuracyAt(1, (row) => row.ttftErrorMs.p50),
  },
  {
    title: "TTFT error, P99, 1 stream (ms)",
    limit: 1,
    measure: accuracyAt(1, (row) => row.ttftErrorMs.p99),
  },
  {
    title: "chunk stamp error, P99, 64 streams (ms)",
    limit: 0.3,
    measure: accuracyAt(64, (row) => row.chunkErrorMs.p99),
  },
  {
    title: "chunk stamp error, P99, 1,000 streams (ms)",
    limit: 3,
    measure: accuracyAt(1000, (row) => row.chunkErrorMs.p99),
  },
  {
    title: "streams in flight at once, of 2,000",
    limit: 2000,
    atLeast: true,
    measure: accuracyAt(2000, (row) => row.peakInFlight),
  },
  { title: "CPU per event, × bare fetch reader", limit: 1.25, measure: worstRatio },
  { title: "start: --help (ms)", limit: 15, measure: startOf("--help") },
  { title: "start: list (ms)", limit: 30, measure: startOf("list") },
];

export function judgeBounds(results: Results): Verdict[] {
  return BOUNDS.map(({ title, limit, atLeast, measure }) => {
    const measured = measure(results);
    if (measured === undefined) return { bound: title, limit };
    const met = atLeast === true ? measured.value >= limit : Math.abs(measured.value) <= limit;
    return { bound: title, limit, ...measured, met };
  });
}

function verdictText({ met, othersShare = 0 }: Verdict): string {
  if (met === undefined) return "not measured";
  if (met) return "met";
  return othersShare > QUIET_SHARE
    ? `missed, while others used ${Math.round(othersShare * 100)} % of the machine`
    : "MISSED";
}

export function renderBounds(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [
    verdict.bound,
    String(verdict.limit),
    verdict.value === undefined ? "–" : String(Number(verdict.value.toPrecision(3))),
    verdictText(verdict),
  ]);
  return renderTable(["bound", "limit", "measured", "verdict"], rows);
}
