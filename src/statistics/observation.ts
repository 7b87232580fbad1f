/**
 * A value, or the knowledge that it is larger than some value. `censored: false` with `+Infinity` is a failure for good: no
 * amount of waiting would have helped. `censored: true` is a timeout at `value`: more waiting might have. As the result of an
 * estimate, a censored value reads "> value".
 */
export interface Observation {
  readonly value: number;
  readonly censored: boolean;
}

/** A value that was seen to its end; `+Infinity` for a failure. */
export const observed = (value: number): Observation => ({ value, censored: false });

/** Known only to be larger than `value`. */
export const longerThan = (value: number): Observation => ({ value, censored: true });

const certainty = ({ value, censored }: Observation): number =>
  censored ? 1 : value === Number.POSITIVE_INFINITY ? 2 : 0;

/**
 * Order for sorting, best first: what was seen, then what is only known to be longer than something, then failures. "> 10 s"
 * comes after 20 s, since nothing shows that it is less.
 */
export const compareObservations = (a: Observation, b: Observation): number =>
  certainty(a) - certainty(b) || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
