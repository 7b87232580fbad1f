import type { Calibration } from "../core/calibration.ts";
import { count } from "../text/quantity.ts";

const VERDICTS = {
  good: undefined,
  noisy: "this machine is noisy: small differences are not to be trusted",
  saturated: "this machine is too slow for this plan: its numbers are void",
} as const satisfies Record<Calibration["verdict"], string | undefined>;

/** `0.4 ms`, `0.08 ms`, `12 ms`: the size of an error needs no more digits. */
function errorText(ms: number): string {
  const size = Math.abs(ms);
  return `${ms.toFixed(size < 0.095 ? 2 : size < 9.95 ? 1 : 0)} ms`;
}

const signed = (ms: number): string => `${ms < 0 ? "" : "+"}${errorText(ms)}`;

/** This program's own error on this machine, in a line: `TTFT +0.4 ms median, 0.8 ms P99; loop stalls 0`. */
export function calibrationText({ ttftErrorMs, loopStalls, verdict }: Calibration): string {
  const said = VERDICTS[verdict];
  return [
    `TTFT ${signed(ttftErrorMs.p50)} median, ${errorText(ttftErrorMs.p99)} P99`,
    `loop stalls ${count(loopStalls)}`,
    ...(said === undefined ? [] : [said]),
  ].join("; ");
}
