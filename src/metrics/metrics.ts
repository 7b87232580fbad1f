import type { MetricId } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { longerThan, observed } from "../statistics/observation.ts";
import type { Observation } from "../statistics/observation.ts";
import type { Attempt } from "./attempts.ts";
import { LEAVES_OUT } from "./exclusions.ts";
import { charactersOf } from "./output-speed.ts";

/** What a metric is, and what it sees in an attempt. */
export interface Metric {
  readonly label: string;
  readonly unit: "ms" | "tokens/s";
  readonly better: "lower" | "higher";
  readonly formula: string;
  /**
   * What one attempt tells: a value, a lower bound (a timeout), `+Infinity` (a failure of the provider), or undefined when it tells
   * nothing. Never 0 for something that did not happen.
   */
  readonly observe: (attempt: Attempt) => Observation | undefined;
}

/**
 * A moment of an answer that came whole, or that we gave up on: what was seen of it counts. One that broke, was refused or ended with an
 * error is worse than any number, however soon its first token came; else failing would look fast.
 */
function moment({ failure }: Sample, ms: number | undefined): Observation | undefined {
  if (failure !== undefined && failure.kind !== "timeout")
    return observed(Number.POSITIVE_INFINITY);
  if (ms !== undefined) return observed(ms);
  return failure === undefined ? undefined : longerThan(failure.afterMs);
}

const time =
  (read: (sample: Sample) => number | undefined): Metric["observe"] =>
  ({ sample }) =>
    moment(sample, read(sample));

/** An answer that was still reasoning when the cap cut it off would have begun later: its TTFAT is longer than all that was seen. */
function timeToAnswer({ sample }: Attempt): Observation | undefined {
  const { ttfatMs, lastTokenMs, status, firstToolCallMs } = sample;
  const isCutOff = status === "ok" && ttfatMs === undefined && firstToolCallMs === undefined;
  return isCutOff && lastTokenMs !== undefined ? longerThan(lastTokenMs) : moment(sample, ttfatMs);
}

/** Of a timeout what came counts; of what broke nothing does. */
const speed = ({ sample: { failure }, speed: found }: Attempt): number | undefined =>
  "void" in found || (failure !== undefined && failure.kind !== "timeout")
    ? undefined
    : found.tokensPerSecond;

/** Every metric, one row each. Times count from the moment the request is handed to the network, connection already up. */
export const METRIC_TABLE = {
  headersMs: {
    label: "headers",
    unit: "ms",
    better: "lower",
    formula: "t_headers - t_sent",
    observe: time(({ headersMs }) => headersMs),
  },
  firstEventMs: {
    label: "first event",
    unit: "ms",
    better: "lower",
    formula: "t_first_event - t_sent; may hold no token, so it is not TTFT",
    observe: time(({ firstEventMs }) => firstEventMs),
  },
  ttftMs: {
    label: "TTFT",
    unit: "ms",
    better: "lower",
    formula: "t_first_token - t_sent; a token of any kind: answer, reasoning or tool call",
    observe: time(({ ttftMs }) => ttftMs),
  },
  ttfatMs: {
    label: "TTFAT",
    unit: "ms",
    better: "lower",
    formula: "t_first_answer_token - t_sent; reasoning does not count",
    observe: timeToAnswer,
  },
  outputSpeed: {
    label: "output speed",
    unit: "tokens/s",
    better: "higher",
    formula: "(N - N_first_read) / (t_last_token - t_first_token)",
    observe: (attempt) => {
      const tokensPerSecond = speed(attempt);
      return tokensPerSecond === undefined ? undefined : observed(tokensPerSecond);
    },
  },
  tpotMs: {
    label: "TPOT",
    unit: "ms",
    better: "lower",
    formula: "1000 / output speed",
    observe: (attempt) => {
      const tokensPerSecond = speed(attempt);
      return tokensPerSecond === undefined || tokensPerSecond <= 0
        ? undefined
        : observed(1000 / tokensPerSecond);
    },
  },
  iclMs: {
    label: "ICL",
    unit: "ms",
    better: "lower",
    formula: "gaps between successive reads that carried text, of all samples; chunks, not tokens",
    // Many values an attempt: `gapsOf`.
    observe: () => undefined,
  },
  e2eMs: {
    label: "E2E",
    unit: "ms",
    better: "lower",
    formula: "t_last_token - t_sent",
    observe: time(({ status, lastTokenMs }) => (status === "ok" ? lastTokenMs : undefined)),
  },
} as const satisfies Record<MetricId, Metric>;

const isLeftOut = ({ exclusions }: Attempt, metric: MetricId): boolean =>
  exclusions.some((reason) => LEAVES_OUT[reason].has(metric));

/** What an attempt tells of a metric once exclusions are reckoned in: they take a value away, never a failure. */
export function observationOf(attempt: Attempt, metric: MetricId): Observation | undefined {
  const found = METRIC_TABLE[metric].observe(attempt);
  if (found === undefined || !isLeftOut(attempt, metric)) return found;
  const isFailure = found.censored || found.value === Number.POSITIVE_INFINITY;
  return isFailure && attempt.sample.status === "failed" ? found : undefined;
}

/**
 * Milliseconds between successive reads that carried text; none for an attempt that is left out, or whose text something on the
 * way held back. What came before a failure counts like the rest.
 */
export function gapsOf(attempt: Attempt): readonly number[] {
  const { sample, speed: found } = attempt;
  if (isLeftOut(attempt, "iclMs") || ("void" in found && found.void === "buffered")) return [];
  const gaps: number[] = [];
  let previous: number | undefined;
  for (const row of sample.reads) {
    if (charactersOf(row) === 0) continue;
    if (previous !== undefined) gaps.push(row[0] - previous);
    previous = row[0];
  }
  return gaps;
}
