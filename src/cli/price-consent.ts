import { UsageError } from "../core/errors.ts";
import type { Plan } from "../core/plan.ts";
import { budgetText, forecastLines } from "../output/cost-estimate.ts";
import { estimateCost } from "../pricing/estimate.ts";
import type { CostEstimate } from "../pricing/estimate.ts";
import type { PriceTable } from "../pricing/price-table.ts";
import { money } from "../text/money.ts";
import { askYes, canAsk } from "./ask-yes.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import type { RaceOptions } from "./race-options.ts";

/** A plan that may be carried out, or the exit code of one that may not. */
export type Agreed = { readonly plan: Plan } | { readonly exitCode: number };

/**
 * Says what a plan will cost before any of it is sent, and asks where that is more than `--max-cost`. Consent, by `--yes` or by an
 * answer, raises the budget to the high end of the estimate: there the run stops all the same.
 * @throws UsageError when there is nobody to ask.
 */
export async function agreeOnCost(
  plan: Plan,
  prices: PriceTable,
  { maxCostUsd, yes }: Pick<RaceOptions, "maxCostUsd" | "yes">,
  context: Context,
): Promise<Agreed> {
  const { total, ...rest } = estimateCost(plan, prices, context.clock.wallMs());
  const isWithin = total.expected <= maxCostUsd;
  const raisedUsd = Math.max(maxCostUsd, total.high);
  const budgetUsd = yes ? raisedUsd : isWithin ? maxCostUsd : undefined;
  const log = await context.log();
  for (const line of forecastLines({ total, ...rest }, budgetUsd)) log.info(line);
  if (budgetUsd !== undefined) return { plan: { ...plan, maxCostUsd: budgetUsd } };
  if (!canAsk()) throw refusal(total, maxCostUsd);
  const answer = await askYes(`${excess(total, maxCostUsd)}. Go on?`);
  if (answer === "yes") {
    log.info(budgetText(raisedUsd));
    return { plan: { ...plan, maxCostUsd: raisedUsd } };
  }
  log.info("nothing was sent");
  return { exitCode: answer === "interrupted" ? EXIT.interrupted : EXIT.failed };
}

const excess = ({ expected, high }: CostEstimate["total"], maxCostUsd: number): string =>
  `this run would cost about ${money(expected)} (up to ${money(high)}), over --max-cost ${money(maxCostUsd)}`;

const refusal = (total: CostEstimate["total"], maxCostUsd: number): UsageError =>
  new UsageError(
    `${excess(total, maxCostUsd)}; nothing was sent`,
    `agree with --yes, allow it with --max-cost ${roundUp(total.high)}, or lower -n or --size`,
  );

/** A cap that would do, in whole cents. */
const roundUp = (usd: number): string => (Math.ceil(usd * 100) / 100).toFixed(2);
