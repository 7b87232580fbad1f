import type { Random } from "../core/random.ts";
import type { Draw } from "./slots.ts";
import { slotNamed } from "./slots.ts";
import type { LetterCase, Template, TemplateNode } from "./template.ts";

/** Named values of one passage. */
export type Bindings = Readonly<Record<string, string>>;

/** Fills templates for one prompt. It remembers what it drew, so that words and alternatives do not come again too soon. */
export interface Expander {
  expand(template: Template, bindings?: Bindings): string;
}

/** Throws an Error when a template names a slot that is neither bound, generated, nor a pool. */
export function createExpander(
  random: Random,
  pools: ReadonlyMap<string, readonly string[]>,
): Expander {
  const decks = new Map<string, { items: readonly number[]; next: number }>();

  const draw = (key: string, count: number): number => {
    const deck = decks.get(key);
    if (deck === undefined || deck.next === deck.items.length) {
      const items = random.shuffle(Array.from({ length: count }, (_, index) => index));
      decks.set(key, { items, next: 1 });
      return items[0] ?? 0;
    }
    return deck.items[deck.next++] ?? 0;
  };

  const word = (pool: string): string => {
    const words = pools.get(pool);
    if (words === undefined) throw new Error(`unknown slot: «${pool}»`);
    return words[draw(pool, words.length)] ?? "";
  };

  const fill = (template: Template, scope: Map<string, string>, sources: Draw): string =>
    template.map((node) => value(node, scope, sources)).join("");

  const value = (node: TemplateNode, scope: Map<string, string>, sources: Draw): string => {
    switch (node.kind) {
      case "text":
        return node.text;
      case "bind": {
        const text = value(node.value, scope, sources);
        scope.set(node.name, text);
        return node.silent ? "" : text;
      }
      case "case":
        return inLetters(node.to, value(node.value, scope, sources));
      case "pick":
        return fill(node.options[draw(node.key, node.options.length)] ?? [], scope, sources);
      case "repeat": {
        const rows = Array.from({ length: random.integer(node.from, node.to) }, () =>
          fill(node.row, new Map(scope), sources),
        );
        return rows.join("\n");
      }
      case "slot": {
        const [first = 0, second = 0, third = 0] = node.parameters;
        const slot = slotNamed(node.name);
        return (
          scope.get(node.name) ?? slot?.(sources, first, second, third) ?? sources.word(node.name)
        );
      }
    }
  };

  return {
    expand: (template, bindings = {}) => {
      const counters = new Map<string, number>();
      const advance = (counter: string, start: number, step: number): number => {
        const held = counters.get(counter);
        const next = held === undefined ? start : held + step;
        counters.set(counter, next);
        return next;
      };
      return fill(template, new Map(Object.entries(bindings)), { random, word, advance });
    },
  };
}

function inLetters(to: LetterCase, text: string): string {
  if (to === "lower") return text.toLowerCase();
  if (to === "upper") return text.toUpperCase();
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
