import type { Call, Quirks } from "./dialect.ts";

/** The field for the seed under the endpoint's own name; none when no seed is wanted or it takes none. */
export const seedOf = (
  { seed }: Call,
  { omitSeed, seedField }: Quirks,
): Readonly<Record<string, number>> =>
  seed === undefined || omitSeed === true ? {} : { [seedField ?? "seed"]: seed };
