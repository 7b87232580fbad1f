import { compact } from "../core/compact.ts";
import type { GateResult } from "../core/gate-result.ts";
import type { Report, TargetReport } from "../core/report.ts";
import type { RunComparison } from "../core/run-comparison.ts";
import { changeEvidence } from "./change-evidence.ts";
import type { Evidence } from "./evidence.ts";
import { isMeant } from "./gate.ts";
import type { Comparator, Gate } from "./gate.ts";
import { quantileEvidence } from "./quantile-evidence.ts";
import { costEvidence, successEvidence, valueEvidence } from "./run-evidence.ts";
import { sayEvidence } from "./say-evidence.ts";

/** Whether a value fails a gate. */
const FAILS = {
  ">": (value, threshold) => value > threshold,
  ">=": (value, threshold) => value >= threshold,
  "<": (value, threshold) => value < threshold,
  "<=": (value, threshold) => value <= threshold,
} as const satisfies Record<Comparator, (value: number, threshold: number) => boolean>;

/** Missed when the whole interval fails, passed when none of it does. */
function outcomeOf({ comparator, threshold }: Gate, evidence: Evidence): GateResult["outcome"] {
  if ("none" in evidence) return "inconclusive";
  const ends = [evidence.interval.low, evidence.interval.high];
  const failing = ends.filter((end) => FAILS[comparator](end, threshold)).length;
  return failing === 2 ? "missed" : failing === 0 ? "passed" : "inconclusive";
}

/** What one gate is decided by, at one place. */
interface Place {
  readonly target?: string | undefined;
  readonly size?: TargetReport["size"] | undefined;
  readonly evidence: Evidence;
}

function placesOf(gate: Gate, report: Report, comparison: RunComparison | undefined): Place[] {
  const { quantity } = gate;
  if (quantity.kind === "change") {
    const { metric } = quantity;
    return (comparison?.targets ?? [])
      .filter((target) => isMeant(gate, target))
      .map((target) => ({
        target: target.id,
        size: target.size,
        evidence: changeEvidence(target, metric),
      }));
  }
  const targets = report.targets.filter((target) => isMeant(gate, target));
  if (quantity.kind === "cost") {
    return targets.length === 0
      ? []
      : [{ target: gate.target, size: gate.size, evidence: costEvidence(targets) }];
  }
  return targets.map((target): Place => {
    const { id, size } = target;
    switch (quantity.kind) {
      case "quantile": {
        const { metric, share } = quantity;
        return { target: id, size, evidence: quantileEvidence(report, target, metric, share) };
      }
      case "success":
        return { target: id, size, evidence: successEvidence(report, target) };
      case "value":
        return { target: id, size, evidence: valueEvidence(target) };
    }
  });
}

function judgeGate(
  gate: Gate,
  report: Report,
  comparison: RunComparison | undefined,
): GateResult[] {
  const places = placesOf(gate, report, comparison);
  if (places.length === 0) {
    const { text, target, size } = gate;
    const reason = "unknown: nothing in this run is what it speaks of";
    return [compact({ gate: text, target, size, outcome: "inconclusive" as const, reason })];
  }
  return places.map(({ target, size, evidence }) =>
    compact({
      gate: gate.text,
      target,
      size,
      outcome: outcomeOf(gate, evidence),
      reason: sayEvidence(evidence, gate.quantity),
    }),
  );
}

/**
 * Judges gates by a report, and by a comparison where they speak of one: a result for each gate at each target and size that it is
 * about. The evidence must lie wholly on one side; else the gate is inconclusive, and nobody guesses.
 */
export const judgeGates = (
  gates: readonly Gate[],
  report: Report,
  comparison?: RunComparison,
): readonly GateResult[] => gates.flatMap((gate) => judgeGate(gate, report, comparison));

/** Whether the program has to fail: for a gate that was missed, and with `--strict` for one that nothing could decide. */
export const areMissed = (results: readonly GateResult[], strict: boolean): boolean =>
  results.some(({ outcome }) => outcome === "missed" || (strict && outcome === "inconclusive"));
