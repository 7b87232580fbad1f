import type { GateResult } from "../core/gate-result.ts";
import type { RunComparison } from "../core/run-comparison.ts";
import { harmlessJson } from "./harmless-json.ts";

/** Two runs and what came of the gates, for a program. */
export const formatComparisonJson = (
  comparison: RunComparison,
  gates: readonly GateResult[],
): string => `${harmlessJson(JSON.stringify({ ...comparison, gates }, null, 2))}\n`;
