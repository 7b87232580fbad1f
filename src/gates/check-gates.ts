import type { Plan, WorkloadSize } from "../core/plan.ts";
import type { TargetChange } from "../core/run-comparison.ts";
import { nearest } from "../core/suggest.ts";
import { isMeant } from "./gate.ts";
import type { Gate } from "./gate.ts";
import { gateError } from "./gate-error.ts";

type Entry = Pick<TargetChange, "id" | "size">;

/** What a run has, as far as gates can speak of it. */
export interface Known {
  readonly targets: readonly string[];
  readonly sizes: readonly WorkloadSize["size"][];
  /** What another run has, too; absent where there is none to compare with. */
  readonly compared?: readonly Entry[];
}

/** What a run of this plan can be asked for, and where it is compared with another, what of it. */
export const knownOf = (
  { targets, sizes }: Pick<Plan, "targets" | "sizes">,
  compared?: readonly Entry[],
): Known => ({
  targets: targets.map(({ id }) => id),
  sizes: sizes.map(({ size }) => size),
  ...(compared === undefined ? {} : { compared }),
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

function checkChange(gate: Gate, { compared }: Known): void {
  const { text, quantity } = gate;
  if (quantity.kind !== "change") return;
  const span = { at: text.toLowerCase().lastIndexOf("compare"), length: "compare".length };
  if (compared === undefined) {
    throw gateError(
      text,
      span,
      "there is only one run here, and nothing to compare it with",
      "use this gate in `speed-kings compare BASE NEW`",
    );
  }
  if (compared.some((entry) => isMeant(gate, entry))) return;
  const names = [...new Set(compared.map((entry) => `${entry.id} (${entry.size})`))];
  throw gateError(
    text,
    span,
    "nothing that this gate speaks of is in both runs",
    names.length === 0
      ? "compare runs of the same targets and sizes of prompts"
      : `both runs have ${names.join(", ")}`,
  );
}

/**
 * Whether all that gates speak of is there: a gate for a target that is misspelt would pass for ever.
 * @throws UsageError that points at the first that is not.
 */
export function checkGates(gates: readonly Gate[], known: Known): void {
  for (const gate of gates) {
    checkTarget(gate, known);
    checkSize(gate, known);
    checkChange(gate, known);
  }
}
