import type { Plan } from "../core/plan.ts";
import { formatPlan } from "../output/plan-text.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import type { RaceOptions } from "./race-options.ts";

/** What `--dry-run` prints in place of a race. */
export async function printPlan(
  plan: Plan,
  options: RaceOptions,
  context: Context,
): Promise<number> {
  await context.print(
    options.output === "json" ? `${JSON.stringify(plan, null, 2)}\n` : formatPlan(plan),
  );
  return EXIT.ok;
}
