const isNumeric = (cell: string): boolean => /^[-+~]?[\d.]/.test(cell) || cell === "–";

/** Columns as wide as their widest cell; numbers to the right. Ends with a newline. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const rightAligned = head.map((_, column) =>
    rows.every((row) => isNumeric(row[column] ?? "") || row[column] === ""),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        rightAligned[column] === true
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line), ""].join(
    "\n",
  );
}

/** A number with as many decimals as asked; a dash where there is none. */
export const fixed = (value: number | undefined, decimals: number): string =>
  value === undefined || Number.isNaN(value) ? "–" : value.toFixed(decimals);
