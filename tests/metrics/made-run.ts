import type { Failure } from "../../src/core/failure.ts";
import type { Plan } from "../../src/core/plan.ts";
import { randomFor } from "../../src/core/random.ts";
import type { ReadRow, Sample } from "../../src/core/sample.ts";
import { cellOf } from "../../src/metrics/attempts.ts";
import type { Cell } from "../../src/metrics/attempts.ts";
import { evaluate } from "../../src/metrics/evaluate.ts";
import type { Evaluation, Knowledge } from "../../src/metrics/evaluate.ts";
import { aPlan, aSample, aTarget } from "../support/builders.ts";

/** An answer of 128 tokens in 16 reads: first token at `ttftMs`, then this many tokens per second. */
export function answering(ttftMs: number, tokensPerSecond: number): Partial<Sample> {
  const reads = Array.from({ length: 16 }, (_, index): ReadRow => [
    ttftMs + (index * 8 * 1000) / tokensPerSecond,
    300,
    1,
    32,
    0,
    0,
  ]);
  const lastTokenMs = reads.at(-1)![0];
  return {
    headersMs: ttftMs / 2,
    firstEventMs: ttftMs,
    ttftMs,
    ttfatMs: ttftMs,
    lastTokenMs,
    endMs: lastTokenMs + 1,
    reads,
    tokens: { input: 1000, output: 128, cached: 0, source: "usage" },
  };
}

/** Fields to take out of a sample that got nowhere. */
const NOTHING = {
  headersMs: undefined,
  firstEventMs: undefined,
  ttftMs: undefined,
  ttfatMs: undefined,
  lastTokenMs: undefined,
  finishReason: undefined,
};

/** A failure before anything came. */
export function failing(failure: Failure): Partial<Sample> {
  const nothing: object = { ...NOTHING, reads: [], tokens: {}, status: "failed", failure };
  return nothing;
}

/** A stream that stalls after its first token: TTFT is there, the end never comes. */
export function stalling(ttftMs: number): Partial<Sample> {
  const { reads = [] } = answering(ttftMs, 400);
  const failure = { kind: "timeout", phase: "idle", afterMs: 1000, message: "silent" } as const;
  const begun = {
    headersMs: ttftMs / 2,
    firstEventMs: ttftMs,
    ttftMs,
    ttfatMs: ttftMs,
    lastTokenMs: ttftMs,
  };
  return { ...failing(failure), ...begun, reads: reads.slice(0, 1), endMs: ttftMs + 1000 };
}

export const TIMEOUT = {
  kind: "timeout",
  phase: "first-token",
  afterMs: 60_000,
  message: "no first token within 60 s",
} as const satisfies Failure;
export const SERVER_FAULT = {
  kind: "http",
  status: 503,
  message: "overloaded",
} as const satisfies Failure;
export const RATE_LIMIT = {
  kind: "rate-limited",
  status: 429,
  message: "slow down",
} as const satisfies Failure;

/** A little noise, independent from block to block and from `salt` to `salt`: a factor within 3 % of 1. */
export const jitter = (block: number, salt: number): number =>
  randomFor(salt, `jitter/${block}`).uniform(0.97, 1.03);

type Make = (block: number) => Partial<Sample> | readonly Partial<Sample>[];

/** A run of one size in which each target does in each block what its function says; a list makes several attempts at a place. */
export function aRun(
  targets: Readonly<Record<string, Make>>,
  blocks: number,
  overrides: Partial<Plan> = {},
): { readonly plan: Plan; readonly samples: readonly Sample[] } {
  const ids = Object.keys(targets);
  const plan = aPlan({
    sizes: [{ size: "short", inputTokens: 100, maxOutputTokens: 128 }],
    targets: ids.map((id) => aTarget(id)),
    iterations: blocks,
    ...overrides,
  });
  const samples = Array.from({ length: blocks }, (_, block) =>
    ids.flatMap((target) => {
      const made = targets[target]!(block);
      return ("length" in made ? made : [made]).map((fields) =>
        aSample({ target, size: "short", block, ...fields }),
      );
    }),
  ).flat();
  return { plan, samples };
}

export function evaluated(
  targets: Readonly<Record<string, Make>>,
  blocks: number,
  overrides: Partial<Plan> = {},
  knowledge: Knowledge = {},
): Evaluation {
  const { plan, samples } = aRun(targets, blocks, overrides);
  return evaluate(plan, samples, knowledge);
}

/** The sorted-out attempts of a single target. */
export function aCell(make: Make, blocks: number, overrides: Partial<Plan> = {}): Cell {
  const { plan, samples } = aRun({ groq: make }, blocks, overrides);
  return cellOf(plan, plan.targets[0]!, "short", samples, "native", new Set());
}
