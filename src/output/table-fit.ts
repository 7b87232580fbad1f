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
 * The columns that fit side by side, in their order, with their widths. Columns drop from the end of `keep`; those of text then
 * give up what is still missing, the last first. A page too narrow for anything gets the target alone, cut.
 */
export function fit<Id extends string>(
  columns: ReadonlyMap<Id, Column>,
  page: number,
  keep: readonly Id[],
): ReadonlyMap<Id, FittedColumn> {
  const kept = new Map(columns);
  const wanted = (width: (column: Column) => number): number =>
    sum([...kept.values()].map(width)) + GAP * (kept.size - 1);
  for (const id of keep.toReversed()) {
    if (kept.size === 1 || wanted(leastWidth) <= page) break;
    kept.delete(id);
  }
  let excess = Math.max(0, wanted(naturalWidth) - page);
  const fitted = [...kept].toReversed().map(([id, column]): [Id, FittedColumn] => {
    const natural = naturalWidth(column);
    const given = Math.min(excess, natural - leastWidth(column));
    excess -= given;
    return [id, { ...column, width: Math.min(natural - given, page) }];
  });
  return new Map(fitted.toReversed());
}
