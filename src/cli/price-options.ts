import { dirname, resolve } from "node:path";
import { dayOf } from "../pricing/age.ts";
import { parseGivenPrices } from "../pricing/given-price.ts";
import type { PriceTable } from "../pricing/price-table.ts";
import { readConfigPricing } from "./config-file.ts";
import type { GivenFlags } from "./flags.ts";
import { loadPrices } from "./price-layers.ts";
import { text } from "./values.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The prices that hold for a run: `--price`, the file that the configuration names, and all other layers.
 * @throws UsageError for a price that cannot be read, and for a price file that is broken.
 */
export async function readPrices(
  flags: GivenFlags,
  env: Environment,
  nowMs: number,
): Promise<PriceTable> {
  const given = parseGivenPrices(text(flags, "price") ?? "", dayOf(nowMs));
  const config = text(flags, "config") ?? env["SPEED_KINGS_CONFIG"]?.trim();
  const file = config === undefined || config === "" ? undefined : await readConfigPricing(config);
  const configFile =
    config === undefined || file === undefined ? undefined : resolve(dirname(config), file);
  return loadPrices(env, { given, configFile });
}
