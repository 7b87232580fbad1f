import type { MetricId } from "../core/report.ts";
import type { ChangeMetric } from "../core/run-comparison.ts";
import type { Quantity } from "./gate.ts";

/** What the number behind the comparator may be. */
export type Unit = "time" | "rate" | "share" | "dollars" | "tokens" | "change";

/** A name that a gate may use. */
export interface Named {
  readonly unit: Unit;
  /** Whether a statistic may follow: `ttft.p95`. */
  readonly hasStatistic: boolean;
  readonly quantity: (share: number) => Quantity;
}

const quantile = (metric: MetricId, unit: Unit = "time"): Named => ({
  unit,
  hasStatistic: true,
  quantity: (share) => ({ kind: "quantile", metric, share }),
});

const single = (kind: "success" | "cost" | "value", unit: Unit): Named => ({
  unit,
  hasStatistic: false,
  quantity: () => ({ kind }),
});

/** Names of what a run has; case does not count. The names of the report are known, too. */
export const QUANTITIES: Readonly<Record<string, Named>> = {
  ttft: quantile("ttftMs"),
  ttfat: quantile("ttfatMs"),
  speed: quantile("outputSpeed", "rate"),
  e2e: quantile("e2eMs"),
  success: single("success", "share"),
  cost: single("cost", "dollars"),
  value: single("value", "tokens"),
  headers: quantile("headersMs"),
  firstEvent: quantile("firstEventMs"),
  tpot: quantile("tpotMs"),
  icl: quantile("iclMs"),
  outputSpeed: quantile("outputSpeed", "rate"),
  ttftMs: quantile("ttftMs"),
  ttfatMs: quantile("ttfatMs"),
  e2eMs: quantile("e2eMs"),
  headersMs: quantile("headersMs"),
  firstEventMs: quantile("firstEventMs"),
  tpotMs: quantile("tpotMs"),
  iclMs: quantile("iclMs"),
  tokensPerUsd: single("value", "tokens"),
};

const change = (metric: ChangeMetric): Named => ({
  unit: "change",
  hasStatistic: false,
  quantity: () => ({ kind: "change", metric }),
});

/** Names of what two runs have, after `compare.`. */
export const CHANGES: Readonly<Record<string, Named>> = {
  ttft: change("ttft"),
  ttfat: change("ttfat"),
  speed: change("speed"),
  e2e: change("e2e"),
  success: change("success"),
  cost: change("cost"),
  outputSpeed: change("speed"),
  ttftMs: change("ttft"),
  ttfatMs: change("ttfat"),
  e2eMs: change("e2e"),
};

/** The entry of that name, in whatever case. */
export function byName<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  const lower = name.toLowerCase();
  const key = Object.keys(table).find((candidate) => candidate.toLowerCase() === lower);
  return key === undefined ? undefined : table[key];
}
