import { compact } from "../../core/compact.ts";
import type { PricedModel } from "../price-file.ts";
import { NAMING_LINEAGES } from "./change.ts";
import type { Change, Outcome } from "./change.ts";
import type { Choice } from "./choose.ts";
import { allPrices, evidence } from "./evidence.ts";
import { suspicion } from "./guard.ts";
import { areSamePrices, isSamePrice } from "./same-price.ts";

const DAY_MS = 86_400_000;

/** Catalogs take their time: within this span one may have the new price and another the old one. */
const SAME_TIME_DAYS = 30;

/** What becomes of a model that we have. */
export function reviseModel(
  id: string,
  known: PricedModel,
  choice: Choice,
  lineageOf: (source: string) => string | undefined,
): Outcome {
  const { winner, agreeing, contradicting } = choice;
  const [next] = winner.prices;
  const open = known.prices.filter(({ to, tier }) => to === undefined && tier === undefined);
  const sources = agreeing.map(({ source }) => source);
  const verifiedAt = known.verifiedAt ?? "";
  const byHour = open.some(({ when }) => when !== undefined);
  const isSame = byHour
    ? open.some((period) => isSamePrice(period, next))
    : areSamePrices(open, winner.prices);
  const [before] = open;
  const differing = (reason: string): Outcome => ({
    changes: [
      {
        kind: "differs",
        id,
        ...(before === undefined ? {} : { before }),
        after: next,
        sources,
        reason,
      },
    ],
  });
  if (before === undefined) return differing("we have no current price for it");
  // Catalogs keep what is gone for years.
  if (known.status === "retired") return isSame ? { changes: [] } : differing("retired");
  const others = contradicting.flatMap((one): readonly Change[] =>
    one.prices[0].input === 0 && one.prices[0].output === 0
      ? []
      : [
          {
            kind: "differs",
            id,
            before,
            after: one.prices[0],
            sources: [one.source],
            reason: `of ${one.asOf}`,
          },
        ],
  );
  if (isSame) {
    const model = confirm(known, choice);
    const isNews = model.verifiedAt !== known.verifiedAt || model.confidence !== known.confidence;
    return {
      model,
      changes: [
        ...(isNews
          ? [{ kind: "confirmed", id, before, sources, confidence: model.confidence } as const]
          : []),
        ...others,
      ],
    };
  }
  if (known.pinned === true || byHour) return differing("kept by hand");
  if (winner.asOf <= verifiedAt) return differing(`of ${winner.asOf}, we checked on ${verifiedAt}`);
  const reason = suspicion(next, before) ?? outvoted(known, choice, lineageOf);
  if (reason !== undefined) {
    return { changes: [{ kind: "held", id, before, after: next, sources, reason }] };
  }
  const closed = known.prices.map((period) =>
    open.includes(period) ? { ...period, to: winner.asOf } : period,
  );
  const begun = allPrices(choice).map((period) => ({ from: winner.asOf, ...period }));
  return {
    model: {
      ...known,
      prices: [...closed, ...begun],
      verifiedAt: winner.asOf,
      confidence: choice.confidence,
      sources: evidence([], agreeing),
    },
    changes: [
      { kind: "price", id, before, after: next, sources, confidence: choice.confidence },
      ...others,
    ],
  };
}

/** A catalog that contradicts two others of the same days, or one that only copies, is not followed by itself. */
function outvoted(
  known: PricedModel,
  { winner, agreeing }: Choice,
  lineageOf: (source: string) => string | undefined,
): string | undefined {
  if (winner.lineage === "provider" || agreeing.length > 1) return undefined;
  if (!NAMING_LINEAGES.includes(winner.lineage)) return "one source alone says so";
  const others = known.sources.filter(
    ({ id, asOf }) =>
      lineageOf(id) !== winner.lineage &&
      asOf !== undefined &&
      Date.parse(winner.asOf) - Date.parse(asOf) <= SAME_TIME_DAYS * DAY_MS,
  );
  const lineages = new Set(others.map(({ id }) => lineageOf(id)));
  return lineages.size >= 2 ? "two other sources of those days say otherwise" : undefined;
}

/** The price was right; what the sources know beyond it (a cached price, steps, tiers) is filled in. */
function confirm(known: PricedModel, { winner, agreeing, confidence }: Choice): PricedModel {
  const newest =
    agreeing
      .map(({ asOf }) => asOf)
      .toSorted()
      .at(-1) ?? "";
  const verifiedAt =
    known.verifiedAt === undefined || newest > known.verifiedAt ? newest : known.verifiedAt;
  const isRaised =
    confidence === "high" || known.confidence === "none" || known.confidence === "low";
  const hasSteps = known.prices.some(({ inputAbove }) => inputAbove !== undefined);
  const byHour = known.prices.some(({ when, to }) => when !== undefined && to === undefined);
  const prices = known.prices.map((period) =>
    period.to === undefined &&
    period.tier === undefined &&
    period.inputAbove === undefined &&
    !byHour
      ? compact({
          ...period,
          cacheRead: period.cacheRead ?? winner.prices[0].cacheRead,
          cacheWrite: period.cacheWrite ?? winner.prices[0].cacheWrite,
        })
      : period,
  );
  const missing =
    byHour || hasSteps
      ? []
      : winner.prices.slice(1).filter(({ inputAbove }) => inputAbove !== undefined);
  const isListed = agreeing.some(
    ({ lineage, asOf }) => NAMING_LINEAGES.includes(lineage) && asOf > (known.verifiedAt ?? ""),
  );
  return {
    ...known,
    ...(known.status === "unconfirmed" && isListed ? { status: "production" as const } : undefined),
    prices: [...prices, ...missing],
    verifiedAt,
    confidence: isRaised ? confidence : known.confidence,
    sources: evidence(known.sources, agreeing),
  };
}
