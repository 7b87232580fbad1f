// JSON.stringify leaves these as they are. A terminal obeys the first (C1 controls), an editor the second (direction marks and other
// invisible format characters), old JavaScript the third; escaped, they are the same text to every program.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const INVISIBLE =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2028\u2029]/g;

const escaped = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** JSON text with everything escaped that cannot be seen but may be obeyed. */
export const harmlessJson = (json: string): string => json.replace(INVISIBLE, escaped);
