import { UsageError } from "../../core/errors.ts";
import { OLD_AFTER_DAYS } from "../../pricing/age.ts";
import { inconsistencies } from "../../pricing/inconsistencies.ts";
import { oldPrices } from "../../pricing/old-prices.ts";
import { priceTable } from "../../pricing/price-table.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import type { GivenFlags } from "../flags.ts";
import { priceLayers } from "../price-layers.ts";
import { findPricedProvider } from "../price-lines.ts";
import { choice, text } from "../values.ts";

/** `speed-kings pricing check [PROVIDER]`: a gate. Every price file is valid and no price on sale older than `--max-age`; else exit 3. */
export async function checkPrices({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const maxAgeDays = daysOf(flags) ?? OLD_AFTER_DAYS;
  const atMs = context.clock.wallMs();
  const states = await priceLayers(context.env);
  const invalid = states.flatMap(({ name, error, layer }) => [
    ...(error === undefined ? [] : [`${name}: ${error.message}`]),
    ...(layer === undefined
      ? []
      : inconsistencies(layer.file).map(
          ({ path, text: fault }) => `${name}: ${path.join(".")}: ${fault}`,
        )),
  ]);
  const table = priceTable(
    states.flatMap(({ state, layer }) => (state === "used" && layer !== undefined ? [layer] : [])),
  );
  const [word] = positionals;
  const provider = word === undefined ? undefined : findPricedProvider(table, word);
  const { checked, old: stale } = oldPrices(table, atMs, {
    maxAgeDays,
    ...(provider === undefined ? {} : { provider }),
  });
  const isFine = invalid.length === 0 && stale.length === 0;
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, ok: isFine, checked, maxAgeDays, invalid, stale }, null, 2)}\n`
      : [
          ...invalid.map((fault) => `invalid  ${fault}`),
          ...stale.map(({ id, verifiedAt, days }) => `old      ${id}  ${verifiedAt}, ${days} days`),
          isFine
            ? `${checked} prices, none older than ${maxAgeDays} days`
            : `${stale.length} of ${checked} prices are older than ${maxAgeDays} days, ${invalid.length} faults in price files`,
          "",
        ].join("\n"),
  );
  return isFine ? EXIT.ok : EXIT.gate;
}

const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7 };

function daysOf(flags: GivenFlags): number | undefined {
  const value = text(flags, "max-age");
  if (value === undefined) return undefined;
  const match = /^(\d{1,4})\s*([dw]?)$/.exec(value);
  if (match === null) {
    throw new UsageError(`--max-age must be days like 45d, not "${value}"`, "try --max-age 45d");
  }
  return Number(match[1]) * (DAYS[match[2] ?? ""] ?? 1);
}
