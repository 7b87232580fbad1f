import { printable } from "../text/printable.ts";
import { perMillion } from "../text/price.ts";

/** Prices as far as a difference shows them: USD per million tokens. */
export interface ShownPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
}

/** One line of a difference between prices that are known and prices that were found. */
export interface PriceChange {
  readonly kind: "new" | "price" | "confirmed" | "held" | "differs";
  readonly id: string;
  readonly before?: ShownPrice | undefined;
  readonly after?: ShownPrice | undefined;
  readonly sources: readonly string[];
  readonly confidence?: string | undefined;
  readonly reason?: string | undefined;
}

const MARKS = { new: "+", price: "~", held: "!", differs: "?", confirmed: "=" } as const;

const HEADS = {
  new: "new models",
  price: "changed prices",
  held: "held back: a person has to look at these",
  differs: "other sources say otherwise; nothing was changed",
  confirmed: "seen again, unchanged",
} as const;

const ORDER = ["price", "new", "held", "differs", "confirmed"] as const;

function shown(price: ShownPrice | undefined): string {
  if (price === undefined) return "";
  const cached = price.cacheRead === undefined ? "" : ` (cached ${perMillion(price.cacheRead)})`;
  return `${perMillion(price.input)} / ${perMillion(price.output)}${cached}`;
}

function line({ kind, id, before, after, sources, confidence, reason }: PriceChange): string {
  const prices = [before, after].filter((price) => price !== undefined).map(shown);
  const notes = [sources.join(", "), confidence, reason].filter((note) => note !== undefined);
  return `  ${MARKS[kind]} ${printable(id)}  ${prices.join(" → ")}  [${printable(notes.join("; "))}]`;
}

/** Differences by kind, what changes anything first; those that were only confirmed are counted, or listed on request. */
export function formatPriceDiff(changes: readonly PriceChange[], listConfirmed: boolean): string {
  const parts = ORDER.flatMap((kind) => {
    const own = changes.filter((change) => change.kind === kind);
    if (own.length === 0) return [];
    const head = `${HEADS[kind]}: ${own.length}`;
    return kind === "confirmed" && !listConfirmed ? [head] : [head, ...own.map(line)];
  });
  return parts.length === 0 ? "nothing differs\n" : `${parts.join("\n")}\n`;
}
