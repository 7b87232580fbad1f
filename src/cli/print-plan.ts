import type { Plan } from "../core/plan.ts";
import { formatPlan } from "../output/plan-text.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import type { Format } from "../output/formatters.ts";

/** What `--dry-run` prints in place of a race. */
export async function printPlan(plan: Plan, format: Format, context: Context): Promise<number> {
  await context.print(format === "json" ? `${JSON.stringify(plan, null, 2)}\n` : formatPlan(plan));
  return EXIT.ok;
}
