import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import type { PriceRow } from "./price-table.ts";

const NUMBER = /^\$?(\d+(?:\.\d+)?|\.\d+)$/;

/** Nothing on sale costs more per million tokens. */
const DEAREST = 10_000;

/**
 * Prices given by hand: `name=IN/OUT` or `name=IN/OUT/CACHED`, USD per million tokens, several with commas between. Each counts
 * for the target of that name alone and for everything that it is asked, whatever the time.
 * @throws UsageError for a text that is no such price.
 */
export function parseGivenPrices(text: string, today: string): ReadonlyMap<string, PriceRow> {
  const rows = text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "")
    .map((word) => parseOne(word, today));
  const given = new Map<string, PriceRow>();
  for (const row of rows) {
    if (given.has(row.id)) {
      throw new UsageError(`--price gives ${row.id} two prices`, "give it one");
    }
    given.set(row.id, row);
  }
  return given;
}

function parseOne(word: string, today: string): PriceRow {
  const equals = word.lastIndexOf("=");
  const target = word.slice(0, Math.max(0, equals)).trim();
  const amounts = word
    .slice(equals + 1)
    .split("/")
    .map((part) => NUMBER.exec(part.trim())?.[1]);
  const [input, output, cacheRead] = amounts.map(Number);
  const isPrice =
    (amounts.length === 2 || amounts.length === 3) &&
    amounts.every((amount) => amount !== undefined && Number(amount) <= DEAREST);
  if (target === "" || !isPrice || input === undefined || output === undefined) {
    throw new UsageError(
      `--price must be TARGET=IN/OUT or TARGET=IN/OUT/CACHED in USD per million tokens, not "${word}"`,
      "try --price mine=0.15/0.60",
    );
  }
  return {
    id: target,
    provider: target,
    model: target,
    aliases: [],
    status: "production",
    prices: [{ input, output, ...(cacheRead === undefined ? undefined : { cacheRead }) }],
    verifiedAt: today,
    confidence: "high",
    sources: [],
    cacheReadFactor: 1,
    layer: "flag",
    layerHash: new Bun.CryptoHasher("sha256").update(word).digest("hex"),
  };
}

/** @throws UsageError when a price is given for a target that does not take part. */
export function refuseStrayPrices(
  given: ReadonlyMap<string, PriceRow>,
  targets: readonly string[],
): void {
  const stray = [...given.keys()].find((target) => !targets.includes(target));
  if (stray === undefined) return;
  const close = nearest(stray, targets);
  throw new UsageError(
    `--price names ${stray}, which is no target of this run`,
    close === undefined ? `the targets are ${targets.join(", ")}` : `did you mean ${close}?`,
  );
}
