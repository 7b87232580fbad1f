import { UsageError } from "../../core/errors.ts";
import { nearest } from "../../core/suggest.ts";
import { formatRequestCosts } from "../../output/request-costs.ts";
import { costOf } from "../../pricing/cost.ts";
import type { BilledTokens, RequestCost } from "../../pricing/cost.ts";
import { priceAt } from "../../pricing/price-at.ts";
import type { PricePeriod } from "../../pricing/price-file.ts";
import type { PriceRow, PriceTable } from "../../pricing/price-table.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import type { GivenFlags } from "../flags.ts";
import { loadPrices } from "../price-layers.ts";
import { findPricedProvider, findSharedRow, pricedProviders } from "../price-lines.ts";
import { choice, integer, text } from "../values.ts";

interface Priced {
  readonly row: PriceRow;
  readonly period: PricePeriod;
  readonly cost: RequestCost;
}

const MOST_TOKENS = 1e12;

/** `speed-kings pricing cost`: what one request costs, at one provider or at everybody who has the model. */
export async function priceRequest({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const [stray] = positionals;
  if (stray !== undefined) {
    throw new UsageError(
      `pricing cost takes no argument "${stray}"`,
      `did you mean --model ${stray}?`,
    );
  }
  const model = text(flags, "model");
  if (model === undefined)
    throw new UsageError("pricing cost needs a model", "try --model gpt-oss-120b");
  const tokens = tokensOf(flags);
  const atMs = instantOf(flags) ?? context.clock.wallMs();
  const tier = text(flags, "tier");
  const table = await loadPrices(context.env);
  const word = text(flags, "provider");
  const provider = word === undefined ? undefined : findPricedProvider(table, word);
  const rows = rowsOf(table, provider, model);
  if (rows.length === 0) throw unknownModel(table, provider, model);
  const occasion = { atMs, inputTokens: tokens.input, ...(tier === undefined ? {} : { tier }) };
  const priced = rows
    .flatMap((row): Priced[] => {
      const period = priceAt(row.prices, occasion);
      return period === undefined
        ? []
        : [{ row, period, cost: costOf(tokens, period, row.cacheReadFactor) }];
    })
    .toSorted((a, b) => a.cost.usd - b.cost.usd);
  if (priced.length === 0) {
    const which = tier === undefined ? "at that time" : `for the tier ${tier}`;
    throw new UsageError(
      `no price is known for ${model} ${which}`,
      `see speed-kings pricing show ${rows[0]?.id ?? ""}`,
    );
  }
  const at = new Date(atMs).toISOString();
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, at, tokens, costs: priced.map(dataOf) }, null, 2)}\n`
      : formatRequestCosts(priced.map(lineOf), { ...tokens, at }, context.page()),
  );
  return EXIT.ok;
}

function tokensOf(flags: GivenFlags): BilledTokens {
  const input = integer(flags, "in", 0, MOST_TOKENS);
  const output = integer(flags, "out", 0, MOST_TOKENS);
  const cached = integer(flags, "cached", 0, MOST_TOKENS);
  if (input === undefined || output === undefined) {
    throw new UsageError("pricing cost needs --in and --out", "try --in 1000 --out 500");
  }
  if (cached !== undefined && cached > input) {
    throw new UsageError(
      `--cached ${cached} is more than --in ${input}`,
      "--in counts all input tokens, cached ones included",
    );
  }
  return { input, output, ...(cached === undefined ? {} : { cached }) };
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/i;

/** A moment; what names no zone is UTC, as everything here. */
function instantOf(flags: GivenFlags): number | undefined {
  const value = text(flags, "at");
  if (value === undefined) return undefined;
  const match = TIME.exec(value);
  const atMs =
    match === null
      ? Number.NaN
      : Date.parse(`${match[1]}T${match[2] ?? "00:00"}${(match[3] ?? "Z").toUpperCase()}`);
  if (Number.isNaN(atMs)) {
    throw new UsageError(
      `--at must be a moment like 2026-11-23T02:30Z, not "${value}"`,
      "what names no zone is taken as UTC",
    );
  }
  return atMs;
}

/** The rows of a model: by the provider's own id, by the name that providers share, or by the last part of the id. */
function rowsOf(
  table: PriceTable,
  provider: string | undefined,
  model: string,
): readonly PriceRow[] {
  const providers = provider === undefined ? pricedProviders(table) : [provider];
  return providers.flatMap((name) => {
    const exact = findSharedRow(table, name, model);
    if (exact !== undefined) return [exact];
    const word = model.toLowerCase();
    return table.rows.filter(
      (row) =>
        row.provider === name &&
        row.model.slice(row.model.lastIndexOf("/") + 1).toLowerCase() === word,
    );
  });
}

function unknownModel(table: PriceTable, provider: string | undefined, model: string): UsageError {
  const own = table.rows.filter((row) => provider === undefined || row.provider === provider);
  const names = own.flatMap((row) => [
    row.model,
    row.model.slice(row.model.lastIndexOf("/") + 1),
    ...row.aliases,
  ]);
  const close = nearest(model, names);
  return new UsageError(
    `no price is known for ${model}${provider === undefined ? "" : ` at ${provider}`}`,
    close === undefined
      ? "add one to a file of your own (speed-kings pricing path), or give it to a run with --price NAME=IN/OUT"
      : `did you mean ${close}?`,
  );
}

const lineOf = ({ row, period, cost }: Priced) => ({
  id: row.id,
  usd: cost.usd,
  input: period.input,
  output: period.output,
  cacheRead: period.cacheRead,
  condition: period.name,
  estimated: cost.estimated,
  verifiedAt: row.verifiedAt,
  confidence: row.confidence,
});

const dataOf = ({ row, period, cost }: Priced) => ({
  id: row.id,
  provider: row.provider,
  model: row.model,
  ...cost,
  price: period,
  verifiedAt: row.verifiedAt,
  confidence: row.confidence,
  layer: row.layer,
});
