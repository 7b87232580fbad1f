import { FAILURE_KINDS } from "../core/failure.ts";
import type { Failure, FailureKind } from "../core/failure.ts";
import type { Report, TargetReport } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { count } from "../text/quantity.ts";
import { clip, printable } from "../text/printable.ts";

/** What a failure is called in a count of them: `3 timed out`. */
export const FAILURE_NAMES = {
  timeout: "timed out",
  http: "refused",
  "rate-limited": "rate limited",
  "stream-error": "broken off with an error",
  truncated: "cut off",
  empty: "empty",
  network: "not reached",
  protocol: "not understood",
  aborted: "stopped by us",
} as const satisfies Record<FailureKind, string>;

/** Longest provider's message shown; some answer with a whole page of HTML. */
const MESSAGE_LENGTH = 240;

function mostFrequentKind(kinds: TargetReport["attempts"]["byKind"]): FailureKind | undefined {
  const present = FAILURE_KINDS.filter((kind) => (kinds[kind] ?? 0) > 0);
  return present.toSorted((a, b) => (kinds[b] ?? 0) - (kinds[a] ?? 0))[0];
}

const sentence = (text: string): string => {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]["'”’)]?$/u.test(begun) ? begun : `${begun}.`;
};

function inWords({ message, advice }: Failure): string {
  return [message, advice ?? ""]
    .map((text) => clip(printable(text), MESSAGE_LENGTH, true))
    .filter((text) => text !== "")
    .map(sentence)
    .join(" ");
}

/** `2 of 30 rate limited`, or `3 of 30 failed (2 timed out, 1 cut off)`. */
function tally({ failed, total, byKind }: TargetReport["attempts"]): string {
  const kinds = FAILURE_KINDS.filter((kind) => (byKind[kind] ?? 0) > 0);
  const of = `${count(failed)} of ${count(total)}`;
  const [first, ...others] = kinds;
  if (first !== undefined && others.length === 0) return `${of} ${FAILURE_NAMES[first]}`;
  const ways = kinds.map((kind) => `${count(byKind[kind])} ${FAILURE_NAMES[kind]}`);
  return ways.length === 0 ? `${of} failed` : `${of} failed (${ways.join(", ")})`;
}

/**
 * What went wrong at one target, in one line: how often, in which ways, and the first failure of the most frequent way with the
 * provider's words and the advice. Undefined where nothing failed.
 */
export function failureLine(report: Report, target: TargetReport): string | undefined {
  const { failed, ok, byKind } = target.attempts;
  const samples = report.samples.filter(
    (sample) => sample.target === target.id && sample.size === target.size,
  );
  if (failed === 0) return ok > 0 ? undefined : neverTried(target, samples);
  const kind = mostFrequentKind(byKind);
  const example = samples.find(
    ({ phase, failure }) => phase === "measured" && failure?.kind === kind,
  )?.failure;
  const head = tally(target.attempts);
  const words = example === undefined ? "" : inWords(example);
  return words === "" ? `${head}.` : `${head}: ${words}`;
}

/** A target without a measured attempt: its warm-up says why, if it got that far. */
function neverTried({ warmup }: TargetReport, samples: readonly Sample[]): string {
  const failure = samples.find((sample) => sample.failure !== undefined)?.failure;
  if (failure === undefined) return "No attempt was made.";
  const head = `${count(warmup.total - warmup.ok)} of ${count(warmup.total)} warm-ups failed`;
  return `${head}: ${inWords(failure)}`;
}
