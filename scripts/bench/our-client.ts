import type { Nanos } from "../../src/core/units.ts";
import { outputSpeed } from "../../src/metrics/output-speed.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import type { ResolvedTarget } from "../../src/providers/entrant.ts";
import { attempt } from "../../src/run/attempt.ts";
import type { Attempted } from "../../src/run/attempt.ts";

import { bunClock } from "../../src/timing/clock.ts";
import { recordStalls } from "../../src/timing/stalls.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import type { Transport } from "../../src/wire/transport.ts";
import type { CreateClient } from "./client.ts";
import type { Reading } from "./readings.ts";

const LIMITS = { headersMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000, totalMs: 300_000 };
const PLACE = { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 } as const;
const ASSIGNMENT = {
  promptId: "bench",
  prompt: "Tell me something.",
  maxOutputTokens: 4096,
} as const;

/** The path of a real race, from the plan's target to the sample, with the stall recorder running beside it. */
export const createOurClient: CreateClient = (toMonotonic) => {
  const stalls = recordStalls(bunClock);
  const transport = createFetchTransport(bunClock);
  const never = new AbortController().signal;
  return {
    request: async (id, url) => {
      let sentAt: Nanos | undefined;
      // A sample knows its times since the sending only. Headers and reads go to the attempt's own functions, with nothing between.
      const noteSending: Transport = (request, observer, signal) =>
        transport(
          request,
          {
            ...observer,
            sent: (at, connection) => {
              sentAt = at;
              observer.sent(at, connection);
            },
          },
          signal,
        );
      const attempted = await attempt(
        targetAt(url),
        PLACE,
        ASSIGNMENT,
        { clock: bunClock, transport: noteSending, limits: LIMITS, temperature: 0, stalls },
        never,
      );
      return () => toReading(id, attempted, toMonotonic(sentAt ?? Number.NaN));
    },
    close: () => stalls.stop(),
  };
};

const targetAt = (url: string): ResolvedTarget => ({
  target: {
    id: "truth",
    provider: "openai-compatible",
    model: "truth",
    origin: new URL(url).origin,
  },
  dialect: openaiChat,
  endpoint: { baseUrl: url },
  quirks: {},
});

function toReading(id: number, { sample }: Attempted, sentAt: number): Reading {
  let complete = 0;
  const reads = sample.reads.flatMap(([ms, , events]) => {
    complete += events;
    return [sentAt + ms * 1e6, complete];
  });
  const speed = outputSpeed(sample, "native");
  if (sample.failure !== undefined) console.error(`request ${id}: ${sample.failure.message}`);
  return {
    id,
    sentAt,
    headersAt: sentAt + (sample.headersMs ?? Number.NaN) * 1e6,
    failed: sample.status === "failed",
    ttftMs: sample.ttftMs ?? Number.NaN,
    outputSpeed: "void" in speed ? Number.NaN : speed.tokensPerSecond,
    reads: Float64Array.from(reads),
  };
}
