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

// As src/wire/network-error.ts tells them apart: the connection was there, and broke.
const BROKE = /^(ECONNRESET|ECONNABORTED|EPIPE|ConnectionClosed)$/;

const isCutOff = ({ failure, headersMs }: Sample): boolean =>
  failure?.kind === "network" && (headersMs !== undefined || BROKE.test(failure.code));

const samplesOf = ({ samples }: Report, { id, size }: TargetReport): readonly Sample[] =>
  samples.filter((sample) => sample.target === id && sample.size === size);

/** The samples of the measured attempts of a target. */
export const measuredOf = (report: Report, target: TargetReport): readonly Sample[] =>
  samplesOf(report, target).filter(({ phase }) => phase === "measured");

/** How often it failed in which way. A connection that broke was cut off, whether or not its server had been reached before. */
export function waysOf(
  { byKind }: TargetReport["attempts"],
  measured: readonly Sample[],
): ReadonlyMap<string, number> {
  const { network = 0 } = byKind;
  const broken = Math.min(network, measured.filter(isCutOff).length);
  const counts = {
    ...byKind,
    network: network - broken,
    truncated: (byKind.truncated ?? 0) + broken,
  };
  return new Map(
    FAILURE_KINDS.flatMap((kind) => {
      const n = counts[kind] ?? 0;
      return n === 0 ? [] : [[FAILURE_NAMES[kind], n] as const];
    }),
  );
}

/** `2 of 30 rate limited`, or `3 of 30 failed (2 timed out, 1 cut off)`. */
function tally(attempts: TargetReport["attempts"], measured: readonly Sample[]): string {
  const ways = [...waysOf(attempts, measured)];
  const of = `${count(attempts.failed)} of ${count(attempts.total)}`;
  const [first, ...others] = ways;
  if (first === undefined) return `${of} failed`;
  return others.length === 0
    ? `${of} ${first[0]}`
    : `${of} failed (${ways.map(([name, n]) => `${count(n)} ${name}`).join(", ")})`;
}

/**
 * What went wrong at one target, in one line: how often, in which ways, and the first failure of the most frequent way with the
 * provider's words and the advice. Undefined where nothing failed.
 */
export function failureLine(report: Report, target: TargetReport): string | undefined {
  const { failed, ok, byKind } = target.attempts;
  const samples = samplesOf(report, target);
  if (failed === 0) return ok > 0 ? undefined : neverTried(report, target, samples);
  const kind = mostFrequentKind(byKind);
  const measured = samples.filter(({ phase }) => phase === "measured");
  const example = measured.find(({ failure }) => failure?.kind === kind)?.failure;
  const head = tally(target.attempts, measured);
  const words = example === undefined ? "" : inWords(example);
  return words === "" ? `${head}.` : `${head}: ${words}`;
}

/** A target without a measured attempt: its warm-up says why, if it got that far. */
function neverTried(
  { stopReason }: Report,
  { warmup }: TargetReport,
  samples: readonly Sample[],
): string {
  const failure = samples.find(
    (sample) => sample.failure !== undefined && sample.failure.kind !== "aborted",
  )?.failure;
  if (failure === undefined || warmup.total === warmup.ok)
    return stopReason === "complete" ? "No attempt was made." : "Stopped before it was measured.";
  const head = `${count(warmup.total - warmup.ok)} of ${count(warmup.total)} warm-ups failed`;
  return `${head}: ${inWords(failure)}`;
}
