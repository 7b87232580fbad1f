import type { z } from "zod";
import { collectGarbage } from "../core/collect-garbage.ts";

/** Whether a value has the shape of a schema. */
export type ShapeCheck =
  | {
      readonly fits: true;
      /** Properties that the schema does not know. */ readonly unknown: readonly string[];
    }
  | { readonly fits: false; readonly problem: string };

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join(".");

/**
 * Checks a value that somebody gave us against the contract. Properties that are not in it are let pass and named: a later
 * version of this program may add some without changing what the others mean.
 */
export function checkShape(schema: z.ZodType, value: unknown): ShapeCheck {
  const { error } = schema.safeParse(value);
  if (error === undefined) return { fits: true, unknown: [] };
  const problem = error.issues.find(({ code }) => code !== "unrecognized_keys");
  if (problem !== undefined) {
    const where = pathOf(problem.path);
    return {
      fits: false,
      problem: where === "" ? problem.message : `${where}: ${problem.message}`,
    };
  }
  const unknown = error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => pathOf([...issue.path.filter(isName), key]))
      : [],
  );
  return { fits: true, unknown: [...new Set(unknown)] };
}

/** A check leaves 9 KB of garbage a sample. */
const COLLECT_EVERY = 10_000;

/** The same for a list, one by one. `path` is what the list is called. */
export function checkEach(schema: z.ZodType, values: readonly unknown[], path: string): ShapeCheck {
  const unknown = new Set<string>();
  for (const [index, value] of values.entries()) {
    const check = checkShape(schema, value);
    if (!check.fits) return { fits: false, problem: `${path}.${index}.${check.problem}` };
    for (const name of check.unknown) unknown.add(`${path}.${name}`);
    if ((index + 1) % COLLECT_EVERY === 0) collectGarbage(COLLECT_EVERY);
  }
  return { fits: true, unknown: [...unknown] };
}

/** Without places in lists: one new property of samples is one, not a hundred. */
const isName = (step: PropertyKey): boolean => typeof step !== "number";
