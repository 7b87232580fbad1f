/**
 * The user asked for something that cannot be done: an unknown flag, a bad number, a missing key. Thrown where it is found,
 * caught once in `cli/main.ts`, printed as one line with its advice, exit code 2. A request that fails is never thrown: it is
 * a `Failure` value inside a sample.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to try next, one sentence. */
  readonly advice: string | undefined;
  /** Lines to show below as they are: what was typed, with carets under what is wrong. */
  readonly excerpt: string | undefined;

  constructor(message: string, advice?: string, excerpt?: string) {
    super(message);
    this.advice = advice;
    this.excerpt = excerpt;
  }
}

/** Nothing could be measured, and not for a mistake in what was asked: a server that is down, a network that is gone. Exit code 1. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly advice: string | undefined;

  constructor(message: string, advice?: string) {
    super(message);
    this.advice = advice;
  }
}
