import type { RunEvent } from "../core/events.ts";
import { messageFor } from "./progress-messages.ts";
import type { ProgressMessage, SpeedOf, Stopped } from "./progress-messages.ts";
import type { Style } from "./style.ts";

export interface ProgressOptions {
  /** False where nobody would see it or nothing can be drawn over (see `canRedraw`): then nothing at all is written. */
  readonly enabled: boolean;
  /** First line of the live area. */
  readonly title: string;
  readonly style: Style;
  readonly speedOf: SpeedOf;
}

/** A run as it goes on, at the bottom of the terminal on stderr. */
export interface Progress {
  /** Posts a small message at most; never writes, never waits. */
  observe(event: RunEvent): void;
  /** Removes the live area. Resolves when nothing more will be written, after a second at the latest. Never rejects. */
  stop(): Promise<void>;
}

/** How long `stop` waits for a terminal that stands still. */
const STOP_MS = 1000;

const SILENT: Progress = { observe: () => undefined, stop: () => Promise.resolve() };

// Defined for the npm package, whose one file is the worker as well (scripts/release/npm-entry.ts).
declare const IS_ONE_FILE: boolean | undefined;

// Needs a build with `naming: { entry: "[name].[ext]" }`, which puts the worker beside every chunk. From source both files end in
// .ts; in a bundle the worker ends in .js, and in a binary this file, as part of the entry point, may have no ending at all.
const workerUrl = (): string => {
  if (typeof IS_ONE_FILE === "boolean") return import.meta.url;
  const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  return new URL(`./progress-worker${ending}`, import.meta.url).href;
};

/**
 * Draws on a thread of its own, so that a terminal that stops reading (every write to it then blocks) cannot delay a time stamp
 * of the run. Without that thread the run goes on unseen.
 */
export function startProgress({ enabled, title, style, speedOf }: ProgressOptions): Progress {
  if (!enabled) return SILENT;
  const worker = new Worker(workerUrl());
  worker.unref();
  const ended = new Promise<void>((resolve) => {
    worker.addEventListener("message", ({ data }: MessageEvent<Stopped>) => {
      if (data.type === "stopped") resolve();
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      resolve();
    });
    worker.addEventListener("close", () => resolve());
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  const post = (message: ProgressMessage): void => worker.postMessage(message);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    post({ type: "stop" });
    const waiting = Promise.withResolvers<void>();
    const timer = setTimeout(waiting.resolve, STOP_MS);
    await Promise.race([ended, waiting.promise]);
    clearTimeout(timer);
    worker.terminate();
  };
  return {
    observe: (event) => {
      const message = messageFor(event, { title, style, speedOf });
      if (message !== undefined && stopping === undefined) post(message);
    },
    stop: () => (stopping ??= stop()),
  };
}
