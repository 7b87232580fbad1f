import type { Usage } from "./stream.ts";

/**
 * What two usages of one stream say together: the later one counts, a field that only the earlier one had stays. The prompt does not
 * shrink while it is answered: of two counts of it the smaller one leaves something out (Anthropic's last event may lack what came
 * from the cache, and some servers begin with 0). Counts out of timings never replace those of a usage, whichever came first.
 */
export function mergeUsage(earlier: Usage | undefined, later: Usage): Usage {
  if (earlier === undefined) return later;
  if (later.source === earlier.source)
    return { ...earlier, ...later, ...largerInput(earlier, later) };
  const [fallback, usage] = later.source === "timings" ? [later, earlier] : [earlier, later];
  const { source: _, ...merged } = { ...fallback, ...usage };
  return usage.output === undefined ? { ...merged, source: "timings" } : merged;
}

const largerInput = (a: Usage, b: Usage): Pick<Usage, "input"> =>
  a.input === undefined || b.input === undefined ? {} : { input: Math.max(a.input, b.input) };
