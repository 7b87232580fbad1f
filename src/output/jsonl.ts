import type { Formatter } from "./formatter.ts";
import { harmlessJson } from "./harmless-json.ts";
import { inPieces } from "./pieces.ts";

const line = (value: object): string => `${harmlessJson(JSON.stringify(value))}\n`;

/**
 * The report as JSON lines: a head with what was known before the first request, one line a sample, and a tail with what came of
 * them. `type` says which is which; the three together hold what the JSON report holds.
 */
export const formatJsonl: Formatter = function* (report) {
  const { samples, targets, comparisons, labels, endedAt, interrupted, stopReason, ...head } =
    report;
  yield line({ type: "head", ...head });
  yield* inPieces(samples, (part) =>
    part.map((sample) => line({ type: "sample", ...sample })).join(""),
  );
  yield line({ type: "tail", endedAt, interrupted, stopReason, targets, comparisons, labels });
};
