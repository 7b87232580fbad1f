// A command with its parameter, or a character to show.
// oxlint-disable-next-line no-control-regex
const PIECES = /\u001b\[([?\d;]*)([A-Za-z])|([^\u001b])/gu;

/** What a terminal shows after `output`: lines without trailing spaces, and the line of the cursor. Knows no colours. */
export function screenAfter(output: string): { lines: readonly string[]; cursorLine: number } {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;
  for (const [, parameter = "", command, text] of output.matchAll(PIECES)) {
    const by = Number(parameter || 1);
    if (text === "\n") {
      row++;
      column = 0;
    } else if (text !== undefined) {
      const line = (lines[row] ?? "").padEnd(column);
      lines[row] = line.slice(0, column) + text + line.slice(column + 1);
      column++;
    } else if (command === "A") row = Math.max(0, row - by);
    else if (command === "B") row += by;
    else if (command === "G") column = by - 1;
    else if (command === "K")
      lines[row] = parameter === "2" ? "" : (lines[row] ?? "").slice(0, column);
    else if (command !== "h" && command !== "l") throw new Error(`unknown: ${parameter}${command}`);
    while (lines.length <= row) lines.push("");
  }
  return { lines: lines.map((line) => line.trimEnd()), cursorLine: row };
}
