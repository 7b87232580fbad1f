import type { Report } from "../core/report.ts";
import { count } from "../text/quantity.ts";
import { money } from "../text/money.ts";

const MINUTE_MS = 60_000;

/** What one more block would take, going by this run: unknown where a price is, or where nothing was run. */
function priceOfBlock({ targets, samples, startedAt, endedAt, plan }: Report) {
  const prices = targets.map(({ cost }) => cost?.perRequestUsd);
  const usd = prices.reduce<number | undefined>(
    (sum, price) => (sum === undefined || price === undefined ? undefined : sum + price),
    0,
  );
  const blocks = new Set(
    samples.filter(({ phase }) => phase === "measured").map(({ block }) => block),
  ).size;
  const ms = Date.parse(endedAt) - Date.parse(startedAt);
  return { usd, ms: blocks === 0 ? undefined : ms / plan.sizes.length / blocks };
}

/** `about 40 more blocks, roughly $0.12 and 6 min,`, with as much of that as is known. Wants a report of one size. */
export function moreBlocksText(report: Report, blocks: number): string {
  const { usd, ms } = priceOfBlock(report);
  const effort = [
    ...(usd === undefined || usd === 0 ? [] : [money(usd * blocks)]),
    ...(ms === undefined ? [] : [`${count(Math.ceil((ms * blocks) / MINUTE_MS))} min`]),
  ].join(" and ");
  const text = `about ${count(blocks)} more ${blocks === 1 ? "block" : "blocks"}`;
  return effort === "" ? text : `${text}, roughly ${effort},`;
}
