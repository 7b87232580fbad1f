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

/** Which of the requests of a block this is: they have one body, and no two of them the same first line. */
export interface Copy {
  /** 0 for the first request of a target, more for each one that repeats it. */
  readonly repeat: number;
  /** The target's place in the plan. */
  readonly variant: number;
}

/** What is sent at a place: but for the first line the same for every target of the block. */
export interface Assignment {
  readonly promptId: string;
  readonly prompt: string;
  readonly maxOutputTokens: number;
}
