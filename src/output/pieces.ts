import { collectGarbage } from "../core/collect-garbage.ts";
import type { Rendered } from "./formatter.ts";

/** Items in a piece: about a megabyte of samples. */
const AT_ONCE = 500;
const COLLECT_EVERY = 20_000;

/** The text of many items, some hundred of them at a time. */
export function* inPieces<T>(
  items: readonly T[],
  textOf: (part: readonly T[], from: number) => string,
): Generator<string, void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    yield textOf(items.slice(from, from + AT_ONCE), from);
    if (from % COLLECT_EVERY === 0) collectGarbage(from);
  }
}

/** What a formatter gave, as pieces: a string by itself would be one of characters. */
export const piecesOf = (rendered: Rendered): Iterable<string> =>
  typeof rendered === "string" ? [rendered] : rendered;

/** What a formatter gave, as one text. */
export const wholeText = (rendered: Rendered): string =>
  typeof rendered === "string" ? rendered : [...rendered].join("");
