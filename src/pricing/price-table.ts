import { compact } from "../core/compact.ts";
import type { OwnModel, OwnPriceFile, OwnProvider } from "./own-price-file.ts";
import type { Confidence, Evidence, PricePeriod, PriceFile, Status } from "./price-file.ts";

/** Where a price comes from, the one that wins first. */
export const LAYERS = ["flag", "environment", "config", "user", "cache", "embedded"] as const;
export type LayerName = (typeof LAYERS)[number];

/** One source of prices, read and checked. */
export interface Layer {
  readonly name: LayerName;
  /** Path of the file; absent for flags and for what is inside of the program. */
  readonly path?: string;
  readonly file: OwnPriceFile;
  /** SHA-256 of the content as compact JSON. */
  readonly hash: string;
  /** Day to take for a price of this layer that names no day itself. */
  readonly day: string;
}

/** A model at a provider, and everything known about its price. */
export interface PriceRow {
  /** `groq/openai/gpt-oss-120b`. */
  readonly id: string;
  readonly provider: string;
  readonly model: string;
  readonly aliases: readonly string[];
  readonly status: Status;
  readonly context?: number;
  readonly maxOutput?: number;
  /** Empty: not known. */
  readonly prices: readonly PricePeriod[];
  readonly verifiedAt?: string;
  readonly confidence: Confidence;
  readonly sources: readonly Evidence[];
  readonly cacheReadFactor: number;
  readonly note?: string;
  readonly pricePage?: string;
  /** Layer that the price comes from. */
  readonly layer: LayerName;
  readonly layerHash: string;
}

/** All prices, layers put on top of each other. */
export interface PriceTable {
  /** The layers that were used, the one that wins first. */
  readonly layers: readonly Layer[];
  readonly rows: readonly PriceRow[];
  /** Providers whose tokens cost nothing, because they run on the user's machine. */
  readonly local: ReadonlySet<string>;
  /** Provider by host name. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Prices that a flag gives for one target, by the target's id. */
  readonly given: ReadonlyMap<string, PriceRow>;
}

/** SHA-256 of a file's content, as lower-case hex: of its data as compact JSON, so that blanks and line ends do not count. */
export const hashOf = (file: OwnPriceFile): string =>
  new Bun.CryptoHasher("sha256").update(JSON.stringify(file)).digest("hex");

/** What ships with the program, or its refreshed copy, as a layer. */
export const layerOf = (name: "embedded" | "cache", file: PriceFile, path?: string): Layer => ({
  name,
  ...(path === undefined ? undefined : { path }),
  file,
  hash: hashOf(file),
  day: file.updatedAt.slice(0, 10),
});

interface Building {
  readonly facts: OwnModel;
  readonly source: Layer;
}

/** What is said about a provider as a whole, the highest layer last. */
class Overview {
  readonly pages = new Map<string, string>();
  readonly factors = new Map<string, number>();
  readonly local = new Set<string>();
  readonly hosts = new Map<string, string>();

  add(provider: string, { pricePage, cacheReadFactor, kind, hosts = [] }: OwnProvider): void {
    if (pricePage !== undefined) this.pages.set(provider, pricePage);
    if (cacheReadFactor !== undefined) this.factors.set(provider, cacheReadFactor);
    if (kind === "local") this.local.add(provider);
    for (const host of hosts) this.hosts.set(host, provider);
  }
}

/** Puts layers on top of each other, given in any order. What a higher one says about a model replaces what a lower one says. */
export function priceTable(
  layers: readonly Layer[],
  given: ReadonlyMap<string, PriceRow> = new Map(),
): PriceTable {
  const ordered = LAYERS.flatMap((name) => layers.filter((layer) => layer.name === name));
  const overview = new Overview();
  const models = new Map<string, Map<string, Building>>();
  for (const layer of ordered.toReversed()) {
    for (const [provider, facts] of Object.entries(layer.file.providers)) {
      overview.add(provider, facts);
      const known = models.get(provider) ?? new Map<string, Building>();
      models.set(provider, known);
      for (const [model, said] of Object.entries(facts.models ?? {})) {
        known.set(model, over(known.get(model), said, layer));
      }
    }
  }
  const rows = [...models].flatMap(([provider, known]) =>
    [...known].map(([model, building]) => rowOf(provider, model, building, overview)),
  );
  return { layers: ordered, rows, local: overview.local, hosts: overview.hosts, given };
}

/** What is known below a price that is given anew (a context size, aliases) stays; what was known about the old price does not. */
function over(below: Building | undefined, said: OwnModel, layer: Layer): Building {
  if (below === undefined) return { facts: said, source: layer };
  if (said.prices === undefined) {
    return { facts: { ...below.facts, ...said }, source: below.source };
  }
  const { status, aliases, context, maxOutput } = below.facts;
  return { facts: { ...compact({ status, aliases, context, maxOutput }), ...said }, source: layer };
}

function rowOf(
  provider: string,
  model: string,
  { facts, source }: Building,
  { pages, factors }: Overview,
): PriceRow {
  const prices = facts.prices ?? [];
  const isKnown = prices.length > 0;
  return compact({
    id: `${provider}/${model}`,
    provider,
    model,
    aliases: facts.aliases ?? [],
    status: facts.status ?? "production",
    context: facts.context,
    maxOutput: facts.maxOutput,
    prices,
    verifiedAt: isKnown ? (facts.verifiedAt ?? source.day) : undefined,
    confidence: isKnown ? (facts.confidence ?? "high") : "none",
    sources: facts.sources ?? [],
    cacheReadFactor: factors.get(provider) ?? 1,
    note: facts.note,
    pricePage: pages.get(provider),
    layer: source.name,
    layerHash: source.hash,
  });
}
