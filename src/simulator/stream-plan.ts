/** Token counts as a provider reports them. */
export interface TokenCounts {
  readonly input: number;
  /** Reasoning included, streamed or hidden. */
  readonly output: number;
  readonly reasoning: number;
}

interface Timed {
  /** Milliseconds since the complete request. */
  readonly atMs: number;
  /** Usage that rides on this event; `null` is written as `null`. */
  readonly usage?: TokenCounts | null;
}

export interface TextEvent extends Timed {
  readonly kind: "reasoning" | "answer";
  readonly tokens: number;
  readonly text: string;
}

interface MarkEvent extends Timed {
  /** The role without text, the finish reason, usage on its own, the protocol's end mark. */
  readonly kind: "role" | "finish" | "usage" | "done";
}

interface NoteEvent extends Timed {
  /** An error; the same under an SSE event name of its own; a comment; a payload sent as it is. */
  readonly kind: "error" | "named-error" | "comment" | "payload";
  readonly text: string;
}

/** One thing that a simulated model says, in no dialect's words. */
export type PlannedEvent = TextEvent | MarkEvent | NoteEvent;

/** How a response ends: as it should, by a reset of the connection, or never. */
export type Ending = "finish" | "reset" | "hang";

/** A whole response before it is put into a dialect's words. Events in the order of time. */
export interface StreamPlan {
  /** The model that the answer names. */
  readonly model: string;
  readonly inputTokens: number;
  /** Part of the time to the first token that went into loading the model. */
  readonly loadMs: number;
  /** With the first event when absent. */
  readonly headersMs?: number;
  readonly events: readonly PlannedEvent[];
  readonly finishReason: "stop" | "length";
  /** Reasoning that is counted and paid, but not streamed. */
  readonly hiddenTokens: number;
  readonly ending: Ending;
  /** When it ends, where that is later than its last event. */
  readonly endMs?: number;
}

export const isText = (event: PlannedEvent): event is TextEvent =>
  event.kind === "reasoning" || event.kind === "answer";

/** When the response ends: with its last event unless the plan says later; 0 for a response without events. */
export const endMsOf = (plan: StreamPlan): number =>
  Math.max(plan.events.at(-1)?.atMs ?? plan.headersMs ?? 0, plan.endMs ?? 0);

const tokensOf = (events: readonly TextEvent[]): number =>
  events.reduce((sum, event) => sum + event.tokens, 0);

/** What the provider counts for this response, were it to end now. */
export function countsOf(plan: StreamPlan): TokenCounts {
  const texts = plan.events.filter(isText);
  const reasoning = tokensOf(texts.filter((event) => event.kind === "reasoning"));
  return {
    input: plan.inputTokens,
    output: tokensOf(texts) + plan.hiddenTokens,
    reasoning: reasoning + plan.hiddenTokens,
  };
}
