import { compact } from "../../core/compact.ts";
import type { PricePeriod } from "../price-file.ts";
import { namesIn } from "./catalog-names.ts";
import { ofModelsDev } from "./models-dev.ts";
import { amount, listOf, objectOf, wholeNumber } from "./observation.ts";
import type { JsonObject, Observation, Reader, Reading } from "./observation.ts";

/**
 * The data files of the npm package @earendil-works/pi-ai, one a provider, by the name of the file without `.json`. Made from
 * models.dev, the providers' own lists and corrections by hand, so it is of models.dev's lineage; it knows models with tool
 * calling only. Undefined when nothing in it can be read.
 */
export function readPiAi(files: ReadonlyMap<string, unknown>, reader: Reader): Reading | undefined {
  const observations = namesIn("pi").flatMap(([provider, theirs]) =>
    Object.values(objectOf(files.get(theirs))).flatMap((group) =>
      Object.values(objectOf(group)).flatMap((facts) =>
        readModel(provider, objectOf(facts), reader),
      ),
    ),
  );
  if (observations.length === 0) return undefined;
  return {
    source: reader.source,
    origin: { lineage: "models.dev", asOf: reader.asOf, licence: "MIT" },
    observations,
  };
}

function readModel(provider: string, facts: JsonObject, reader: Reader): readonly Observation[] {
  const model = facts["id"];
  const cost = objectOf(facts["cost"]);
  const base = ratesOf(cost);
  if (typeof model !== "string" || facts["type"] !== "chat" || base === undefined) return [];
  const larger = listOf(cost["tiers"]).flatMap((tier) => {
    const rates = ratesOf(objectOf(tier));
    const inputAbove = wholeNumber(objectOf(tier)["inputTokensAbove"]);
    return rates === undefined || inputAbove === undefined ? [] : [{ inputAbove, ...rates }];
  });
  const prices = [base, ...larger] as const;
  return [
    ofModelsDev(reader, provider, model, prices, {
      context: facts["contextWindow"],
      maxOutput: facts["maxTokens"],
    }),
  ];
}

function ratesOf(cost: JsonObject): PricePeriod | undefined {
  const { input, output } = cost;
  if (typeof input !== "number" || typeof output !== "number") return undefined;
  return compact({
    input,
    output,
    cacheRead: amount(cost["cacheRead"]),
    cacheWrite: amount(cost["cacheWrite"]),
  });
}
