import type { MetricId } from "../core/report.ts";
import type { ReadRow, Sample } from "../core/sample.ts";
import { outputSpeed } from "./output-speed.ts";
import type { TokenBasis } from "./token-basis.ts";

/** What a metric is. `values` gives what one sample contributes: nothing when it did not happen, never 0 in its place. */
export interface Metric {
  readonly label: string;
  readonly unit: "ms" | "tokens/s";
  readonly better: "lower" | "higher";
  readonly formula: string;
  values(sample: Sample, basis: TokenBasis): readonly number[];
}

const one = (value: number | undefined): readonly number[] => (value === undefined ? [] : [value]);

const speed = (sample: Sample, basis: TokenBasis): number | undefined => {
  const result = outputSpeed(sample, basis);
  return "void" in result ? undefined : result.tokensPerSecond;
};

const carriesText = ([, , , answer, reasoning, tool]: ReadRow): boolean =>
  answer + reasoning + tool > 0;

const gapsBetweenReads = (reads: readonly ReadRow[]): number[] => {
  const times = reads.filter(carriesText).map(([ms]) => ms);
  return times.slice(1).map((ms, index) => ms - times[index]!);
};

/** Every metric, one row each. Times count from the moment the request is handed to the network, connection already up. */
export const METRIC_TABLE = {
  headersMs: {
    label: "headers",
    unit: "ms",
    better: "lower",
    formula: "t_headers - t_sent",
    values: (sample) => one(sample.headersMs),
  },
  firstEventMs: {
    label: "first event",
    unit: "ms",
    better: "lower",
    formula: "t_first_event - t_sent; may hold no token, so it is not TTFT",
    values: (sample) => one(sample.firstEventMs),
  },
  ttftMs: {
    label: "TTFT",
    unit: "ms",
    better: "lower",
    formula: "t_first_token - t_sent; a token of any kind: answer, reasoning or tool call",
    values: (sample) => one(sample.ttftMs),
  },
  ttfatMs: {
    label: "TTFAT",
    unit: "ms",
    better: "lower",
    formula: "t_first_answer_token - t_sent; reasoning does not count",
    values: (sample) => one(sample.ttfatMs),
  },
  outputSpeed: {
    label: "output speed",
    unit: "tokens/s",
    better: "higher",
    formula: "(N - N_first_read) / (t_last_token - t_first_token)",
    values: (sample, basis) => one(speed(sample, basis)),
  },
  tpotMs: {
    label: "TPOT",
    unit: "ms",
    better: "lower",
    formula: "1000 / output speed",
    values: (sample, basis) => {
      const tokensPerSecond = speed(sample, basis);
      return tokensPerSecond === undefined || tokensPerSecond <= 0 ? [] : [1000 / tokensPerSecond];
    },
  },
  iclMs: {
    label: "ICL",
    unit: "ms",
    better: "lower",
    formula: "gaps between successive reads that carried text, of all samples; chunks, not tokens",
    values: (sample) => gapsBetweenReads(sample.reads),
  },
  e2eMs: {
    label: "E2E",
    unit: "ms",
    better: "lower",
    formula: "t_last_token - t_sent",
    values: (sample) => one(sample.lastTokenMs),
  },
} satisfies Record<MetricId, Metric>;
