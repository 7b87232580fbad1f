import type { Report } from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
import type { Logged } from "./server-log.ts";

/** Further apart than this, a difference has to be explained. */
const TOLERANCE = 0.02;
/** Below this, a difference is the scheduler of a busy machine. */
const SCHEDULER_MS = 10;

export type QuantityId = "promptTokens" | "outputTokens" | "ttft" | "decode" | "total";

/** A quantity that both sides know: how we measured it, and how the server wrote it down. */
interface Quantity {
  readonly id: QuantityId;
  readonly name: string;
  readonly unit: "ms" | "tokens";
  readonly ours: (sample: Sample) => number | undefined;
  readonly theirs: (logged: Logged, sample: Sample) => number | undefined;
}

const minus = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a - b;

/** In the order of a request. */
const QUANTITIES: readonly Quantity[] = [
  {
    id: "promptTokens",
    name: "prompt tokens read",
    unit: "tokens",
    ours: ({ tokens }) => minus(tokens.input, tokens.cached ?? 0),
    theirs: ({ promptTokens }) => promptTokens,
  },
  {
    id: "outputTokens",
    name: "output tokens",
    unit: "tokens",
    ours: ({ tokens }) => tokens.output,
    theirs: ({ outputTokens }) => outputTokens,
  },
  {
    id: "ttft",
    name: "TTFT, and its load and prefill",
    unit: "ms",
    ours: ({ ttftMs }) => ttftMs,
    theirs: ({ prefillMs }, { serverTimings }) =>
      prefillMs ??
      (serverTimings?.prefillMs === undefined
        ? undefined
        : serverTimings.prefillMs + (serverTimings.loadMs ?? 0)),
  },
  {
    id: "decode",
    name: "first to last token, and its decode",
    unit: "ms",
    ours: ({ ttftMs, lastTokenMs }) => minus(lastTokenMs, ttftMs),
    theirs: ({ decodeMs }, { serverTimings }) => decodeMs ?? serverTimings?.decodeMs,
  },
  {
    id: "total",
    name: "whole request",
    unit: "ms",
    ours: ({ endMs }) => endMs,
    theirs: ({ totalMs }) => totalMs,
  },
];

export interface Comparison {
  readonly id: QuantityId;
  readonly name: string;
  readonly unit: "ms" | "tokens";
  /** Medians over all requests. */
  readonly ours: number;
  readonly theirs: number;
  /** The largest difference of a request, as a share of what the server says. */
  readonly largest: number;
  /** Every request is within 2 %, or within 10 ms. */
  readonly agrees: boolean;
}

/** The requests of one target in the order in which its server saw them. Warm-ups are requests, too. */
export const samplesOf = ({ samples }: Report, target: string): readonly Sample[] =>
  samples
    .filter((sample) => sample.target === target)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));

/**
 * What we measured beside what the server wrote down, request by request. A quantity that one side does not know is left out.
 * @throws Error when the two do not tell of the same number of requests.
 */
export function compare(samples: readonly Sample[], log: readonly Logged[]): readonly Comparison[] {
  if (samples.length !== log.length || samples.length === 0) {
    throw new Error(`we sent ${samples.length} requests, and the server logged ${log.length}`);
  }
  return QUANTITIES.flatMap(({ id, name, unit, ...quantity }) => {
    const pairs = samples.flatMap((sample, index) => {
      const ours = quantity.ours(sample);
      const theirs = quantity.theirs(log[index]!, sample);
      return ours === undefined || theirs === undefined ? [] : [{ ours, theirs }];
    });
    if (pairs.length < samples.length) return [];
    const slack = unit === "ms" ? SCHEDULER_MS : 0;
    return [
      {
        id,
        name,
        unit,
        ours: median(pairs.map(({ ours }) => ours)),
        theirs: median(pairs.map(({ theirs }) => theirs)),
        largest: Math.max(...pairs.map(({ ours, theirs }) => Math.abs(ours - theirs) / theirs)),
        agrees: pairs.every(
          ({ ours, theirs }) => Math.abs(ours - theirs) <= Math.max(TOLERANCE * theirs, slack),
        ),
      },
    ];
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
