import { readFile, stat } from "node:fs/promises";
import { UsageError } from "../core/errors.ts";
import { dayOf } from "../pricing/age.ts";
import { EMBEDDED } from "../pricing/embedded.ts";
import { hashOf, layerOf, priceTable } from "../pricing/price-table.ts";
import type { Layer, LayerName, PriceRow, PriceTable } from "../pricing/price-table.ts";
import { ownPricesPath, refreshedPricesPath } from "./price-folders.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where prices may come from beside the places that are always looked at. */
export interface PriceOptions {
  /** A file that the configuration names. */
  readonly configFile?: string | undefined;
  /** Prices of single targets, as `parseGivenPrices` reads them. */
  readonly given?: ReadonlyMap<string, PriceRow> | undefined;
}

/** What was found at one place. */
export interface LayerState {
  readonly name: Exclude<LayerName, "flag">;
  readonly path?: string;
  /** `older`: a refreshed copy from before the prices that ship with this version. */
  readonly state: "used" | "absent" | "older" | "broken";
  readonly layer?: Layer;
  readonly error?: UsageError;
}

interface Place {
  readonly name: Exclude<LayerName, "flag" | "embedded">;
  readonly path: string;
  /** Somebody named it, so it has to be there. */
  readonly isNamed: boolean;
}

function placesOf(env: Environment, { configFile }: PriceOptions): readonly Place[] {
  const named = env["SPEED_KINGS_PRICING"];
  return [
    ...(named === undefined || named === ""
      ? []
      : [{ name: "environment", path: named, isNamed: true } as const]),
    ...(configFile === undefined
      ? []
      : [{ name: "config", path: configFile, isNamed: true } as const]),
    { name: "user", path: ownPricesPath(env, process.platform), isNamed: false },
    { name: "cache", path: refreshedPricesPath(env, process.platform), isNamed: false },
  ];
}

/** Looks at every place, the one that wins first. What is wrong with a file is told in its state and not thrown. */
export async function priceLayers(
  env: Environment,
  options: PriceOptions = {},
): Promise<readonly LayerState[]> {
  const found = await Promise.all(placesOf(env, options).map(readPlace));
  return [
    ...found,
    { name: "embedded", state: "used", layer: layerOf("embedded", EMBEDDED) } as const,
  ];
}

/**
 * All prices, every layer in its place. Reads files and sends nothing.
 * @throws UsageError that names file, line and key when one of the layers is broken: prices are never skipped in silence.
 */
export async function loadPrices(
  env: Environment,
  options: PriceOptions = {},
): Promise<PriceTable> {
  const states = await priceLayers(env, options);
  const broken = states.find(({ error }) => error !== undefined);
  if (broken?.error !== undefined) throw broken.error;
  return priceTable(
    states.flatMap(({ state, layer }) => (state === "used" && layer !== undefined ? [layer] : [])),
    options.given,
  );
}

/** Who named a file that has to be there. */
const CHECK: Readonly<Partial<Record<Place["name"], string>>> = {
  environment: "check SPEED_KINGS_PRICING",
  config: "check `pricing` in the config file",
};

async function readPlace({ name, path, isNamed }: Place): Promise<LayerState> {
  try {
    const found = await readText(path);
    if (found === undefined && !isNamed) return { name, path, state: "absent" };
    if (found === undefined) {
      throw new UsageError(
        `the price file ${path} does not exist`,
        CHECK[name] ?? "check its path",
      );
    }
    // The schema is loaded only by those who have a file of their own.
    const { readOwnPriceFile, readPriceFile } = await import("../pricing/read-price-file.ts");
    if (name === "cache") {
      const file = readPriceFile(found.text, path);
      const isNewer = Date.parse(file.updatedAt) > Date.parse(EMBEDDED.updatedAt);
      return { name, path, state: isNewer ? "used" : "older", layer: layerOf("cache", file, path) };
    }
    const file = readOwnPriceFile(found.text, path);
    const day = file.updatedAt?.slice(0, 10) ?? dayOf(found.modifiedMs);
    return { name, path, state: "used", layer: { name, path, file, hash: hashOf(file), day } };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { name, path, state: "broken", error };
  }
}

/** Ten times what the file that ships has. */
const MAX_BYTES = 8 * 1024 * 1024;

async function readText(path: string): Promise<{ text: string; modifiedMs: number } | undefined> {
  try {
    const { size, mtimeMs, ...kind } = await stat(path).then((one) => ({
      size: one.size,
      mtimeMs: one.mtimeMs,
      isFile: one.isFile(),
    }));
    // Reading a pipe would wait for ever.
    if (!kind.isFile) throw new UsageError(`${path} is no file`, "name a file of prices");
    if (size > MAX_BYTES) {
      throw new UsageError(`${path} is larger than 8 MiB`, "is it a file of prices?");
    }
    return { text: await readFile(path, "utf8"), modifiedMs: mtimeMs };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UsageError(`cannot read the price file ${path} (${code})`, "check its permissions");
  }
}
