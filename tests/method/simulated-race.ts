import type { Plan } from "../../src/core/plan.ts";
import type { Random } from "../../src/core/random.ts";
import type { Report } from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { buildReport } from "../../src/records/build-report.ts";
import type { Circumstances } from "../../src/records/build-report.ts";
import { run } from "../../src/run/runner.ts";
import { normalQuantile } from "../../src/statistics/normal.ts";
import { delta, scriptedTransport, sse } from "../support/scripted-transport.ts";
import type { Script } from "../support/scripted-transport.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

/** How a simulated provider answers one request; the truth that a race should find. */
export interface Answer {
  readonly ttftMs: number;
  readonly tokensPerSecond: number;
  /** Tokens seen, four characters each. */
  readonly tokens: number;
  readonly tokensPerChunk: number;
  /** Tokens in the first chunk, where it is not like the others. */
  readonly firstChunk?: number;
  /** Reasoning that is billed and not streamed. */
  readonly hiddenTokens?: number;
  /** Never answers at all. */
  readonly hangs?: boolean;
}

/** Decides about one request: the target, milliseconds since the run began, and how many requests the target had before. */
export type Behaviour = (target: string, nowMs: number, index: number) => Answer;

/** An answer of 128 tokens in 8 chunks. */
export const anAnswer = (fields: Partial<Answer> = {}): Answer => ({
  ttftMs: 200,
  tokensPerSecond: 500,
  tokens: 128,
  tokensPerChunk: 16,
  ...fields,
});

const usage = (tokens: number, hidden: number): string =>
  sse({
    choices: [],
    usage: {
      prompt_tokens: 100,
      completion_tokens: tokens + hidden,
      completion_tokens_details: { reasoning_tokens: hidden },
    },
  });

/** Chunks in absolute time: the last token of a chunk is generated when the chunk is sent. */
function scriptOf(answer: Answer): Script {
  if (answer.hangs === true) return { reads: [] };
  const { ttftMs, tokensPerSecond, tokens, tokensPerChunk } = answer;
  const first = Math.min(tokens, answer.firstChunk ?? tokensPerChunk);
  const reads: { atMs: number; text: string }[] = [];
  for (let sent = 0; sent < tokens;) {
    const size = Math.min(sent === 0 ? first : tokensPerChunk, tokens - sent);
    sent += size;
    reads.push({
      atMs: ttftMs + ((sent - first) / tokensPerSecond) * 1000,
      text: delta({ content: "word".repeat(size) }, sent === tokens ? "length" : null),
    });
  }
  const endMs = (reads.at(-1)?.atMs ?? 0) + 1;
  const end = usage(tokens, answer.hiddenTokens ?? 0) + sse("[DONE]");
  return { headersMs: ttftMs / 2, reads: [...reads, { atMs: endMs, text: end }], endMs };
}

/** The samples of a run of the real runner against simulated providers, in simulated time that begins at `startMs`. */
export async function simulate(plan: Plan, behave: Behaviour, startMs = 0): Promise<Sample[]> {
  const clock = new VirtualClock();
  const begin = clock.now();
  const counts = new Map<string, number>();
  const transport = scriptedTransport(clock, ({ url }) => {
    const id = new URL(url).host.replace(".test", "");
    const index = counts.get(id) ?? 0;
    counts.set(id, index + 1);
    return scriptOf(behave(id, startMs + (clock.now() - begin) / 1e6, index));
  });
  const never = new AbortController().signal;
  const contestants = plan.targets.map((target) => ({
    target,
    dialect: openaiChat,
    endpoint: { baseUrl: target.origin },
    quirks: {},
  }));
  const outcome = await clock.run(
    run(plan, contestants, {
      clock,
      transport,
      assign: ({ phase, size, index }) => ({
        promptId: `${phase}/${size}/${index}`,
        prompt: "prompt",
        maxOutputTokens: 128,
      }),
      observe: () => {},
      ending: never,
      abort: never,
    }),
  );
  return outcome.attempts.map(({ sample }) => sample);
}

const CIRCUMSTANCES: Circumstances = {
  tool: { name: "speed-kings", version: "0.0.0", revision: "test", bun: "0" },
  environment: { os: "linux", arch: "x64", cpu: "test", cores: 1 },
  startedAt: "2026-11-24T05:31:00.000Z",
  endedAt: "2026-11-24T05:36:00.000Z",
  stopReason: "complete",
  simulated: true,
};

export const reportOf = (plan: Plan, samples: readonly Sample[]): Report =>
  buildReport(plan, samples, CIRCUMSTANCES);

export const simulatedReport = async (plan: Plan, behave: Behaviour): Promise<Report> =>
  reportOf(plan, await simulate(plan, behave));

/** A factor with median 1 whose logarithm has this standard deviation: times and speeds spread in proportion to their size. */
export const lognormal = (random: Random, deviation: number): number =>
  Math.exp(deviation * normalQuantile(random.uniform(1e-9, 1)));
