import type { WorkloadSize } from "../core/plan.ts";
import type { MetricId, TargetReport } from "../core/report.ts";
import type { ChangeMetric } from "../core/run-comparison.ts";

export const COMPARATORS = [">=", "<=", ">", "<"] as const;
export type Comparator = (typeof COMPARATORS)[number];

/** What a gate looks at. */
export type Quantity =
  /** A quantile of a metric, at this share: 0.95 for P95. */
  | { readonly kind: "quantile"; readonly metric: MetricId; readonly share: number }
  | { readonly kind: "success" }
  | { readonly kind: "cost" }
  /** Output tokens per dollar. */
  | { readonly kind: "value" }
  /** How much more the new of two runs has. */
  | { readonly kind: "change"; readonly metric: ChangeMetric };

/** A condition under which the program fails. */
export interface Gate {
  /** As it was written. */
  readonly text: string;
  /** Absent: every target; for `cost` the run as a whole. */
  readonly target?: string;
  readonly size?: WorkloadSize["size"];
  readonly quantity: Quantity;
  readonly comparator: Comparator;
  /** In the unit of the report: milliseconds, tokens per second, USD, a share between 0 and 1. */
  readonly threshold: number;
  /** Where target and size stand in the text, from 0; for errors about them. */
  readonly targetAt: number;
  readonly sizeAt: number;
}

/** Whether a gate is about this entry of a report: it names its target and size, or none. */
export const isMeant = (
  gate: Pick<Gate, "target" | "size">,
  { id, size }: Pick<TargetReport, "id" | "size">,
): boolean => (gate.target ?? id) === id && (gate.size ?? size) === size;
