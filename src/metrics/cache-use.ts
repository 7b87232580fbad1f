import { compact } from "../core/compact.ts";
import type { TargetReport } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";

/**
 * What a prompt cache did in a run that wants one: the share of prompt tokens that came from it, a ratio of sums, and the median
 * TTFT of requests with and without such tokens. A share that the provider does not report is absent.
 */
export function cacheUse(successes: readonly Sample[]): NonNullable<TargetReport["cache"]> {
  const known = successes.flatMap(({ tokens: { cached, input } }) =>
    cached === undefined || input === undefined ? [] : [{ cached, input }],
  );
  const input = known.reduce((sum, one) => sum + one.input, 0);
  const isHit = ({ tokens }: Sample): boolean => (tokens.cached ?? 0) > 0;
  const ttft = (samples: readonly Sample[]): number | undefined =>
    median(sorted(samples.flatMap(({ ttftMs }) => ttftMs ?? [])));
  return compact({
    hitShare: input === 0 ? undefined : known.reduce((sum, one) => sum + one.cached, 0) / input,
    ttftHitMs: ttft(successes.filter(isHit)),
    ttftMissMs: ttft(successes.filter((sample) => !isHit(sample))),
  });
}
