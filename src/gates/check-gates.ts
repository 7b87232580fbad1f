import type { Plan, WorkloadSize } from "../core/plan.ts";
import { nearest } from "../core/suggest.ts";
import type { Gate } from "./gate.ts";
import { gateError } from "./gate-error.ts";

/** What a run has, as far as gates can speak of it. */
export interface Known {
  readonly targets: readonly string[];
  readonly sizes: readonly WorkloadSize["size"][];
  /** Whether there is another run to compare with. */
  readonly hasComparison: boolean;
}

/** What a run of this plan can be asked for. */
export const knownOf = (
  { targets, sizes }: Pick<Plan, "targets" | "sizes">,
  hasComparison = false,
): Known => ({
  targets: targets.map(({ id }) => id),
  sizes: sizes.map(({ size }) => size),
  hasComparison,
});

function checkTarget({ text, target, targetAt }: Gate, { targets }: Known): void {
  if (target === undefined || targets.includes(target)) return;
  const close = nearest(target, targets);
  throw gateError(
    text,
    { at: targetAt, length: target.length },
    `no target is called "${target}"`,
    close === undefined ? `targets are ${targets.join(", ")}` : `did you mean ${close}?`,
  );
}

function checkSize({ text, size, sizeAt }: Gate, { sizes }: Known): void {
  if (size === undefined || sizes.includes(size)) return;
  throw gateError(
    text,
    { at: sizeAt, length: size.length },
    `this run has no prompts of the size ${size}`,
    `it has ${sizes.join(", ")}`,
  );
}

function checkKind({ text, quantity }: Gate, { hasComparison }: Known): void {
  if (quantity.kind !== "change" || hasComparison) return;
  const at = text.toLowerCase().indexOf("compare");
  throw gateError(
    text,
    { at, length: "compare".length },
    "there is only one run here, and nothing to compare it with",
    "use this gate in `speed-kings compare BASE NEW`",
  );
}

/**
 * Whether all that gates speak of is there: a gate for a target that is misspelt would pass for ever.
 * @throws UsageError that points at the first that is not.
 */
export function checkGates(gates: readonly Gate[], known: Known): void {
  for (const gate of gates) {
    checkKind(gate, known);
    checkTarget(gate, known);
    checkSize(gate, known);
  }
}
