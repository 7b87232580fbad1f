import type { z } from "zod";

/** A type with everything that is `readonly` made plain, deeply: zod has no `readonly` for properties. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T;

/** True when both types allow the same, optional properties and unions included. */
// oxlint-disable typescript/no-unnecessary-type-parameters -- the compiler compares types exactly only as parts of deferred ones
type IsSame<A, B> =
  (<T>() => T extends Plain<A> ? 1 : 2) extends <T>() => T extends Plain<B> ? 1 : 2 ? true : false;
// oxlint-enable typescript/no-unnecessary-type-parameters

/**
 * The schema as it is, if it describes exactly `Shape`; else it does not compile ("not assignable to never"). So a type of
 * `src/core` and the published schema cannot drift apart in either direction.
 */
export const contractOf =
  <Shape>() =>
  <Schema extends z.ZodType>(
    schema: IsSame<z.output<Schema>, Shape> extends true ? Schema : never,
  ): Schema =>
    schema;
