import type { Cost, Report, TargetReport } from "../core/report.ts";
import { successShare } from "../metrics/reliability.ts";
import { cellOfEntry } from "./cell-of-entry.ts";
import { exactly } from "./evidence.ts";
import type { Evidence } from "./evidence.ts";

/** Share of successes among the attempts that the provider answers for; without the samples, nobody knows which these were. */
export function successEvidence(report: Report, target: TargetReport): Evidence {
  const [low, high] = target.attempts.successInterval ?? [];
  if (typeof low !== "number" || typeof high !== "number") return { none: "no attempt tells" };
  const cell = cellOfEntry(report, target);
  const { successes, n } = cell === undefined ? { successes: 0, n: 0 } : successShare(cell);
  return { interval: { low, high }, ...(n === 0 ? {} : { point: successes / n }) };
}

/** Why a target of known price has no tokens per dollar. What cost nothing is not infinitely good: it has no value at all. */
function whyNoValue(attempts: TargetReport["attempts"], cost: Cost): string {
  if (attempts.ok === 0) return "no value, as no attempt was answered";
  return cost.perRequestUsd === 0
    ? "no value, as nothing was paid"
    : "no value, as no output tokens were counted";
}

/** Output tokens per dollar. */
export function valueEvidence({ cost, attempts }: TargetReport): Evidence {
  if (cost === null) return { none: "its price is not known" };
  const { tokensPerUsd, tokensPerUsdInterval } = cost;
  if (tokensPerUsd === undefined) return { none: whyNoValue(attempts, cost) };
  const [low, high] = tokensPerUsdInterval ?? [];
  return typeof low === "number"
    ? { interval: { low, high: high ?? Number.POSITIVE_INFINITY }, point: tokensPerUsd }
    : { none: "a run of so few attempts has no interval of it" };
}

/** What targets cost together, warm-up included. Where a price is not known it is at least the rest, and nobody knows how much more. */
export function costEvidence(targets: Report["targets"]): Evidence {
  const known = targets.flatMap(({ cost }) => cost?.usd ?? []);
  const sum = known.reduce((total, usd) => total + usd, 0);
  if (known.length === targets.length) return exactly(sum);
  if (known.length === 0) return { none: "no price is known" };
  return { interval: { low: sum, high: Number.POSITIVE_INFINITY } };
}
