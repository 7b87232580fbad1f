import type { WorkloadSize } from "../core/plan.ts";
import type { Report } from "../core/report.ts";
import type { Caveat } from "../core/run-comparison.ts";
import type { Cell } from "../metrics/attempts.ts";
import { isSameModel } from "../metrics/model-identity.ts";
import { visibleTokens } from "../metrics/token-basis.ts";
import type { TokenBasis } from "../metrics/token-basis.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import { count } from "../text/quantity.ts";
import type { Side, Sides } from "./sides.ts";

/** Finds something that speaks against comparing one target at one size, or nothing. */
type TargetRule = (sides: Sides) => Omit<Caveat, "id" | "target" | "size"> | undefined;

/** Lengths within this share are the same work: as in the ranking of a run. */
const TOLERANCE = 0.1;

const apart = (a: number, b: number): boolean => Math.max(a, b) > (1 + TOLERANCE) * Math.min(a, b);

const sizeOf = ({ report, target }: Side): WorkloadSize | undefined =>
  report.plan.sizes.find(({ size }) => size === target.size);

const originOf = ({ report, target }: Side): Report["plan"]["targets"][number] | undefined =>
  report.plan.targets.find(({ id }) => id === target.id);

const answered = ({ counted }: Cell) =>
  counted.map(({ sample }) => sample).filter(({ status }) => status === "ok");

function medianLength(cell: Cell, basis: TokenBasis): number | undefined {
  return median(sorted(answered(cell).flatMap((sample) => visibleTokens(sample, basis) ?? [])));
}

/** Whether most answers were cut off by the cap: then they are as long as they were told to be, whatever a tokenizer says. */
function isCapped(cell: Cell): boolean {
  const samples = answered(cell);
  return (
    samples.filter(({ finishReason }) => finishReason === "length").length * 2 > samples.length
  );
}

/** What a target at a size must have in common in two runs. */
export const TARGET_RULES = {
  "input-differs": ({ base, next }) => {
    const [a, b] = [sizeOf(base)?.inputTokens, sizeOf(next)?.inputTokens];
    return a === undefined || b === undefined || !apart(a, b)
      ? undefined
      : {
          effect: "void",
          text: `prompts of about ${a} tokens in the base, of ${b} in the new run`,
        };
  },
  "cap-differs": ({ base, next }) => {
    const [a, b] = [sizeOf(base)?.maxOutputTokens, sizeOf(next)?.maxOutputTokens];
    return a === undefined || b === undefined || a === b
      ? undefined
      : {
          effect: "void",
          text: `answers of up to ${a} tokens in the base, of ${b} in the new run`,
          metrics: ["e2e", "cost"],
        };
  },
  "model-differs": ({ base, next }) =>
    base.target.model === next.target.model
      ? undefined
      : {
          effect: "warn",
          text: `another model: ${base.target.model} in the base, ${next.target.model} in the new run`,
        },
  "answered-model-differs": ({ base, next }) => {
    const [a, b] = [base.target.answeredModel, next.target.answeredModel];
    return a === undefined || b === undefined || isSameModel(a, b)
      ? undefined
      : { effect: "warn", text: `answered as ${a} in the base, as ${b} in the new run` };
  },
  "endpoint-differs": ({ base, next }) => {
    const [a, b] = [originOf(base)?.origin, originOf(next)?.origin];
    // A simulated provider takes another port each time.
    if (base.report.simulated && next.report.simulated) return undefined;
    return a === b
      ? undefined
      : {
          effect: "warn",
          text: `another endpoint: ${a ?? "?"} in the base, ${b ?? "?"} in the new run`,
        };
  },
  "length-differs": ({ base, next, basis }) => {
    if (isCapped(base.cell) && isCapped(next.cell)) return undefined;
    const [a, b] = [medianLength(base.cell, basis), medianLength(next.cell, basis)];
    return a === undefined || b === undefined || !apart(a, b)
      ? undefined
      : {
          effect: "void",
          text: `answers of ${count(a)} tokens in the base, of ${count(b)} in the new run: their E2E is not the same work`,
          metrics: ["e2e"],
        };
  },
  "price-differs": ({ base, next }) => {
    const [a, b] = [base.target.cost, next.target.cost];
    return a === null || b === null || a.priceVerifiedAt === b.priceVerifiedAt
      ? undefined
      : {
          effect: "inform",
          text: `prices of ${a.priceVerifiedAt} in the base, of ${b.priceVerifiedAt} in the new run`,
          metrics: ["cost"],
        };
  },
  "cost-estimated": ({ base, next }) =>
    base.target.cost?.estimated === true || next.target.cost?.estimated === true
      ? { effect: "warn", text: "some of the cost had to be estimated", metrics: ["cost"] }
      : undefined,
} as const satisfies Readonly<Record<string, TargetRule>>;
