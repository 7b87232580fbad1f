import { UsageError } from "../../core/errors.ts";
import { nearest } from "../../core/suggest.ts";
import { formatPriceDetails, tokenCount } from "../../output/price-details.ts";
import type { PeriodLine } from "../../output/price-details.ts";
import { OLD_AFTER_DAYS, daysSince } from "../../pricing/age.ts";
import { priceAt } from "../../pricing/price-at.ts";
import { WEEKDAYS } from "../../pricing/price-file.ts";
import type { PricePeriod, Weekday } from "../../pricing/price-file.ts";
import type { PriceRow, PriceTable } from "../../pricing/price-table.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { loadPrices } from "../price-layers.ts";
import { findPricedProvider, findSharedRow, rowData } from "../price-lines.ts";
import { choice } from "../values.ts";

/** `speed-kings pricing show PROVIDER/MODEL`: every price of a model, when it holds, and what says so. */
export async function showPrice({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const [word, extra] = positionals;
  if (word === undefined || extra !== undefined) {
    throw new UsageError(
      "pricing show takes one PROVIDER/MODEL",
      "try pricing show groq/openai/gpt-oss-120b",
    );
  }
  const table = await loadPrices(context.env);
  const row = rowOf(table, word);
  const atMs = context.clock.wallMs();
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, ...rowData(row, atMs), evidence: row.sources, layerHash: row.layerHash }, null, 2)}\n`
      : formatPriceDetails(
          {
            id: row.id,
            status: row.status,
            facts: factsOf(row, atMs),
            periods: periodsOf(row, atMs),
          },
          context.page(),
        ),
  );
  return EXIT.ok;
}

function rowOf(table: PriceTable, word: string): PriceRow {
  const slash = word.indexOf("/");
  if (slash <= 0) {
    const holders = table.rows.filter(
      ({ model, aliases }) => model === word || aliases.includes(word),
    );
    throw new UsageError(
      `"${word}" names no provider`,
      holders.length === 0
        ? "write PROVIDER/MODEL, see speed-kings pricing"
        : `did you mean ${holders.map(({ id }) => id).join(" or ")}?`,
    );
  }
  const provider = findPricedProvider(table, word.slice(0, slash));
  const model = word.slice(slash + 1);
  const row = findSharedRow(table, provider, model);
  if (row !== undefined) return row;
  const models = table.rows.filter((one) => one.provider === provider);
  const close = nearest(
    model,
    models.flatMap((one) => [one.model, ...one.aliases]),
  );
  throw new UsageError(
    `no price is known for ${model} at ${provider}`,
    close === undefined
      ? `see speed-kings pricing ${provider}`
      : `did you mean ${provider}/${close}?`,
  );
}

function factsOf(row: PriceRow, atMs: number): readonly (readonly [string, string])[] {
  const facts: [string, string | undefined][] = [
    ["checked", checkedText(row, atMs)],
    ["trust", row.confidence],
    [
      "sources",
      row.sources.map(({ id, asOf }) => (asOf === undefined ? id : `${id} (${asOf})`)).join(", "),
    ],
    [
      "cached",
      row.prices.some(({ cacheRead }) => cacheRead === undefined) ? assumed(row) : undefined,
    ],
    ["context", row.context === undefined ? undefined : `${tokenCount(row.context)} tokens`],
    [
      "output",
      row.maxOutput === undefined ? undefined : `up to ${tokenCount(row.maxOutput)} tokens`,
    ],
    ["also called", row.aliases.length === 0 ? undefined : row.aliases.join(", ")],
    ["note", row.note],
    ["page", row.pricePage],
    ["layer", `${row.layer}, sha256 ${row.layerHash.slice(0, 12)}`],
  ];
  return facts.flatMap(([name, text]) =>
    text === undefined || text === "" ? [] : [[name, text] as const],
  );
}

function checkedText({ verifiedAt }: PriceRow, atMs: number): string | undefined {
  if (verifiedAt === undefined) return undefined;
  const days = daysSince(verifiedAt, atMs);
  return `${verifiedAt}, ${days} days ago${days > OLD_AFTER_DAYS ? ": old, see speed-kings pricing refresh" : ""}`;
}

const assumed = ({ cacheReadFactor }: PriceRow): string =>
  cacheReadFactor === 1
    ? "where no price is listed, cached tokens are counted in full, and marked as an estimate"
    : `where no price is listed, cached tokens are counted at ${cacheReadFactor} of an input token, and marked as an estimate`;

function periodsOf(row: PriceRow, atMs: number): readonly PeriodLine[] {
  const now = priceAt(row.prices, { atMs, inputTokens: 0 });
  return row.prices.map((period) => ({
    isNow: period === now,
    holds: [...(period === now ? ["now"] : []), ...conditionsOf(period)].join(", "),
    input: period.input,
    output: period.output,
    cacheRead: period.cacheRead,
    cacheWrite: period.cacheWrite,
    reasoning: period.reasoning,
    perRequest: period.perRequest,
  }));
}

function conditionsOf({ from, to, name, when, tier, inputAbove }: PricePeriod): readonly string[] {
  const days = when?.days;
  return [
    ...(name === undefined ? [] : [name]),
    ...(when === undefined
      ? []
      : [`${when.utc.map((window) => window.join("–")).join(" and ")} UTC`]),
    ...(days === undefined ? [] : [daysText(days)]),
    ...(when?.except === undefined ? [] : ["but holidays"]),
    ...(inputAbove === undefined ? [] : [`above ${tokenCount(inputAbove)} input tokens`]),
    ...(tier === undefined ? [] : [`tier ${tier}`]),
    ...(from === undefined ? [] : [`from ${moment(from)}`]),
    ...(to === undefined ? [] : [`until ${moment(to)}`]),
  ];
}

/** `mon–fri`, or the days one by one. */
function daysText(days: readonly Weekday[]): string {
  const order = days.map((day) => WEEKDAYS.indexOf(day));
  const isRow = order.every((day, index) => index === 0 || day === (order[index - 1] ?? 0) + 1);
  return isRow && days.length > 2 ? `${days[0]}–${days.at(-1)}` : days.join(" ");
}

const moment = (instant: string): string =>
  instant.length === 10 ? instant : `${instant.slice(0, 16).replace("T", " ")} UTC`;
