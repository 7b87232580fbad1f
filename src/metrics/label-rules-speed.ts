import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Attempt } from "./attempts.ts";
import type { Evidence, Rules } from "./evidence.ts";
import { among, percent } from "./label-words.ts";
import type { Finding } from "./label-words.ts";
import { isCompressed } from "./exclusions.ts";
import { MIN_READS, MIN_TOKENS, MIN_WINDOW_MS, charactersOf } from "./output-speed.ts";
import type { SpeedVoid } from "./output-speed.ts";

const SHORT_WINDOW_MS = 250;
/** A larger first piece was collected before it was sent on. */
const LARGE_FIRST_CHUNK = 16;
/** Speed of the last four fifths of the text against that of all of it. */
const LARGEST_CHANGE = 0.1;

const NO_SPEED = {
  "no-text": "there was no text",
  "no-count": "nobody counted the tokens",
  window: `all of the text came within ${MIN_WINDOW_MS} ms`,
  tokens: `there were fewer than ${MIN_TOKENS} tokens`,
} as const satisfies Partial<Record<SpeedVoid, string>>;

const BUFFERED = {
  reads: `too few pieces to measure a speed (fewer than ${MIN_READS}): the answer was short or was buffered on the way; raise --max-tokens`,
  buffered: "most of the text came in one piece, buffered on the way",
} as const satisfies Partial<Record<SpeedVoid, string>>;

/** The most frequent of these reasons for having no speed, and how many attempts have any of them. */
function voidsBy<R extends SpeedVoid>(
  { ok }: Evidence,
  words: Readonly<Record<R, string>>,
): { readonly count: number; readonly reason: string } | undefined {
  const isOurs = (reason: string): reason is R => Object.hasOwn(words, reason);
  const reasons = ok.flatMap(({ speed }) =>
    "void" in speed && isOurs(speed.void) ? [speed.void] : [],
  );
  const counts = [...Map.groupBy(reasons, (reason) => reason)];
  const [most] = counts.toSorted(([, a], [, b]) => b.length - a.length);
  return most === undefined ? undefined : { count: reasons.length, reason: words[most[0]] };
}

/** Void when it leaves no speed at all, else a warning about the rest. */
const aboutSpeed = ({ metrics }: Evidence, text: string, value: number): Finding => ({
  effect: metrics.outputSpeed === undefined ? "void" : "warn",
  text,
  value,
});

const median1 = (values: readonly number[]): number | undefined => median(sorted(values));

/** How much faster the last 80 % of the characters after the first read came than all of these; undefined for a short text. */
function lateSpeedup({ sample: { reads } }: Attempt): number | undefined {
  const rows = reads.filter((row) => charactersOf(row) > 0);
  const [first, ...later] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const total = later.reduce((sum, row) => sum + charactersOf(row), 0);
  let passed = 0;
  const turn = later.find((row) => (passed += charactersOf(row)) >= 0.2 * total);
  if (turn === undefined || last[0] <= turn[0]) return undefined;
  return (total - passed) / (last[0] - turn[0]) / (total / (last[0] - first[0]));
}

/** What makes an output speed absent or doubtful. */
export const SPEED_RULES = {
  "speed-void": (evidence) => {
    const found = voidsBy(evidence, NO_SPEED);
    if (found === undefined) return undefined;
    const told = among(found.count, evidence.ok.length, "request");
    return aboutSpeed(evidence, `no output speed for ${told}: ${found.reason}`, found.count);
  },
  "buffered-stream": (evidence) => {
    const found = voidsBy(evidence, BUFFERED);
    if (found === undefined) return undefined;
    const told = among(found.count, evidence.ok.length, "request");
    return aboutSpeed(evidence, `no output speed for ${told}: ${found.reason}`, found.count);
  },
  "encoding-forced": (evidence) => {
    const count = evidence.ok.filter(({ sample }) => isCompressed(sample)).length;
    if (count === 0) return undefined;
    const told = among(count, evidence.ok.length, "answer");
    return aboutSpeed(
      evidence,
      `${told} came compressed although identity was asked: no output speed of these, and TTFT may be late`,
      count,
    );
  },
  "speed-window-short": ({ ok }) => {
    const windows = ok.flatMap(({ speed }) => ("void" in speed ? [] : [speed.windowMs]));
    const short = windows.filter((ms) => ms < SHORT_WINDOW_MS).length;
    if (short * 2 <= windows.length) return undefined;
    return {
      effect: "warn",
      text: `output speed was measured over less than ${SHORT_WINDOW_MS} ms in ${among(short, windows.length, "request")}: use a larger size`,
      value: short,
    };
  },
  "first-chunk-large": ({ ok }) => {
    const tokens = median1(ok.flatMap(({ speed }) => ("void" in speed ? [] : [speed.firstTokens])));
    if (tokens === undefined || tokens <= LARGE_FIRST_CHUNK) return undefined;
    return {
      effect: "warn",
      text: `the first piece of text holds about ${Math.round(tokens)} tokens: TTFT is when that piece was sent, not when a first token was ready`,
      value: tokens,
    };
  },
  "speed-unstable": ({ ok }) => {
    const valid = ok.filter(({ speed }) => !("void" in speed));
    const ratio = median1(valid.flatMap((attempt) => lateSpeedup(attempt) ?? []));
    if (ratio === undefined || Math.abs(ratio - 1) <= LARGEST_CHANGE) return undefined;
    const word = ratio > 1 ? "faster" : "slower";
    return {
      effect: "warn",
      text: `the speed changes within an answer: the last 80% of the text come ${percent(Math.abs(ratio - 1))} ${word} than the whole`,
      value: ratio,
    };
  },
} as const satisfies Rules;
