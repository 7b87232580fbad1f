import type { Random } from "../core/random.ts";
import type { Profile } from "./profile.ts";
import type { PlannedEvent, StreamPlan, TextEvent } from "./stream-plan.ts";
import { SENTENCES, storyText } from "./text.ts";

/** What the request asks for, as far as it shapes the answer. */
export interface Ask {
  readonly model: string;
  readonly inputTokens: number;
  /** Absent when the request sets no cap. */
  readonly maxOutputTokens?: number;
}

/** What else decides how this answer comes. */
export interface Moment {
  /** The request's own stream of random numbers. */
  readonly random: Random;
  /** Since the provider was started: where drift stands. */
  readonly sinceStartMs: number;
  /** The model has to be loaded first. */
  readonly cold: boolean;
}

/** Length of an answer when neither the request nor the profile sets one. */
const UNBOUNDED_OUTPUT_TOKENS = 256;

/** Standard normal by the method of Box and Muller (1958). `1 - u` keeps the logarithm away from 0. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.uniform(0, 1))) * Math.cos(2 * Math.PI * random.uniform(0, 1));

/** Log-normal with median 1: always drawn, so that a change of sigma changes no other draw. */
const logNormal = (random: Random, sigma: number): number => Math.exp(sigma * normal(random));

const chunkSizes = (tokens: number, perChunk: number): number[] =>
  Array.from({ length: Math.ceil(tokens / perChunk) }, (_, index) =>
    Math.min(perChunk, tokens - index * perChunk),
  );

/** Milliseconds from the first chunk to each chunk: a chunk of n tokens takes n / speed, noise moves only what lies between. */
function offsetsMs(
  sizes: readonly number[],
  speed: number,
  sigma: number,
  random: Random,
): number[] {
  const noise = sizes.map(() => (sigma > 0 ? logNormal(random, sigma) : 1));
  const weights = sizes.map((size, index) => (index === 0 ? 0 : size * (noise[index] ?? 1)));
  const total = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const unitMs = totalWeight === 0 ? 0 : ((total / totalWeight) * 1000) / speed;
  let elapsed = 0;
  return weights.map((weight) => (elapsed += weight) * unitMs);
}

const driftFactor = (profile: Profile, sinceStartMs: number): number =>
  1 +
  (profile.driftShare ?? 0) *
    Math.sin((2 * Math.PI * sinceStartMs) / (profile.driftPeriodMs ?? 60_000));

/**
 * The answer of a provider to a request: a pure function, and so the known truth of what a client should measure. TTFT and speed
 * of the plan are exactly those of the profile, times jitter and drift; (tokens after the first chunk) / (last - first) is the
 * speed even when the last chunk is a short one.
 */
export function planStream(profile: Profile, ask: Ask, moment: Moment): StreamPlan {
  const { random } = moment;
  const drift = driftFactor(profile, moment.sinceStartMs);
  const loadMs = moment.cold ? (profile.loadMs ?? 0) : 0;
  const jitter = profile.jitter ?? 0;
  const ttftMs = loadMs + (profile.ttftMs * logNormal(random, jitter)) / drift;
  const speed = profile.tokensPerSecond * logNormal(random, jitter) * drift;

  const cap = ask.maxOutputTokens ?? Infinity;
  const wanted = profile.outputTokens ?? (cap === Infinity ? UNBOUNDED_OUTPUT_TOKENS : Infinity);
  const tokens = Math.max(1, Math.min(cap, wanted));
  const reasoningTokens = Math.round(tokens * (profile.reasoningShare ?? 0));
  const reasoning = chunkSizes(reasoningTokens, profile.tokensPerChunk);
  const sizes = [...reasoning, ...chunkSizes(tokens - reasoningTokens, profile.tokensPerChunk)];

  const offsets = offsetsMs(sizes, speed, profile.chunkJitter ?? 0, random);
  let word = SENTENCES[random.integer(0, SENTENCES.length - 1)] ?? 0;
  const texts = sizes.map((size, index): TextEvent => {
    const text = storyText(word, size);
    word += size;
    const kind = index < reasoning.length ? "reasoning" : "answer";
    return { kind, atMs: ttftMs + (offsets[index] ?? 0), tokens: size, text };
  });

  const finishMs = (texts.at(-1)?.atMs ?? ttftMs) + (profile.finishDelayMs ?? 0);
  const usageMs = finishMs + (profile.usageDelayMs ?? 0);
  const role: readonly PlannedEvent[] =
    profile.roleDeltaMs === undefined
      ? []
      : [{ kind: "role", atMs: Math.min(loadMs + profile.roleDeltaMs, ttftMs) }];
  return {
    model: ask.model,
    inputTokens: ask.inputTokens,
    loadMs,
    ...(profile.headersMs === undefined ? {} : { headersMs: profile.headersMs }),
    events: [
      ...role,
      ...texts,
      { kind: "finish", atMs: finishMs },
      { kind: "usage", atMs: usageMs },
      { kind: "done", atMs: usageMs },
    ],
    finishReason: wanted <= cap ? "stop" : "length",
    hiddenTokens: 0,
    ending: "finish",
  };
}
