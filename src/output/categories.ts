import type { Category, Distribution, MetricId, Report, TargetReport } from "../core/report.ts";

/** How a category is spoken of. */
export interface CategoryText {
  readonly name: string;
  readonly better: "lower" | "higher";
  /** `a` (verb) `3.1×` (more) `b`. */
  readonly verb: string;
  readonly more: string;
}

export const CATEGORY_TEXTS = {
  speed: {
    name: "output speed",
    better: "higher",
    verb: "streamed",
    more: "as fast as",
  },
  ttft: {
    name: "time to first token",
    better: "lower",
    verb: "sent its first token",
    more: "sooner than",
  },
  e2e: {
    name: "end-to-end time",
    better: "lower",
    verb: "was done",
    more: "sooner than",
  },
  value: {
    name: "tokens per dollar",
    better: "higher",
    verb: "gave",
    more: "as many tokens per dollar as",
  },
} as const satisfies Record<Category, CategoryText>;

/** Whether the first token of a target was not yet an answer: it reasons aloud, and TTFAT says what TTFT does not. */
export const reasonsAloud = ({ metrics }: TargetReport): boolean =>
  (metrics.ttfatMs?.p50 ?? 0) > (metrics.ttftMs?.p50 ?? Number.POSITIVE_INFINITY);

/** How a category is spoken of in this run: where somebody reasons aloud, the first token that counts is one of the answer. */
export const textOf = (category: Category, report: Report): CategoryText =>
  metricOf(category, report) === "ttfatMs"
    ? {
        ...CATEGORY_TEXTS.ttft,
        name: "time to first answer token",
        verb: "sent its first answer token",
      }
    : CATEGORY_TEXTS[category];

/** The metric that a category is decided by; tokens per dollar are none. */
export function metricOf(category: Category, { labels }: Report): MetricId | undefined {
  switch (category) {
    case "speed":
      return "outputSpeed";
    case "ttft":
      // The ranking says itself which of the two it was made by.
      return labels.some(({ id }) => id === "ttft-by-ttfat") ? "ttfatMs" : "ttftMs";
    case "e2e":
      return "e2eMs";
    case "value":
      return undefined;
  }
}

/** What stands for a target in a category: its P50, or its tokens per dollar. Null where it mostly failed. */
export function valueIn(
  category: Category,
  report: Report,
  target: TargetReport,
): Pick<Distribution, "p50" | "p50Above"> | undefined {
  const metric = metricOf(category, report);
  if (metric !== undefined) return target.metrics[metric];
  const value = target.cost?.tokensPerUsd;
  return value === undefined ? undefined : { p50: value };
}
