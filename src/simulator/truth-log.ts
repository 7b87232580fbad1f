import type { KnownTruth } from "./known-truth.ts";

/** One write of a response: [label, tokens of text in it, when it was due, when it went out]; milliseconds since the request. */
export type SentRow = readonly [label: string, tokens: number, plannedMs: number, sentMs: number];

/** How a response ended: as planned, by the client going away, or not yet. */
export type Outcome = "complete" | "reset" | "hanging" | "client-closed" | "playing";

/** What was planned and what was really done for one request for generation. */
export interface TruthRecord {
  /** Also sent as `x-request-id`, and as `id` of the answer where the dialect has one. */
  readonly requestId: string;
  readonly contestant: string;
  readonly model: string;
  /** Names of the faults that struck. */
  readonly faults: readonly string[];
  /** When the last byte of the request was read: milliseconds since 1970, comparable between processes of a machine. */
  readonly receivedAtMs: number;
  readonly hasKey: boolean;
  /** Absent when something else than the planned stream was said. */
  readonly truth?: KnownTruth;
  readonly sent: readonly SentRow[];
  readonly outcome: Outcome;
}

/** Requests remembered, the latest ones. */
const DEFAULT_KEPT = 10_000;

/** The record of a simulated provider. Rows are read off the live responses when somebody asks. */
export class TruthLog {
  readonly #records: (() => TruthRecord)[] = [];
  readonly #kept: number;

  constructor(kept: number = DEFAULT_KEPT) {
    this.#kept = kept;
  }

  add(read: () => TruthRecord): void {
    this.#records.push(read);
    if (this.#records.length > this.#kept) this.#records.shift();
  }

  /** In the order of arrival. */
  records(): readonly TruthRecord[] {
    return this.#records.map((read) => read());
  }

  /** One line a request. */
  toJsonLines(): string {
    return this.records()
      .map((record) => `${JSON.stringify(record)}\n`)
      .join("");
  }
}
