import type { RunEvent, StopReason } from "../../src/core/events.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Sample } from "../../src/core/sample.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { run } from "../../src/run/runner.ts";
import type { RunOutcome } from "../../src/run/runner.ts";
import type { WireRequest } from "../../src/wire/transport.ts";
import { delta, scriptedTransport, sse } from "./scripted-transport.ts";
import type { Script } from "./scripted-transport.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** Two words in 200 ms. */
export const ANSWER: Script = {
  headersMs: 50,
  reads: [
    { atMs: 100, text: delta({ content: "hello " }) },
    { atMs: 200, text: delta({ content: "world" }, "stop") + sse("[DONE]") },
  ],
  endMs: 200,
};
/** A key that is refused. */
export const REFUSED: Script = {
  status: 401,
  reads: [{ atMs: 5, text: '{"error":{"message":"bad key","code":"invalid_api_key"}}' }],
  endMs: 5,
};

/** A run, and what was seen of it. */
export interface Played extends RunOutcome {
  readonly events: readonly RunEvent[];
  readonly requests: readonly string[];
  readonly tookMs: number;
}

/** Carries out a plan in virtual time against scripted servers, `a` at http://a.test. */
export async function play(
  plan: Plan,
  scriptFor: (id: string, request: WireRequest) => Script = () => ANSWER,
  during: (
    event: RunEvent,
    controllers: { ending: AbortController; abort: AbortController },
  ) => void = () => {},
  stopWhen: (samples: readonly Sample[], blocksDone: number) => StopReason | undefined = () =>
    undefined,
): Promise<Played> {
  const clock = new VirtualClock();
  const begin = clock.now();
  const events: RunEvent[] = [];
  const requests: string[] = [];
  const controllers = { ending: new AbortController(), abort: new AbortController() };
  const contestants = plan.targets.map((target) => ({
    target,
    dialect: openaiChat,
    endpoint: { baseUrl: target.origin },
    quirks: {},
  }));
  const outcome = await clock.run(
    run(plan, contestants, {
      clock,
      transport: scriptedTransport(clock, (request) => {
        const id = new URL(request.url).host.replace(".test", "");
        requests.push(id);
        return scriptFor(id, request);
      }),
      assign: ({ phase, size, index }, { repeat, variant }) => ({
        promptId: `${phase}/${size}/${index}`,
        prompt: `prompt of ${phase} ${size} ${index}, ${variant}, ${repeat}`,
        maxOutputTokens: 128,
      }),
      observe: (event) => {
        events.push(event);
        during(event, controllers);
      },
      stopWhen,
      ending: controllers.ending.signal,
      abort: controllers.abort.signal,
    }),
  );
  return { ...outcome, events, requests, tookMs: (clock.now() - begin) / 1e6 };
}

/** The samples in the order in which they ended. */
export const samplesOf = ({ attempts }: RunOutcome): readonly Sample[] =>
  attempts.map(({ sample }) => sample);
