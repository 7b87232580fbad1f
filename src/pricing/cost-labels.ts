import type { Label } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { OLD_AFTER_DAYS, daysSince } from "./age.ts";
import type { RequestCost } from "./cost.ts";
import type { Pricer } from "./pricer.ts";

interface Known {
  readonly sample: Sample;
  readonly cost: RequestCost;
}

type Rule = (pricer: Pricer, known: readonly Known[]) => Omit<Label, "id"> | undefined;

/** Above this a charge is another one than the list price; below it may be rounding. */
const NOTABLE_DIFFERENCE = 0.02;

/** What a reader must know about a cost: one row a rule. */
const RULES: Readonly<Record<string, Rule>> = {
  "price-unknown": ({ price }, known) =>
    price.kind === "unknown" && known.length === 0
      ? {
          effect: "inform",
          // The same words for everybody whom it concerns, so that they share a line.
          text: "no price is known, so no cost is told: give one with --price NAME=IN/OUT (USD per million tokens)",
        }
      : undefined,
  "price-old": ({ price }, known) => {
    const at = known[0]?.sample.startedAt;
    if (price.kind !== "listed" || price.row.verifiedAt === undefined || at === undefined)
      return undefined;
    const days = daysSince(price.row.verifiedAt, Date.parse(at));
    return days > OLD_AFTER_DAYS
      ? {
          effect: "warn",
          text: `the price was last checked on ${price.row.verifiedAt}, ${days} days before: see speed-kings pricing refresh`,
          value: days,
        }
      : undefined;
  },
  "price-doubtful": ({ price }) =>
    price.kind === "listed" && price.row.confidence === "low"
      ? { effect: "warn", text: "sources contradict each other about the price" }
      : undefined,
  "price-varied": (pricer, known) => {
    const periods = new Set(known.map(({ sample }) => pricer.periodOf(sample)));
    periods.delete(undefined);
    if (periods.size < 2) return undefined;
    const names = [...periods].flatMap((period) => period?.name ?? []);
    return {
      effect: "inform",
      text: `requests of this run were sent at ${periods.size} different prices${names.length === 0 ? "" : ` (${names.join(", ")})`}`,
      value: periods.size,
    };
  },
  "charge-differs": ({ price }, known) => {
    if (price.kind !== "listed") return undefined;
    const both = known.flatMap(({ sample: { reportedCostUsd }, cost }) =>
      reportedCostUsd === undefined ? [] : [{ ours: cost.usd, theirs: reportedCostUsd }],
    );
    const ours = both.reduce((total, one) => total + one.ours, 0);
    const theirs = both.reduce((total, one) => total + one.theirs, 0);
    if (Math.abs(theirs - ours) <= NOTABLE_DIFFERENCE * Math.max(theirs, ours)) return undefined;
    const share = ours > 0 ? theirs / ours - 1 : undefined;
    const by =
      share === undefined
        ? ""
        : ` ${Math.abs(Math.round(share * 100))} % ${share > 0 ? "more" : "less"}`;
    return {
      effect: "warn",
      text: `the provider says it charged${by === "" ? " something else" : by} than its list price`,
      ...(share === undefined ? undefined : { value: share }),
    };
  },
  "cost-estimated": (_, known) => {
    const count = known.filter(({ cost }) => cost.estimated).length;
    return count === 0
      ? undefined
      : {
          effect: "inform",
          text: `the cost of ${count} of ${known.length} requests is an estimate: a count or a price was not told`,
          value: count,
        };
  },
};

/** The labels of the cost of one target. */
export const costLabels = (pricer: Pricer, known: readonly Known[]): readonly Label[] =>
  Object.entries(RULES).flatMap(([id, rule]) => {
    const found = rule(pricer, known);
    return found === undefined ? [] : [{ id, ...found }];
  });
