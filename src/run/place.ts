import type { Sample } from "../core/sample.ts";

/** Which request of the run this is. */
export interface Place {
  readonly phase: Sample["phase"];
  readonly size: Sample["size"];
  readonly block: number;
  readonly order: number;
  readonly attempt: number;
  readonly requeued?: true;
  readonly adapted?: string;
}

/** What is sent at a place: the same for every target of the block. */
export interface Assignment {
  readonly promptId: string;
  readonly prompt: string;
  readonly maxOutputTokens: number;
}
