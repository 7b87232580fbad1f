import { changeInterval, changeText } from "../text/change.ts";
import { money } from "../text/money.ts";
import { count, duration, rate } from "../text/quantity.ts";
import type { Evidence } from "./evidence.ts";
import type { Quantity } from "./gate.ts";

/** One decimal, since a gate for success is often at 99.5 %. Never says 100 % before all of it is there. */
function exactPercent(share: number): string {
  const text = (share * 100).toFixed(1);
  return share < 1 && text === "100.0" ? "99.9 %" : `${text} %`;
}

const perDollar = (tokens: number): string => `${count(tokens)} tok/$`;

function formatOf(quantity: Quantity): (value: number) => string {
  switch (quantity.kind) {
    case "quantile":
      return quantity.metric === "outputSpeed" ? (value) => `${rate(value)} tok/s` : duration;
    case "success":
      return exactPercent;
    case "cost":
      return money;
    case "value":
      return perDollar;
    case "change":
      return (value) => changeText(value, quantity.metric === "success" ? "points" : "%");
  }
}

/** How many attempts have to fail for a quantile to lie among them; a change is one of medians. */
const failedShare = (quantity: Quantity): string =>
  quantity.kind === "quantile" && quantity.share !== 0.5
    ? `${Number(((1 - quantity.share) * 100).toFixed(4))} %`
    : "half";

/** Both ends are open. */
const NOTHING = "too few attempts to say";

function intervalText(
  { low, high }: { readonly low: number; readonly high: number },
  quantity: Quantity,
): string {
  const format = formatOf(quantity);
  if (!Number.isFinite(low) && low > 0)
    return `more than ${failedShare(quantity)} of the attempts failed`;
  const ends = [Number.isFinite(low) ? low : null, Number.isFinite(high) ? high : null] as const;
  if (quantity.kind === "change") {
    return changeInterval(ends, quantity.metric === "success" ? "points" : "%") ?? NOTHING;
  }
  if (ends[0] === null) return ends[1] === null ? NOTHING : `at most ${format(ends[1])}`;
  return ends[1] === null
    ? `at least ${format(ends[0])}`
    : `${format(ends[0])} to ${format(ends[1])}`;
}

/** `512 ms (95 %: 470 ms to 610 ms)`, `$0.31`, `unknown: there is no value`. */
export function sayEvidence(evidence: Evidence, quantity: Quantity): string {
  if ("none" in evidence) return `unknown: ${evidence.none}`;
  const { interval, point } = evidence;
  if (interval.low === interval.high && point !== undefined) return formatOf(quantity)(point);
  const text = intervalText(interval, quantity);
  const lies = quantity.kind === "cost" ? text : `95 %: ${text}`;
  return point === undefined ? lies : `${formatOf(quantity)(point)} (${lies})`;
}
