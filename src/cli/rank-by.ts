import type { Plan } from "../core/plan.ts";
import type { GivenFlags } from "./flags.ts";
import { choice } from "./values.ts";

/** The word on the command line, and what it ranks by: cheapest is most tokens per dollar. */
const RANK_BY = { speed: "speed", ttft: "ttft", e2e: "e2e", cost: "value" } as const;

/** What `--rank-by` asks for; undefined when it was not given. @throws UsageError for another word. */
export function rankBy(flags: GivenFlags): Plan["rankBy"] | undefined {
  const word = choice(flags, "rank-by", ["speed", "ttft", "e2e", "cost"]);
  return word === undefined ? undefined : RANK_BY[word];
}
