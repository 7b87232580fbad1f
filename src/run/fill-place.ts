import type { RunEvent } from "../core/events.ts";
import { isContaminated } from "../core/contaminated.ts";
import type { Plan } from "../core/plan.ts";
import { randomFor } from "../core/random.ts";
import type { Random } from "../core/random.ts";
import type { Sample } from "../core/sample.ts";
import { sleepFor } from "../timing/clock.ts";
import type { Adaptation } from "./adaptation.ts";
import { attempt } from "./attempt.ts";
import type { Attempted, AttemptTools } from "./attempt.ts";
import { backoffMs, mayPass } from "./backoff.ts";
import type { Assignment, Copy } from "./place.ts";
import type { Block } from "./schedule.ts";
import type { TargetStates } from "./target-states.ts";

/** What filling a place needs besides the place. */
export interface PlaceTools {
  readonly plan: Plan;
  readonly states: TargetStates;
  readonly adaptation: Adaptation;
  readonly attempting: AttemptTools;
  readonly assign: (block: Block, copy: Copy) => Assignment;
  readonly observe: (event: RunEvent) => void;
  readonly keep: (attempted: Attempted) => void;
  readonly ending: AbortSignal;
  readonly abort: AbortSignal;
}

/**
 * Sends the request of one place, and further attempts as far as the plan allows retries. Every attempt is a sample of its own: a
 * retry never replaces the failure before it. A place that a rate limit or our own stall left without a measurement stays open
 * once, to be filled later.
 *
 * A first request that is refused for a parameter is no measurement: it is kept as a warm-up, whatever phase it is, and the place is
 * filled by a request without that parameter.
 */
export async function fillPlace(
  id: string,
  block: Block,
  order: number,
  requeued: boolean,
  tools: PlaceTools,
): Promise<void> {
  const { plan, states, adaptation, observe } = tools;
  const variant = plan.targets.findIndex((target) => target.id === id);
  // What was sent before may be in the server's cache, also where no answer came of it.
  const sentBefore = requeued ? plan.retries + 1 : 0;
  for (let number = 1; ; number++) {
    const assignment = tools.assign(block, { repeat: sentBefore + number - 1, variant });
    const runner = adaptation.of(id);
    if (runner === undefined) return;
    observe({ type: "attempt-start", target: id });
    const adapted = adaptation.inWords(id);
    const place = {
      phase: block.phase,
      size: block.size,
      block: block.index,
      order,
      attempt: number,
      ...(requeued ? { requeued: true as const } : {}),
      ...(adapted === undefined ? {} : { adapted }),
    };
    // oxlint-disable-next-line no-await-in-loop -- an attempt is made because the one before it failed
    const attempted = await attempt(runner, place, assignment, tools.attempting, tools.abort);
    const { sample } = attempted;
    if (adaptation.learn(runner, sample)) {
      const preflight = { ...attempted, sample: { ...sample, phase: "warmup" as const } };
      tools.keep(preflight);
      observe({ type: "attempt-end", sample: preflight.sample });
      if (tools.ending.aborted) return;
      number--;
      continue;
    }
    tools.keep(attempted);
    const { limits, gaveUp } = states.learn(sample);
    observe({ type: "attempt-end", sample });
    if (gaveUp) observe({ type: "target-given-up", target: id });

    const random = randomFor(plan.seed, `backoff/${id}/${block.phase}/${block.index}/${number}`);
    const stayOpen = (): void => {
      if (!requeued && !gaveUp) states.keepOpen(id, { block, order });
    };
    // Waiting does not help where the request itself is larger than the limit (Groq's 413).
    if (sample.failure?.kind === "rate-limited" && sample.failure.retryable !== false) {
      const forMs = backoffMs(limits, sample.failure.retryAfterMs, random);
      states.pause(id, tools.attempting.clock.now(), forMs);
      observe({ type: "target-paused", target: id, forMs });
      stayOpen();
      return;
    }
    if (block.phase === "measured" && isContaminated(sample)) stayOpen();
    const waitMs = retryAfter(sample, number, plan, random);
    if (waitMs === undefined || gaveUp || tools.ending.aborted) return;
    // oxlint-disable-next-line no-await-in-loop
    await sleepFor(tools.attempting.clock, waitMs, tools.ending);
    if (tools.ending.aborted) return;
  }
}

/** A place that would have to wait longer is not worth holding up its block. */
const LONGEST_RETRY_MS = 60_000;

/** How long until the next attempt at this place, in milliseconds; undefined when there is none. */
function retryAfter(
  { failure }: Sample,
  number: number,
  plan: Plan,
  random: Random,
): number | undefined {
  if (failure === undefined || number > plan.retries || !mayPass(failure)) return undefined;
  const askedMs = "retryAfterMs" in failure ? failure.retryAfterMs : undefined;
  return askedMs !== undefined && askedMs > LONGEST_RETRY_MS
    ? undefined
    : backoffMs(number, askedMs, random);
}
