import { printable } from "../text/printable.ts";

/** Text that is markup already, and so goes into a page as it is. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | undefined | readonly Markup[];

const LONGEST = 2000;

const render = (piece: Piece): string => {
  if (piece === undefined) return "";
  if (typeof piece === "string") return Bun.escapeHTML(printable(piece, LONGEST));
  if (typeof piece === "number") return String(piece);
  return "markup" in piece ? piece.markup : piece.map(({ markup }) => markup).join("");
};

// How deep a template stands in its source is of no interest to its readers.
const INDENTATION = /\n\s+/g;

/** A piece of a page or of a picture: what is put in is text, harmless and escaped, unless it is `Markup`. */
export const fragment = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({
  markup: String.raw(
    { raw: parts.map((part) => part.replace(INDENTATION, "\n")) },
    ...pieces.map(render),
  ),
});

/** What this project wrote itself: a style sheet, a drawn chart. Never foreign text. */
export const trusted = (markup: string): Markup => ({ markup });
