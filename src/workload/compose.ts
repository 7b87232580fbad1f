import type { Size } from "../core/plan.ts";
import type { Random } from "../core/random.ts";
import type { Domain } from "./domains.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { createExpander } from "./expand.ts";
import { fillRoom } from "./fill.ts";
import type { Sized } from "./fill.ts";
import { materialOf, wordPools } from "./material.ts";
import { ASKED } from "./sizes.ts";
import type { Template } from "./template.ts";

const GAP = "\n\n";
/** Stands for the number of a passage until its place is known. */
const NUMBER = "\0";

/** What `composeBody` makes a body of. */
export interface BodyOrder {
  readonly size: Size;
  readonly domain: Domain;
  /** Place among the bodies of this size and domain, from 0: neighbours begin with different passages. */
  readonly turn: number;
  /** Tokens that the body should have. */
  readonly tokens: number;
  /** The order of the first passages, the same for all turns of a run. */
  readonly runRandom: Random;
  /** Everything else; its own for every body. */
  readonly random: Random;
}

/** The body of one prompt: a short task, or an opening, passages in random order up to the length, and a task. */
export function composeBody(order: BodyOrder): string {
  const { random, turn, runRandom } = order;
  const material = materialOf(order.domain);
  const expander = createExpander(random, wordPools());
  const asked = ASKED[order.size];
  if (order.size === "short") {
    return expander.expand(byTurn(runRandom.shuffle(material.short), turn), asked);
  }
  const opening = expander.expand(byTurn(random.shuffle(material.opening), 0), asked);
  const task = expander.expand(byTurn(random.shuffle(material.task), 0), asked);
  const leading = byTurn(runRandom.shuffle(material.passage), turn);
  const draw = deckOf(material.passage, leading, random);
  const passages = fillRoom(order.tokens - estimateTokens(opening + GAP + task), (): Sized => {
    const text = expander.expand(draw(), { n: NUMBER });
    return { text, tokens: estimateTokens(GAP + text) };
  });
  const numbered = passages.map(({ text }, index) => text.replaceAll(NUMBER, String(index + 1)));
  return [opening, ...numbered, task].join(GAP);
}

function byTurn<T>(items: readonly T[], turn: number): T {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error("a part of the material is empty");
  return item;
}

/** All templates in random order, `leading` first, and again and again; each of them once before any comes again. */
function deckOf(templates: readonly Template[], leading: Template, random: Random): () => Template {
  let left = [leading, ...random.shuffle(templates.filter((template) => template !== leading))];
  return () => {
    if (left.length === 0) left = random.shuffle(templates);
    return left.shift() ?? leading;
  };
}
