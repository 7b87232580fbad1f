import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { RunError, UsageError } from "../../core/errors.ts";
import type { Failure } from "../../core/failure.ts";
import { nearest } from "../../core/suggest.ts";
import { formatPriceDiff } from "../../output/price-diff.ts";
import { dayOf } from "../../pricing/age.ts";
import { EMBEDDED } from "../../pricing/embedded.ts";
import type { PriceFile } from "../../pricing/price-file.ts";
import { readPriceFile } from "../../pricing/read-price-file.ts";
import { merge } from "../../pricing/refresh/merge.ts";
import type { Reading } from "../../pricing/refresh/observation.ts";
import { priceFileText } from "../../pricing/refresh/price-file-text.ts";
import { PRICE_SOURCES, PRICE_SOURCE_NAMES } from "../../pricing/refresh/sources.ts";
import type { PriceSource, PriceSourceName } from "../../pricing/refresh/sources.ts";
import { ask } from "../../wire/ask.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Transport } from "../../wire/transport.ts";
import type { Invocation } from "../command.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit.ts";
import { refreshedPricesPath } from "../price-folders.ts";
import { priceLayers } from "../price-layers.ts";
import { choice, isOn, list } from "../values.ts";

const TIMEOUT_MS = 60_000;

interface Place {
  readonly name: PriceSourceName;
  readonly url: string;
  readonly key?: string | undefined;
}

/**
 * `speed-kings pricing refresh`: asks catalogs and providers for their prices and prints what differs; with `--write` keeps it. The
 * only part of `pricing` that uses the network.
 */
export async function refreshPrices({ flags, positionals, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  if (positionals.length > 0) {
    throw new UsageError(
      `pricing refresh takes no argument "${positionals[0]}"`,
      "see pricing --help",
    );
  }
  const places = placesOf(list(flags, "source"), context.env);
  const nowMs = context.clock.wallMs();
  const readings = await readAll(places, nowMs, context);
  refuseTooFew(readings);
  const { file, changes } = merge(await currentPrices(context), readings, nowMs);
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, changes }, null, 2)}\n`
      : formatPriceDiff(changes, false),
  );
  const log = await context.log();
  if (!isOn(flags, "write")) {
    log.info("nothing was written: --write keeps it in your cache folder");
    return EXIT.ok;
  }
  const path = refreshedPricesPath(context.env, process.platform);
  await keep(file, path);
  log.info(`written: ${path}`);
  return EXIT.ok;
}

/** All sources that can be asked, or those that `--source NAME=URL` names. A key goes to its provider's own address only. */
function placesOf(given: readonly string[] | undefined, env: Context["env"]): readonly Place[] {
  if (given !== undefined) return given.map(placeOf);
  return PRICE_SOURCE_NAMES.flatMap((name) => {
    const { url, keyEnv }: PriceSource = PRICE_SOURCES[name];
    const key = keyEnv === undefined ? undefined : env[keyEnv]?.trim();
    return keyEnv !== undefined && (key === undefined || key === "") ? [] : [{ name, url, key }];
  });
}

function placeOf(word: string): Place {
  const equals = word.indexOf("=");
  const typed = equals < 0 ? word : word.slice(0, equals);
  const name = PRICE_SOURCE_NAMES.find((candidate) => candidate === typed);
  if (name === undefined) {
    const close = nearest(typed, PRICE_SOURCE_NAMES);
    throw new UsageError(
      `--source knows no "${typed}"`,
      close === undefined
        ? `the sources are ${PRICE_SOURCE_NAMES.join(", ")}`
        : `did you mean ${close}?`,
    );
  }
  if (equals < 0) return { name, url: PRICE_SOURCES[name].url };
  const url = URL.parse(word.slice(equals + 1));
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== "" ||
    url.password !== ""
  ) {
    throw new UsageError(
      `--source ${name} needs an address that begins with https:// and holds no password`,
      `write --source ${name}=https://host/path`,
    );
  }
  return { name, url: url.href };
}

async function readAll(
  places: readonly Place[],
  nowMs: number,
  context: Context,
): Promise<readonly Reading[]> {
  const transport = createFetchTransport(context.clock);
  const log = await context.log();
  const answers = await Promise.all(places.map((place) => readOne(place, transport, dayOf(nowMs))));
  return answers.flatMap((answer, index) => {
    if ("observations" in answer) {
      log.info(`${answer.source}: ${answer.observations.length} prices`);
      return [answer];
    }
    log.warn(`${places[index]?.name ?? ""}: ${answer.message}`);
    return [];
  });
}

async function readOne(
  { name, url, key }: Place,
  transport: Transport,
  today: string,
): Promise<Reading | Failure> {
  const headers = {
    accept: "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  const answer = await ask(transport, { method: "GET", url, headers }, TIMEOUT_MS);
  if ("kind" in answer) return answer;
  const { host } = new URL(url);
  if (answer.status !== 200)
    return { kind: "protocol", message: `${host} answered with ${answer.status}` };
  const reading = PRICE_SOURCES[name].read(parse(answer.body), {
    source: `${name}@${today}`,
    asOf: today,
  });
  return (
    reading ?? {
      kind: "protocol",
      message: `${host} answered with something that is no price list`,
    }
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A catalog is believed when another one that did not copy from it agrees; a provider is believed about itself. */
function refuseTooFew(readings: readonly Reading[]): void {
  const lineages = new Set(readings.map(({ origin }) => origin.lineage));
  if (lineages.size >= 2 || lineages.has("provider")) return;
  throw new RunError(
    lineages.size === 0 ? "no source of prices could be read" : "one catalog alone is no proof",
    "prices stay as they are; try again later",
  );
}

/** What a refresh starts from: the newer one of what ships and what an earlier refresh kept. A broken copy is replaced. */
async function currentPrices(context: Context): Promise<PriceFile> {
  const states = await priceLayers(context.env);
  const cache = states.find(({ name }) => name === "cache");
  if (cache?.error !== undefined) {
    (await context.log()).warn(`${cache.error.message}: it is left aside`);
  }
  if (cache?.state !== "used" || cache.layer === undefined) return EMBEDDED;
  return readPriceFile(JSON.stringify(cache.layer.file), cache.path ?? "the refreshed prices");
}

/** Whole or not at all; and never what the program itself would refuse to read. */
async function keep(file: PriceFile, path: string): Promise<void> {
  const part = `${path}.${crypto.randomUUID().slice(0, 8)}.part`;
  const written = priceFileText(file);
  readPriceFile(written, "what was found");
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(part, written, { mode: 0o600 });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unwritable";
    throw new RunError(
      `cannot write ${path} (${code})`,
      "check the folder and the space on its disk",
    );
  }
}
