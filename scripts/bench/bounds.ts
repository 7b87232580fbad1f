import type { Accuracy } from "./accuracy.ts";
import type { Cost } from "./cost.ts";
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
}

interface Bound {
  readonly title: string;
  readonly limit: number;
  /** Counts of streams have a least, everything else a most. */
  readonly atLeast?: true;
  readonly value: (results: Results) => number | undefined;
}

const ours = (results: Results, streams: number): Accuracy | undefined =>
  results.accuracy?.find((row) => row.client === "ours" && row.streams === streams);

const startOf = (results: Results, command: string): number | undefined =>
  results.start?.find((row) => row.command === command)?.medianMs;

const worstRatio = ({ cost }: Results): number | undefined =>
  cost === undefined
    ? undefined
    : Math.max(...cost.filter(({ client }) => client === "ours").map((row) => row.ratioToBare));

/** For an otherwise idle machine. Each row is one promise. */
const BOUNDS: readonly Bound[] = [
  {
    title: "TTFT error, median, 1 stream (ms)",
    limit: 0.5,
    value: (results) => ours(results, 1)?.ttftErrorMs.p50,
  },
  {
    title: "TTFT error, P99, 1 stream (ms)",
    limit: 1,
    value: (results) => ours(results, 1)?.ttftErrorMs.p99,
  },
  {
    title: "chunk stamp error, P99, 64 streams (ms)",
    limit: 0.3,
    value: (results) => ours(results, 64)?.chunkErrorMs.p99,
  },
  {
    title: "chunk stamp error, P99, 1,000 streams (ms)",
    limit: 3,
    value: (results) => ours(results, 1000)?.chunkErrorMs.p99,
  },
  {
    title: "streams in flight at once, of 2,000",
    limit: 2000,
    atLeast: true,
    value: (results) => ours(results, 2000)?.peakInFlight,
  },
  { title: "CPU per event, × bare fetch reader", limit: 1.25, value: worstRatio },
  { title: "start: --help (ms)", limit: 15, value: (results) => startOf(results, "--help") },
  { title: "start: list (ms)", limit: 30, value: (results) => startOf(results, "list") },
];

export function judgeBounds(results: Results): Verdict[] {
  return BOUNDS.map(({ title, limit, atLeast, value: measure }) => {
    const value = measure(results);
    if (value === undefined) return { bound: title, limit };
    return {
      bound: title,
      limit,
      value,
      met: atLeast === true ? value >= limit : Math.abs(value) <= limit,
    };
  });
}

export function renderBounds(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ bound, limit, value, met }) => [
    bound,
    String(limit),
    value === undefined ? "–" : String(Number(value.toPrecision(3))),
    met === undefined ? "not measured" : met ? "met" : "MISSED",
  ]);
  return renderTable(["bound", "limit", "measured", "verdict"], rows);
}
