import type { Plan } from "../core/plan.ts";
import { isPriced } from "../output/cost-estimate.ts";
import { formatPlan } from "../output/plan-text.ts";
import type { Format } from "../output/formatters.ts";
import { estimateCost } from "../pricing/estimate.ts";
import type { PriceTable } from "../pricing/price-table.ts";
import { estimateDuration } from "../run/estimate-duration.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import type { RaceOptions } from "./race-options.ts";

/** What `--dry-run` prints in place of a race: the plan, and what it would take in time and money. */
export async function printPlan(
  plan: Plan,
  prices: PriceTable,
  format: Format,
  { yes }: Pick<RaceOptions, "yes">,
  context: Context,
): Promise<number> {
  const durationMs = estimateDuration(plan);
  const cost = estimateCost(plan, prices, context.clock.wallMs());
  if (format === "json") {
    const { total, unknown } = cost;
    const targets = cost.targets.map(({ target, range = null, price }) => ({
      target,
      usd: range,
      price:
        price.kind === "listed"
          ? {
              kind: price.kind,
              id: price.row.id,
              source: price.row.layer,
              hash: price.row.layerHash,
              verifiedAt: price.row.verifiedAt,
            }
          : { kind: price.kind },
    }));
    const estimate = { durationMs, usd: isPriced(cost) ? total : null, targets, unknown };
    await context.print(`${JSON.stringify({ ...plan, estimate }, null, 2)}\n`);
  } else {
    await context.print(formatPlan(plan, durationMs, cost, { isAgreed: yes }));
  }
  return EXIT.ok;
}
