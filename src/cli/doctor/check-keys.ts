import { UsageError } from "../../core/errors.ts";
import { findKey } from "../../providers/keys.ts";
import type { Environment } from "../../providers/keys.ts";
import type { Provider } from "../../providers/provider.ts";
import { PROVIDERS } from "../../providers/table.ts";
import { describeError } from "../describe-error.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

const ROWS: readonly (readonly [string, Provider])[] = Object.entries(PROVIDERS);
const NAMED = 3;

/** Which keys are there, by the names of their variables. Whether they are good is asked by `list --check`. */
export const checkKeys: Check = ({ env }) => {
  const broken: string[] = [];
  const present = new Set<string>();
  for (const [, { keyEnv }] of ROWS) {
    const variable = variableOf(env, keyEnv);
    if (variable instanceof UsageError) broken.push(describeError(variable));
    else if (variable !== undefined) present.add(variable);
  }
  if (broken.length > 0) return fail([...new Set(broken)].join("; "), "set it again, or unset it");
  if (present.size > 0) return ok(`${[...present].join(", ")}; \`list --check\` proves them`);
  const first = ROWS.flatMap(([, { keyEnv }]) => keyEnv[0] ?? []).slice(0, NAMED);
  return warn(
    "none is set",
    `only local servers and \`demo\` can race; set ${first.join(", ")} or another of \`speed-kings list\``,
  );
};

function variableOf(env: Environment, names: readonly string[]): string | UsageError | undefined {
  try {
    return findKey(env, names)?.variable;
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}
