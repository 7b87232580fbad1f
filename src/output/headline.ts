import type { Report } from "../core/report.ts";
import type { Plan, WorkloadSize } from "../core/plan.ts";
import type { StopReason } from "../core/events.ts";
import { money } from "../text/money.ts";
import { count } from "../text/quantity.ts";
import { printable } from "../text/printable.ts";
import { sizeName } from "./of-size.ts";

const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

const minute = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;

/** Said above everything when no real provider took part. */
export const SIMULATED = "SIMULATED";
export const SIMULATED_TEXT =
  "no provider was contacted: these numbers say nothing about any real service.";

/** Blocks that were run: all of the plan's, or as far as a run came that ended early, or had nobody left to ask. */
function blocksRun({ plan, samples, stopReason, targets }: Report): number {
  if (stopReason === "complete")
    return Math.min(plan.iterations, Math.max(0, ...targets.map(({ attempts }) => attempts.total)));
  return Math.max(
    0,
    ...plan.sizes.map(({ size }) => {
      const own = samples.filter((sample) => sample.size === size && sample.phase === "measured");
      return new Set(own.map(({ block }) => block)).size;
    }),
  );
}

/** `30 blocks`. */
export const blocksText = (report: Report): string => plural(blocksRun(report), "block");

/** What was raced and when, in one line. */
export function titleOf(report: Report): string {
  const { tool, plan, startedAt, simulated } = report;
  return [
    `speed-kings ${tool.version}`,
    ...(simulated ? [SIMULATED] : []),
    plural(plan.targets.length, "target"),
    plan.sizes.map(({ size }) => sizeName(size)).join(", "),
    blocksText(report),
    minute(startedAt),
  ].join(" · ");
}

const STOPPED = {
  complete: () => undefined,
  interrupted: () => "Interrupted: this is what was measured until then.",
  "max-time": () => "Stopped by --max-time before every block was run.",
  "max-cost": ({ maxCostUsd }) =>
    `Stopped by --max-cost before every block was run: the budget of ${money(maxCostUsd)} was spent.`,
  precise: () => "Stopped by --precision: every median is known as well as was asked.",
} as const satisfies Record<StopReason, (plan: Plan) => string | undefined>;

/** Why the run is shorter than planned; undefined when it is not. */
export const stoppedEarly = ({ stopReason, plan }: Report): string | undefined =>
  STOPPED[stopReason](plan);

const sizeText = (size: WorkloadSize): string =>
  `${sizeName(size.size)} (about ${count(size.inputTokens)} tokens in, up to ${count(size.maxOutputTokens)} out)`;

/** What was done otherwise than in most runs. */
export const manner = ({ connections, cache }: Plan): readonly string[] => [
  ...(connections === "cold" ? ["a new connection for every request"] : []),
  ...(cache === "warm" ? ["the same prompt again (warm cache)"] : []),
];

/** How it was measured, in one sentence: enough to do it again. */
export function methodOf(report: Report): string {
  const { plan, environment } = report;
  const order = plan.serial ? "one request at a time" : "side by side";
  return [
    `${blocksText(report)} of ${plural(plan.targets.length, "target")}, ${order}, in shuffled order`,
    `size ${plan.sizes.map(sizeText).join(", ")}`,
    plan.warmup === 0 ? "no warm-up" : `${plural(plan.warmup, "warm-up")} each, not counted`,
    ...manner(plan),
    ...(plan.concurrency === 1 ? [] : [`${count(plan.concurrency)} lanes`]),
    `temperature ${plan.temperature}`,
    `seed ${plan.seed}`,
    `on ${printable(`${environment.os} ${environment.arch}`, 80)}, ${plural(environment.cores, "core")}`,
  ].join("; ");
}
