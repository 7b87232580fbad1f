import { KEEP_ORDER } from "./table-columns.ts";
import type { ColumnId } from "./table-columns.ts";
import type { Column } from "./table-metric-column.ts";

/** Spaces between two columns. */
export const GAP = 2;

export interface FittedColumn extends Column {
  readonly width: number;
}

/** As wide as its widest cell or head. */
const naturalWidth = ({ head, cells }: Column): number =>
  Math.max(
    ...head.map((line) => Bun.stringWidth(line)),
    ...cells.map(({ text }) => Bun.stringWidth(text)),
  );

const leastWidth = (column: Column): number =>
  Math.min(naturalWidth(column), column.min ?? Number.POSITIVE_INFINITY);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/**
 * The columns that fit side by side, in their order, with their widths. Columns drop from the end of `KEEP_ORDER`; those of text
 * then give up what is still missing, the last first. A page too narrow for anything gets the target alone, cut.
 */
export function fit(
  columns: ReadonlyMap<ColumnId, Column>,
  page: number,
): ReadonlyMap<ColumnId, FittedColumn> {
  const kept = new Map(columns);
  const wanted = (width: (column: Column) => number): number =>
    sum([...kept.values()].map(width)) + GAP * (kept.size - 1);
  for (const id of KEEP_ORDER.toReversed()) {
    if (kept.size === 1 || wanted(leastWidth) <= page) break;
    kept.delete(id);
  }
  let excess = Math.max(0, wanted(naturalWidth) - page);
  const fitted = [...kept].toReversed().map(([id, column]): [ColumnId, FittedColumn] => {
    const natural = naturalWidth(column);
    const given = Math.min(excess, natural - leastWidth(column));
    excess -= given;
    return [id, { ...column, width: Math.min(natural - given, page) }];
  });
  return new Map(fitted.toReversed());
}
