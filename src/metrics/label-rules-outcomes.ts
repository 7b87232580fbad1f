import type { Distribution, MetricId } from "../core/report.ts";
import { spearman } from "../statistics/spearman.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Rules } from "./evidence.ts";
import { among, list, percent, span } from "./label-words.ts";
import { METRIC_TABLE, observationOf } from "./metrics.ts";
import { isRateLimited, isUnreliable, rateLimitedShare } from "./reliability.ts";

/** Metrics whose distributions hold failures. */
const TIMES = ["ttftMs", "e2eMs"] as const satisfies readonly MetricId[];
const RANKED = ["outputSpeed", "ttftMs", "e2eMs"] as const satisfies readonly MetricId[];

/** A larger difference between all attempts and successes alone is worth a line. */
const LARGEST_GAP = 0.05;
/** Fewer attempts than this have no 95th percentile to speak of. */
const MIN_N_FOR_P95 = 20;
const DRIFT_P = 0.01;

function gapOf(name: string, found: Distribution): string | undefined {
  const { givenSuccess } = found;
  if (givenSuccess === undefined) return undefined;
  const quantiles = [
    ["P50", found.p50, givenSuccess.p50],
    ["P95", found.p95Bounded ? found.p95 : null, givenSuccess.p95],
  ] as const;
  const gap = quantiles.find(([, all, ok]) => all !== null && Math.abs(all / ok - 1) > LARGEST_GAP);
  const [quantile, all, ok] = gap ?? ["", null, 0];
  return all === null
    ? undefined
    : `${quantile} of ${name} is ${span(all)} with the failures and ${span(ok)} without`;
}

function tailOf(name: string, found: Distribution): string | undefined {
  const quantile = found.p50 === null ? "P50" : "P95";
  const above = found.p50 === null ? found.p50Above : found.p95Above;
  if (found.p50 !== null && (found.p95 !== null || found.n < MIN_N_FOR_P95)) return undefined;
  return above === undefined
    ? `so many attempts failed that ${name} has no ${quantile}`
    : `so many attempts timed out that ${quantile} of ${name} is only known to be above ${span(above)}`;
}

/** What became of the attempts, and how their times behaved over the run. */
export const OUTCOME_RULES = {
  "no-valid-result": ({ outcomes: { total, ok } }) => {
    if (ok > 0) return undefined;
    const text = total === 0 ? "was not measured" : "no attempt gave a result: not ranked";
    return { effect: "void", text, value: ok };
  },
  "rate-limited": ({ outcomes }) => {
    if (!isRateLimited(outcomes)) return undefined;
    const { byKind, total } = outcomes;
    const told = among(byKind["rate-limited"] ?? 0, total, "request");
    return {
      effect: "void",
      text: `rate limited in ${told}: what was measured are the limits of this account, so it is not ranked (lower --concurrency or -n, or raise the limits)`,
      value: rateLimitedShare(outcomes),
    };
  },
  unreliable: ({ outcomes }) => {
    const [, upper] = outcomes.successInterval ?? [null, null];
    if (!isUnreliable(outcomes) || outcomes.ok === 0 || upper === null) return undefined;
    return {
      effect: "void",
      text: `${among(outcomes.ok, outcomes.total, "attempt")} succeeded, at best ${percent(upper)} would in the long run: not ranked`,
      value: upper,
    };
  },
  "length-mismatch": ({ cell, ranking }) => {
    const found = ranking.odd.get(cell.target.id);
    if (found === undefined) return undefined;
    const { tokens, usual } = found;
    return {
      effect: "void",
      text: `its answers have ${Math.round(tokens)} tokens where ${Math.round(usual)} are usual here (medians): not ranked by E2E`,
      value: tokens / usual,
    };
  },
  "too-few-blocks": ({ cell, ranking }) => {
    const found = ranking.rankings.filter(
      ({ short, isUnderpowered }) => short.has(cell.target.id) && !isUnderpowered,
    );
    if (found.length === 0) return undefined;
    const usable = Math.max(...found.map(({ short }) => short.get(cell.target.id) ?? 0));
    return {
      effect: "void",
      text: `only ${usable} blocks are usable: not ranked by ${list(found.map(({ name }) => name))}`,
      value: usable,
    };
  },
  "censored-tail": ({ metrics, outcomes }) => {
    if (outcomes.ok === 0) return undefined;
    const tails = TIMES.flatMap((id) => {
      const found = metrics[id];
      return found === undefined ? [] : (tailOf(METRIC_TABLE[id].label, found) ?? []);
    });
    return tails.length === 0 ? undefined : { effect: "warn", text: list(tails) };
  },
  "survivor-gap": ({ metrics }) => {
    const gaps = TIMES.flatMap((id) => {
      const found = metrics[id];
      return found === undefined ? [] : (gapOf(METRIC_TABLE[id].label, found) ?? []);
    });
    return gaps.length === 0 ? undefined : { effect: "warn", text: list(gaps) };
  },
  nonstationary: ({ cell }) => {
    const seen = cell.counted.flatMap((attempt) => {
      const found = observationOf(attempt, "ttftMs");
      return found === undefined || found.censored || !Number.isFinite(found.value)
        ? []
        : [{ block: attempt.sample.block, ms: found.value }];
    });
    const times = seen.map(({ ms }) => ms);
    // Ranks of times and of their logarithms are the same.
    const drift = spearman(
      seen.map(({ block }) => block),
      times,
    );
    if (drift === undefined || drift.p >= DRIFT_P) return undefined;
    const third = Math.ceil(times.length / 3);
    const [before, after] = [times.slice(0, third), times.slice(-third)].map(
      (part) => median(sorted(part)) ?? 0,
    );
    return {
      effect: "warn",
      text: `TTFT went from ${span(before ?? 0)} to ${span(after ?? 0)} while the run went on: its numbers mix both`,
      value: drift.rho,
    };
  },
  autocorrelated: ({ metrics }) => {
    const found = RANKED.flatMap((id) => {
      const distribution = metrics[id];
      if (distribution === undefined) return [];
      const { n, nEffective } = distribution;
      // The lag-1 autocorrelation that takes n to nEffective. Chance alone reaches 1.96/√n (Bartlett 1946).
      const autocorrelation = (n - nEffective) / (n + nEffective);
      return nEffective * 2 < n && autocorrelation > 1.96 / Math.sqrt(n)
        ? [{ name: METRIC_TABLE[id].label, n, nEffective }]
        : [];
    });
    const worst = found.toSorted((a, b) => a.nEffective / a.n - b.nEffective / b.n)[0];
    if (worst === undefined) return undefined;
    return {
      effect: "warn",
      text: `successive values of ${list(found.map(({ name }) => name))} resemble each other, so ${worst.n} tell as much as ${worst.nEffective} would: intervals are wider for it, or missing`,
      value: worst.nEffective,
    };
  },
} as const satisfies Rules;
