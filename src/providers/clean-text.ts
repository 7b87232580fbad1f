const MAX_LENGTH = 200;

/** Control characters, and marks that turn the direction of text: both can fake what a terminal shows. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Account ids have no place in a report that is shared. Groq and OpenAI name them in rate limit messages. */
const ORGANISATION = /\borg[-_][A-Za-z0-9]{8,}/g;

/**
 * Words of a stranger made fit for one line of a terminal: no ANSI escapes, no control characters, single spaces, no account ids,
 * at most `maxLength` characters (cut with an ellipsis).
 */
export function cleanText(text: string, maxLength = MAX_LENGTH): string {
  const line = Bun.stripANSI(text)
    .replace(UNPRINTABLE, " ")
    .replace(ORGANISATION, "org-…")
    .replace(/\s+/g, " ")
    .trim();
  if (line.length <= maxLength) return line;
  // Half of a surrogate pair may stand at the cut.
  const head = line.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, "");
  return `${head.trimEnd()}…`;
}
