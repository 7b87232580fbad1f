import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded stream of random numbers. */
export interface Random {
  /** Uniform in [from, to). */
  uniform(from: number, to: number): number;
  /** Uniform whole number in [from, to], both ends included. */
  integer(from: number, to: number): number;
  /** A new array in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * The stream of `seed` for one purpose. Each purpose (`"order/3"`, `"nonce/3"`) has its own stream, so that what one part draws
 * never changes what another part gets, and the same seed gives the same run.
 */
export function randomFor(seed: number, purpose: string): Random {
  const generator = xoroshiro128plus(Bun.hash.xxHash32(`${seed}/${purpose}`) | 0);
  const integer = (from: number, to: number): number => uniformInt(generator, from, to);
  return {
    uniform: (from, to) => from + uniformFloat64(generator) * (to - from),
    integer,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const chosen = integer(0, last);
        const held = shuffled[last]!;
        shuffled[last] = shuffled[chosen]!;
        shuffled[chosen] = held;
      }
      return shuffled;
    },
  };
}
