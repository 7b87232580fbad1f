import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { isTakenUp } from "./billed.ts";

const MULTIPLES: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9 };
const PER_DAY: Readonly<Record<string, number>> = { hour: 24, day: 1, week: 1 / 7, month: 1 / 30 };

/** A month is taken as 30 days. */
const DAYS_PER_MONTH = 30;

/**
 * `--volume 1M/day`: tokens per day, input and output together. `500k/hour`, `2B/month`, and a bare `1M` (a day) are understood.
 * @throws UsageError for anything else.
 */
export function parseVolume(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmbg]?)(?:\s*\/\s*(hour|day|week|month))?$/i.exec(
    text.trim(),
  );
  const multiple = MULTIPLES[match?.[2]?.toLowerCase() ?? ""];
  const perDay = PER_DAY[match?.[3]?.toLowerCase() ?? "day"];
  const tokens = Number(match?.[1]) * (multiple ?? Number.NaN) * (perDay ?? Number.NaN);
  if (!(tokens > 0 && Number.isFinite(tokens))) {
    throw new UsageError(
      `--volume must be tokens in a time, like 1M/day, not "${text}"`,
      "try --volume 1M/day",
    );
  }
  return tokens;
}

/** What was paid, and for how many tokens. */
export interface Spent {
  readonly usd: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * What a volume would cost in a month (30 days), at the price per token and with the share of input and output that was measured.
 * Undefined when no tokens were.
 */
export function monthlyUsd(spent: Spent, tokensPerDay: number): number | undefined {
  const tokens = spent.inputTokens + spent.outputTokens;
  return tokens > 0 ? (spent.usd / tokens) * tokensPerDay * DAYS_PER_MONTH : undefined;
}

/**
 * A report in which every cost says what `tokensPerDay` would cost a month, by the measured attempts: their cost, failed ones
 * included, over the tokens that were counted.
 */
export const atVolume = (report: Report, tokensPerDay: number): Report => ({
  ...report,
  targets: report.targets.map((target) => {
    const { id, size, cost, tokens } = target;
    if (cost === null) return target;
    const requests = report.samples.filter(
      (sample) =>
        sample.target === id &&
        sample.size === size &&
        sample.phase === "measured" &&
        isTakenUp(sample),
    );
    const spent = {
      usd: cost.perRequestUsd * requests.length,
      inputTokens: tokens.input ?? 0,
      outputTokens: tokens.output ?? 0,
    };
    const usd = monthlyUsd(spent, tokensPerDay);
    return usd === undefined
      ? target
      : { ...target, cost: { ...cost, monthly: { tokensPerDay, usd } } };
  }),
});
