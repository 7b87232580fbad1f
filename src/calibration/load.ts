import type { Plan } from "../core/plan.ts";

/** What is asked of the server of known truth. */
export interface Load {
  /** Requests in flight at once. */
  readonly streams: number;
  /** Requests one after another on each stream. */
  readonly rounds: number;
  /** Events with text in each answer. */
  readonly events: number;
  /** From the request to its first event, and from each event to the next, milliseconds in the median. */
  readonly eventEveryMs: number;
}

/** More streams are not tried, whatever the plan has. What more of them do to the client shows in the run itself: its stalls. */
const MOST_STREAMS = 256;
/** A fast model sends 50 events a second. */
const SHORTEST_INTERVAL_MS = 20;
/** What the server, a program like this one, can send on time from one core of two while the client reads on the other. */
const MOST_EVENTS_PER_SECOND = 6400;
/** Requests at least, so that P99 is the largest of some and not of a few. */
const FEWEST_REQUESTS = 20;
/** For all rounds together. */
const SPAN_MS = 1200;

/** A load of about 1.2 s with so many streams, at most 256: many short requests, or fewer and longer ones. */
export function loadFor(parallel: number): Load {
  const streams = Math.min(Math.max(1, parallel), MOST_STREAMS);
  const rounds = Math.max(2, Math.ceil(FEWEST_REQUESTS / streams));
  const eventEveryMs = Math.max(SHORTEST_INTERVAL_MS, (1000 * streams) / MOST_EVENTS_PER_SECOND);
  return { streams, rounds, events: Math.floor(SPAN_MS / rounds / eventEveryMs), eventEveryMs };
}

/** How many requests a plan has in flight at most: one per origin and lane, or one per lane in a serial run. */
export function parallelOf({ serial, targets, concurrency }: Plan): number {
  const origins = serial ? 1 : new Set(targets.map(({ origin }) => origin)).size;
  return origins * concurrency;
}
