/** How long requests in flight may still end by themselves after the first Ctrl-C. */
const GRACE_MS = 2000;

export interface Interrupts {
  /** Fires at the first Ctrl-C: start nothing new. */
  readonly ending: AbortSignal;
  /** Fires at the second Ctrl-C, or two seconds after the first: stop what is in flight. */
  readonly abort: AbortSignal;
  stop(): void;
}

/**
 * Turns SIGINT and SIGTERM into two signals, so that a run ends with a report and not in the middle of a line. `onFirst` is told
 * when the first one comes.
 */
export function listenForInterrupts(onFirst: () => void): Interrupts {
  const ending = new AbortController();
  const abort = new AbortController();
  let timer: Timer | undefined;
  const interrupt = (): void => {
    if (ending.signal.aborted) {
      abort.abort();
      return;
    }
    ending.abort();
    onFirst();
    timer = setTimeout(() => abort.abort(), GRACE_MS);
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return {
    ending: ending.signal,
    abort: abort.signal,
    stop: () => {
      clearTimeout(timer);
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
    },
  };
}
