// What a terminal obeys instead of showing: control and format characters (right-to-left marks, zero-width joiners), lone
// surrogates, and marks that stack on the character before them.
const UNPRINTABLE = /[\p{C}\p{M}]/gu;
const WHITE_SPACE = /\s+/gu;
/** Words of ASCII with single spaces: nearly all text is, and needs no cleaning. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/**
 * Foreign text (a model's name, a provider's error) as one harmless line: no escape codes, no control characters, no line
 * breaks. At most `limit` characters of the input are looked at.
 */
export const printable = (text: string, limit = 2000): string =>
  text.length <= limit && PLAIN.test(text)
    ? text
    : Bun.stripANSI(text.slice(0, limit))
        .normalize("NFC")
        .replace(WHITE_SPACE, " ")
        .replace(UNPRINTABLE, "")
        .trim();

/** `text` in at most `width` columns; what does not fit gives way to `…`, or to `...` without Unicode. */
export function clip(text: string, width: number, unicode: boolean): string {
  if (Bun.stringWidth(text) <= width) return text;
  const ellipsis = unicode ? "…" : "...";
  const room = width - ellipsis.length;
  // Too narrow to say that something is missing: the beginning alone is worth more.
  const end = room > 0 ? ellipsis : "";
  let kept = "";
  let used = 0;
  for (const character of text) {
    used += Bun.stringWidth(character);
    if (used > (room > 0 ? room : width)) break;
    kept += character;
  }
  return kept.trimEnd() + end;
}

// Latin, Greek, Cyrillic, common punctuation, comparison signs, block elements, kana, Han, Hangul.
const MEASURED_ALIKE =
  /^[\u0020-\u007e\u00a1-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2264\u2265\u2581-\u2588\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]$/;

/**
 * Printable text with `?` for every character that tty-table may take for wider or narrower than a terminal does (it counts
 * UTF-16 units by a table of 2012): one such name would put its whole row out of line.
 */
export const measurable = (text: string): string =>
  Array.from(text, (character) => (MEASURED_ALIKE.test(character) ? character : "?")).join("");

const ASCII: Readonly<Record<string, string>> = {
  "–": "-",
  "—": "-",
  "─": "-",
  "▁": ".",
  "▂": ":",
  "▃": "+",
  "▄": "x",
  "▅": "x",
  "▆": "X",
  "▇": "X",
  "█": "#",
  "░": ".",
  "≥": ">",
  "≤": "<",
  "👑": "* ",
  "·": "-",
  "×": "x",
  "…": "~",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
};

/** A name as part of a sentence or of a heading: harmless, on one line, and never longer than a line is. */
export const nameText = (text: string): string => clip(printable(text, 500), 60, true) || "?";

/** `text` for a terminal without Unicode. Keeps every width: a character that has no like becomes one `?` a column. */
export const toAscii = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- escape codes are ASCII too and stay
  text.replace(/[^\0-\u007f]/gu, (character) => {
    return ASCII[character] ?? "?".repeat(Bun.stringWidth(character));
  });

/** Text broken at spaces so that no line is wider than `columns`; lines after the first are indented by two. */
export const paragraph = (text: string, columns: number): string =>
  Bun.stringWidth(text) <= columns
    ? text
    : Bun.wrapAnsi(text, Math.max(1, columns - 2), { hard: true }).replaceAll("\n", "\n  ");
