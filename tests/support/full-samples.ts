import { randomFor } from "../../src/core/random.ts";
import type { Random } from "../../src/core/random.ts";
import type { Failure } from "../../src/core/failure.ts";
import type { ReadRow, Sample } from "../../src/core/sample.ts";
import { aSample } from "./builders.ts";

/** How a made-up provider of the full report behaves. */
export interface Contestant {
  readonly id: string;
  readonly ttftMs: number;
  readonly tokensPerSecond: number;
  /** Share of the answer that is reasoning, streamed first. */
  readonly reasoning: number;
  readonly spread: number;
  /** Fails in this many of ten blocks, by turns with a timeout and an overload. */
  readonly failsInTen?: number;
}

export const CONTESTANTS: readonly Contestant[] = [
  { id: "cerebras", ttftMs: 236, tokensPerSecond: 2104, reasoning: 0.3, spread: 0.06 },
  { id: "groq", ttftMs: 181, tokensPerSecond: 671, reasoning: 0.28, spread: 0.05 },
  { id: "sambanova", ttftMs: 402, tokensPerSecond: 442, reasoning: 0.31, spread: 0.12 },
  { id: "fireworks", ttftMs: 334, tokensPerSecond: 431, reasoning: 0.3, spread: 0.15 },
  {
    id: "together",
    ttftMs: 611,
    tokensPerSecond: 118,
    reasoning: 0.27,
    spread: 0.25,
    failsInTen: 6,
  },
];

export const BLOCKS = 30;
const TOKENS = 512;
const READS = 24;
const CHARS_PER_TOKEN = 4;
const BLOCK_MS = 7000;
const START = Date.parse("2026-11-24T05:31:00.000Z");

/** About normal, mean 0, from twelve uniform ones. */
const normal = (random: Random): number =>
  Array.from({ length: 12 }, () => random.uniform(-0.5, 0.5)).reduce((sum, one) => sum + one, 0);

const tenth = (ms: number): number => Math.round(ms * 10) / 10;

const TIMEOUT: Failure = {
  kind: "timeout",
  phase: "first-token",
  afterMs: 60_000,
  message: "no token within 60 s",
  advice: "raise --first-token-timeout if this model is known to be slow",
};
const OVERLOADED: Failure = {
  kind: "http",
  status: 503,
  code: "overloaded",
  message: 'HTTP 503 "model is overloaded, please try again later"',
  reason: "overloaded",
  retryable: true,
};

function readsOf(contestant: Contestant, ttftMs: number, windowMs: number): readonly ReadRow[] {
  const chars = (TOKENS * CHARS_PER_TOKEN) / READS;
  const thinking = Math.round(READS * contestant.reasoning);
  return Array.from({ length: READS }, (_, index): ReadRow => {
    const at = tenth(ttftMs + (windowMs * index) / (READS - 1));
    const isThought = index < thinking;
    const whole = Math.round(chars);
    return [at, whole * 3, 4, isThought ? 0 : whole, isThought ? whole : 0, 0];
  });
}

function sampleOf(contestant: Contestant, block: number, order: number, random: Random): Sample {
  const { id, ttftMs: typical, tokensPerSecond, spread, failsInTen = 0 } = contestant;
  const startedAt = new Date(START + block * BLOCK_MS + order * 60).toISOString();
  const place = { target: id, block, order, prompt: `medium/${block}`, startedAt };
  if (block >= 0 && block % 10 < failsInTen) {
    const failure = block % 2 === 0 ? TIMEOUT : OVERLOADED;
    const { headersMs: _, firstEventMs: __, ttftMs: ___, ...bare } = aSample(place);
    const { ttfatMs: ____, lastTokenMs: _____, finishReason: ______, ...rest } = bare;
    const endMs = failure.kind === "timeout" ? 60_000 : 212;
    const status = failure.kind === "http" ? 503 : 200;
    return { ...rest, status: "failed", failure, endMs, httpStatus: status, reads: [], tokens: {} };
  }
  const ttftMs = tenth(typical * Math.exp(spread * normal(random)));
  const speed = tokensPerSecond * Math.exp(spread * 0.7 * normal(random));
  const windowMs = (TOKENS * (1 - 1 / READS) * 1000) / speed;
  const reads = readsOf(contestant, ttftMs, windowMs);
  const lastTokenMs = reads.at(-1)?.[0] ?? ttftMs;
  return aSample({
    ...place,
    phase: block < 0 ? "warmup" : "measured",
    headersMs: tenth(ttftMs * 0.82),
    firstEventMs: tenth(ttftMs * 0.97),
    ttftMs,
    ttfatMs: reads.find(([, , , answer]) => answer > 0)?.[0] ?? ttftMs,
    lastTokenMs,
    endMs: tenth(lastTokenMs + 2),
    reads,
    tokens: {
      input: 1012,
      output: TOKENS,
      reasoning: Math.round(TOKENS * contestant.reasoning),
      source: "usage",
    },
    ...(id === "groq" || id === "cerebras"
      ? {
          serverTimings: {
            queueMs: tenth(ttftMs * 0.2),
            prefillMs: tenth(ttftMs * 0.25),
            decodeMs: tenth(windowMs * 0.97),
          },
        }
      : {}),
  });
}

/** A warm-up and thirty blocks of five made-up providers, always the same. */
export function fullSamples(blocks = BLOCKS): readonly Sample[] {
  const random = randomFor(7, "full report");
  return Array.from({ length: blocks + 1 }, (_, index) => index - 1).flatMap((block) =>
    random
      .shuffle(CONTESTANTS)
      .map((contestant, order) => sampleOf(contestant, block, order, random)),
  );
}
