import { compact } from "../../core/compact.ts";
import type { PricePeriod } from "../price-file.ts";
import { namesIn } from "./catalog-names.ts";
import { amount, isObject, listOf, objectOf, wholeNumber } from "./observation.ts";
import type { JsonObject, Observation, Reader, Reading } from "./observation.ts";

// The older prices/data.json beside it has not been updated since July 2026 and is wrong.
export const GENAI_PRICES_URL =
  "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json";

/**
 * The data of pydantic/genai-prices: a list of providers with models, as the npm package holds it and as `v2/data.json` has it.
 * Its model ids are its own; a model is taken under each id that it names as an exact match, and under its own id. Prices that
 * depend on the time of day are not taken: it knows no weekdays. Undefined when the data is no such list.
 */
export function readGenaiPrices(data: unknown, reader: Reader): Reading | undefined {
  const providers = listOf(data).filter(isObject);
  const observations = namesIn("genai").flatMap(([provider, theirs]) => {
    const found = providers.find(({ id }) => id === theirs);
    return listOf(found?.["models"])
      .filter(isObject)
      .flatMap((model) => readModel(provider, model, reader));
  });
  if (observations.length === 0) return undefined;
  return {
    source: reader.source,
    origin: { lineage: "genai-prices", asOf: reader.asOf, licence: "MIT", url: GENAI_PRICES_URL },
    observations,
  };
}

function readModel(provider: string, model: JsonObject, reader: Reader): readonly Observation[] {
  const prices = currentPrices(model["prices"], reader.asOf);
  const [base, ...larger] = prices === undefined ? [] : periodsOf(prices);
  if (base === undefined || typeof model["id"] !== "string") return [];
  const ids = new Set([model["id"], ...exactIds(model["match"])]);
  return [...ids].map((id) =>
    compact({
      source: reader.source,
      lineage: "genai-prices",
      asOf: reader.asOf,
      provider,
      model: id,
      prices: [base, ...larger] as const,
      context: wholeNumber(model["context_window"]),
    }),
  );
}

/** The ids that match exactly; patterns say too much (one of Groq's prices a small model like a large one). */
function exactIds(match: unknown): readonly string[] {
  const { equals, or } = objectOf(match);
  return [...(typeof equals === "string" ? [equals] : []), ...listOf(or).flatMap(exactIds)];
}

/** The price of a day, out of a list whose last matching entry wins; undefined where it depends on the hour. */
function currentPrices(prices: unknown, day: string): JsonObject | undefined {
  if (!Array.isArray(prices)) return isObject(prices) ? prices : undefined;
  const entries = listOf(prices).map(objectOf);
  const constraints = entries.map(({ constraint }) => objectOf(constraint));
  if (constraints.some(({ type }) => type === "time_of_date")) return undefined;
  const last = constraints.findLastIndex(
    ({ start_date: start }) => typeof start !== "string" || start <= day,
  );
  const found = entries[last]?.["prices"];
  return isObject(found) ? found : undefined;
}

const KEYS = {
  input: "input_mtok",
  output: "output_mtok",
  cacheRead: "cache_read_mtok",
  cacheWrite: "cache_write_mtok",
} as const;

/** Prices below the first step, and from each step on. */
function periodsOf(prices: JsonObject): readonly PricePeriod[] {
  const steps = new Set(
    Object.values(KEYS).flatMap((key) =>
      listOf(objectOf(prices[key])["tiers"]).flatMap(
        (tier) => wholeNumber(objectOf(tier)["start"]) ?? [],
      ),
    ),
  );
  const periods = [undefined, ...[...steps].toSorted((a, b) => a - b)].map((inputAbove) => {
    const at = (key: string): unknown => rateAbove(prices[key], inputAbove);
    const [input, output] = [at(KEYS.input), at(KEYS.output)];
    if (typeof input !== "number" || typeof output !== "number") return undefined;
    return compact({
      inputAbove,
      input,
      output,
      cacheRead: amount(at(KEYS.cacheRead)),
      cacheWrite: amount(at(KEYS.cacheWrite)),
    });
  });
  return periods.includes(undefined) ? [] : periods.filter((period) => period !== undefined);
}

function rateAbove(rate: unknown, inputAbove: number | undefined): unknown {
  if (!isObject(rate)) return rate;
  const tiers = listOf(rate["tiers"]).map(objectOf);
  const reached = tiers.findLast(
    ({ start }) => typeof start === "number" && inputAbove !== undefined && start <= inputAbove,
  );
  return reached === undefined ? rate["base"] : reached["price"];
}
