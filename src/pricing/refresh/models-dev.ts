import { compact } from "../../core/compact.ts";
import type { PricePeriod } from "../price-file.ts";
import { namesIn } from "./catalog-names.ts";
import { amount, isObject, listOf, objectOf, wholeNumber } from "./observation.ts";
import type { JsonObject, Observation, Reader, Reading } from "./observation.ts";

export const MODELS_DEV_URL = "https://models.dev/api.json";

/**
 * The catalog of models.dev (`api.json`): provider, model, `cost` in USD per million tokens. Its dates are those of the models, not
 * of the prices, so the day of the reading is given from outside. Undefined when the data is no such catalog.
 */
export function readModelsDev(data: unknown, reader: Reader): Reading | undefined {
  if (!isObject(data)) return undefined;
  const observations = namesIn("modelsDev").flatMap(([provider, theirs]) =>
    Object.entries(objectOf(objectOf(data[theirs])["models"])).flatMap(([model, facts]) =>
      readModel(provider, model, objectOf(facts), reader),
    ),
  );
  if (observations.length === 0) return undefined;
  return {
    source: reader.source,
    origin: { lineage: "models.dev", asOf: reader.asOf, licence: "MIT", url: MODELS_DEV_URL },
    observations,
  };
}

function readModel(
  provider: string,
  model: string,
  facts: JsonObject,
  reader: Reader,
): readonly Observation[] {
  const outputs = listOf(objectOf(facts["modalities"])["output"]);
  // Pictures and sound have prices of their own, which some catalogs put in the place of those for text.
  if (outputs.some((output) => output !== "text")) return [];
  if (facts["status"] === "deprecated") return [];
  const cost = objectOf(facts["cost"]);
  const base = ratesOf(cost);
  if (base === undefined) return [];
  const larger = listOf(cost["tiers"]).flatMap((tier) => {
    const rates = ratesOf(objectOf(tier));
    const condition = objectOf(objectOf(tier)["tier"]);
    const inputAbove = wholeNumber(condition["size"]);
    return rates === undefined || condition["type"] !== "context" || inputAbove === undefined
      ? []
      : [{ inputAbove, ...rates }];
  });
  const limit = objectOf(facts["limit"]);
  const prices = [base, ...larger] as const;
  return [
    ofModelsDev(reader, provider, model, prices, {
      context: limit["context"],
      maxOutput: limit["output"],
    }),
  ];
}

function ratesOf(cost: JsonObject): PricePeriod | undefined {
  const { input, output } = cost;
  if (typeof input !== "number" || typeof output !== "number") return undefined;
  return compact({
    input,
    output,
    cacheRead: amount(cost["cache_read"]),
    cacheWrite: amount(cost["cache_write"]),
    reasoning: cost["reasoning"] === output ? undefined : amount(cost["reasoning"]),
  });
}

/** What a catalog of models.dev's lineage says of a model, whatever it calls the fields. */
export const ofModelsDev = (
  { source, asOf }: Reader,
  provider: string,
  model: string,
  prices: Observation["prices"],
  limits: { readonly context: unknown; readonly maxOutput: unknown },
): Observation =>
  compact({
    source,
    lineage: "models.dev",
    asOf,
    provider,
    model,
    prices,
    context: wholeNumber(limits.context),
    maxOutput: wholeNumber(limits.maxOutput),
  });
