/** How text says at its beginning that it is UTF-16. Windows PowerShell writes what `> run.json` catches in it. */
const MARKS = [
  [0xff, 0xfe, "utf-16le"],
  [0xfe, 0xff, "utf-16be"],
] as const;

/** The text of a file: UTF-8 unless a byte order mark says otherwise; the mark itself is left out. */
export function decodeText(bytes: Uint8Array): string {
  const mark = MARKS.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  return new TextDecoder(mark?.[2] ?? "utf-8").decode(bytes);
}
