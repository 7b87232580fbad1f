import { ANSWER_FAULTS } from "./answer-faults.ts";
import type { FaultRow } from "./effects.ts";
import { PLAN_FAULTS } from "./plan-faults.ts";
import { WIRE_FAULTS } from "./wire-faults.ts";

/** Every way in which a simulated provider can misbehave on request. */
export const FAULTS = {
  ...ANSWER_FAULTS,
  ...PLAN_FAULTS,
  ...WIRE_FAULTS,
} as const satisfies Record<string, FaultRow>;

export type FaultName = keyof typeof FAULTS;

/** In the order of the table. */
export const FAULT_NAMES: readonly string[] = Object.keys(FAULTS);

const isFaultName = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);

/** The row of that name; undefined when there is none. */
export const faultNamed = (name: string): FaultRow | undefined =>
  isFaultName(name) ? FAULTS[name] : undefined;
