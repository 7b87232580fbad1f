import { compact } from "../../core/compact.ts";
import { dayOf } from "../age.ts";
import { NAMING_LINEAGES } from "./change.ts";
import type { Outcome } from "./change.ts";
import type { Choice } from "./choose.ts";
import { allPrices, evidence } from "./evidence.ts";
import { suspicion } from "./guard.ts";

const DAY_MS = 86_400_000;

/** A catalog that does not list a model that is this old says nothing about today. */
const TOO_OLD_FOR_NEW_DAYS = 120;

/** What becomes of a model that we do not have. */
export function meetModel(id: string, choice: Choice, nowMs: number): Outcome {
  const { winner, confidence, agreeing, contradicting } = choice;
  const naming = [...agreeing, ...contradicting].find(({ lineage }) =>
    NAMING_LINEAGES.includes(lineage),
  );
  const oldest = dayOf(nowMs - TOO_OLD_FOR_NEW_DAYS * DAY_MS);
  if (naming === undefined || naming.asOf < oldest) return { changes: [] };
  const [base] = winner.prices;
  // Embeddings, and free tiers and trials: not what is raced here, or no price.
  if (base.output === 0) return { changes: [] };
  const sources = agreeing.map(({ source }) => source);
  const reason = suspicion(base);
  if (reason !== undefined)
    return { changes: [{ kind: "held", id, after: base, sources, reason }] };
  const otherwise = contradicting.map(
    ({ source, prices: [{ input, output }] }) => `${source} says ${input}/${output}`,
  );
  return {
    model: compact({
      status: "production" as const,
      context: naming.context,
      maxOutput: naming.maxOutput,
      prices: allPrices(choice),
      verifiedAt: winner.asOf,
      confidence,
      sources: evidence([], agreeing),
    }),
    changes: [
      compact({
        kind: "new" as const,
        id,
        after: base,
        sources,
        confidence,
        reason: otherwise.length === 0 ? undefined : otherwise.join(", "),
      }),
    ],
  };
}
