/** Unique symbol of the brand; exists only for the type checker. */
declare const ascending: unique symbol;

/** Numbers in ascending order, `+Infinity` last. Only `sorted` makes one, so nobody sorts twice or forgets to. */
export type Sorted = readonly number[] & { readonly [ascending]: true };

// A guard that really looks, instead of a cast: it is also what finds a NaN, which compares with nothing.
const isSorted = (values: readonly number[]): values is Sorted =>
  values.every((value, index) => value >= (values[index - 1] ?? Number.NEGATIVE_INFINITY));

/** A sorted copy. Infinities are welcome. Throws a RangeError when one of the values is NaN. */
export function sorted(values: readonly number[]): Sorted {
  const copy = Array.from(Float64Array.from(values).toSorted());
  if (!isSorted(copy)) throw new RangeError("cannot sort values of which one is not a number");
  return copy;
}
