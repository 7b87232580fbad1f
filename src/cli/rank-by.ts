import type { Plan } from "../core/plan.ts";
import type { GivenFlags } from "./flags.ts";
import { choice } from "./values.ts";

export const RANK_WORDS = ["speed", "ttft", "e2e", "cost"] as const;

/** The word on the command line, and what it ranks by: cheapest is most tokens per dollar. */
const RANK_BY = {
  speed: "speed",
  ttft: "ttft",
  e2e: "e2e",
  cost: "value",
} as const satisfies Record<(typeof RANK_WORDS)[number], Plan["rankBy"]>;

/** What `--rank-by` asks for; undefined when it was not given. @throws UsageError for another word. */
export function rankBy(flags: GivenFlags): Plan["rankBy"] | undefined {
  const word = choice(flags, "rank-by", RANK_WORDS);
  return word === undefined ? undefined : RANK_BY[word];
}
