import type { GateResult } from "../core/gate-result.ts";
import { printable } from "../text/printable.ts";
import { sizeName } from "./of-size.ts";

const OUTCOMES = {
  missed: "gate missed",
  passed: "gate passed",
  inconclusive: "gate inconclusive",
} as const satisfies Record<GateResult["outcome"], string>;

/** Which place a result is of, where the gate itself does not say it: `groq (short)`; empty for the run as a whole. */
function placeOf({ target, size }: GateResult): string {
  if (target === undefined) return "";
  return printable(size === undefined ? target : `${target} (${sizeName(size)})`);
}

/** `gate missed: ttft.p95 > 400ms: groq (short) has 512 ms (95 %: 470 ms to 610 ms)`. */
export function gateLine(result: GateResult): string {
  const place = placeOf(result);
  const about = place === "" ? "" : `${place}: `;
  return `${OUTCOMES[result.outcome]}: ${printable(result.gate)}: ${about}${printable(result.reason)}`;
}
