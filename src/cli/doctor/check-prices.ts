import { daysSince, OLD_AFTER_DAYS } from "../../pricing/age.ts";
import { oldPrices } from "../../pricing/old-prices.ts";
import { priceTable } from "../../pricing/price-table.ts";
import { describeError } from "../describe-error.ts";
import { priceLayers } from "../price-layers.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

/** How old the prices are, counted as `pricing check` does, and whether every price file can be read. */
export const checkPrices: Check = async ({ env, clock }) => {
  const layers = await priceLayers(env);
  const broken = layers.find(({ error }) => error !== undefined);
  if (broken !== undefined) {
    return fail(describeError(broken.error), "mend or remove it: no run can be priced until then");
  }
  const used = layers.filter(({ state }) => state === "used");
  // The copy of `pricing refresh --write` comes before what is inside of the program, and is used only when it is newer.
  const base = used.find(({ name }) => name === "cache" || name === "embedded");
  const updatedAt = base?.layer?.file.updatedAt ?? "";
  const days = Math.max(0, daysSince(updatedAt.slice(0, 10), clock.wallMs()));
  const own = used.filter(({ name }) => name !== "cache" && name !== "embedded").length;
  const found = [
    `as of ${updatedAt.slice(0, 10)}${days === 0 ? "" : days === 1 ? ", 1 day old" : `, ${days} days old`}`,
    ...(own === 0 ? [] : [`${own} price file${own === 1 ? "" : "s"} of your own`]),
  ].join("; ");
  const table = priceTable(used.flatMap(({ layer }) => (layer === undefined ? [] : [layer])));
  const { checked, old } = oldPrices(table, clock.wallMs());
  return old.length === 0
    ? ok(found)
    : warn(
        `${found}; ${old.length} of ${checked} prices are older than ${OLD_AFTER_DAYS} days`,
        "`speed-kings pricing check` names them, `speed-kings pricing refresh --write` looks for newer ones",
      );
};
