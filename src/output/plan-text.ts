import type { Limits, Plan } from "../core/plan.ts";
import { money } from "../text/money.ts";
import { printable } from "../text/printable.ts";
import { clockTime } from "../text/quantity.ts";
import { isPriced, rangeText, unknownPriceLine } from "./cost-estimate.ts";
import type { CostForecast } from "./cost-estimate.ts";
import { manner } from "./headline.ts";

/** A plan for a person: who, what, how often, within which limits, and what it would take in time and money. */
export function formatPlan(
  plan: Plan,
  durationMs: { readonly low: number; readonly high: number },
  forecast: CostForecast,
  { isAgreed }: { readonly isAgreed: boolean },
): string {
  const requests = (plan.iterations + plan.warmup * plan.concurrency) * plan.sizes.length;
  const { limits } = plan;
  const lines: [string, string][] = [
    ...plan.targets.map((target, index): [string, string] => [
      index === 0 ? "targets" : "",
      `${printable(target.id)}  ${printable(target.model)}  at ${target.origin}`,
    ]),
    ...plan.sizes.map((size, index): [string, string] => [
      index === 0 ? "prompts" : "",
      `${size.size}: about ${count(size.inputTokens)} tokens in, at most ${count(size.maxOutputTokens)} out`,
    ]),
    [
      "requests",
      `${requests} per target: ${plan.iterations} measured and ${plan.warmup * plan.concurrency} to warm up, per size; ${requests * plan.targets.length} in all`,
    ],
    [
      "order",
      plan.serial
        ? "blocks, one request at a time, seeded random order"
        : "blocks, all targets side by side, seeded random order",
    ],
    ["in flight", [`${plan.concurrency} per target`, ...manner(plan)].join(", ")],
    [
      "limits",
      `headers ${limits.headersMs / 1000} s${lateHeaders(limits)}, first token ${limits.firstTokenMs / 1000} s, silence ${limits.idleMs / 1000} s, request ${limits.totalMs / 1000} s, run ${plan.maxTimeMs / 1000} s`,
    ],
    [
      "time",
      `${clockTime(durationMs.low)} to ${clockTime(durationMs.high)}, by how fast the targets are`,
    ],
    ...costRows(plan, forecast, isAgreed),
    ["seed", String(plan.seed)],
    ["workload", plan.workloadHash.slice(0, 12)],
  ];
  return [
    "The plan (no prompt was sent):",
    ...lines.map(([name, text]) => `  ${name.padEnd(10)}${text}`),
    "",
  ].join("\n");
}

function costRows(
  { maxCostUsd = 0 }: Plan,
  forecast: CostForecast,
  isAgreed: boolean,
): readonly [string, string][] {
  const { total, targets } = forecast;
  const unknown = unknownPriceLine(forecast);
  const limit =
    total.expected > maxCostUsd
      ? `more than --max-cost ${money(maxCostUsd)}: ${isAgreed ? "agreed to with --yes" : "it would ask, or want --yes"}`
      : `within --max-cost ${money(maxCostUsd)}`;
  return [
    ["cost", totalText(forecast, limit)],
    ...targets.flatMap(({ target, range }): [string, string][] =>
      range === undefined || targets.length === 1
        ? []
        : [["", `${printable(target)}  ${rangeText(range)}`]],
    ),
    ...(unknown === undefined ? [] : ([["", unknown]] as [string, string][])),
  ];
}

/** Nothing to pay is free only where every price is known. */
function totalText(forecast: CostForecast, limit: string): string {
  const { total, targets } = forecast;
  if (!isPriced(forecast)) return "unknown";
  if (total.high > 0) return `${rangeText(total)}, ${limit}`;
  return targets.every(({ range }) => range !== undefined)
    ? rangeText(total)
    : `${rangeText(total)}, as far as prices are known`;
}

const lateHeaders = ({ lateHeadersMs }: Limits): string =>
  lateHeadersMs === undefined ? "" : ` (or ${lateHeadersMs / 1000} s, with the first token)`;

const count = (value: number): string => value.toLocaleString("en-US");
