import type { Usage } from "./stream.ts";

/**
 * What two usages of one stream say together: the later one counts, a field that only the earlier one had stays. Counts out of
 * timings never replace those of a usage, whichever came first.
 */
export function mergeUsage(earlier: Usage | undefined, later: Usage): Usage {
  if (earlier === undefined) return later;
  if (later.source === earlier.source) return { ...earlier, ...later };
  const [fallback, usage] = later.source === "timings" ? [later, earlier] : [earlier, later];
  const { source: _, ...merged } = { ...fallback, ...usage };
  return usage.output === undefined ? { ...merged, source: "timings" } : merged;
}
