/**
 * Rank of each value among all, from 1, in the order given; equal values share the mean of their places ("mid-ranks"), so a
 * rank is a whole or half number. Infinities rank last and first. Throws a RangeError for NaN.
 */
export function midRanks(values: readonly number[]): number[] {
  const order = values.map((value, index) => {
    if (Number.isNaN(value)) throw new RangeError("cannot rank what is not a number");
    return { value, index };
  });
  order.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  const ranks = values.map(() => 0);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && order[end]!.value === order[first]!.value) end++;
    for (let place = first; place < end; place++)
      ranks[order[place]!.index] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}
