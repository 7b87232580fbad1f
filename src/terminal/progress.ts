import type { RunEvent } from "../core/events.ts";
import type { Lanes } from "../core/lanes.ts";
import { messageFor } from "./progress-messages.ts";
import type { Figures, Look, ProgressMessage, Stopped } from "./progress-messages.ts";
import { lanesMemory, writeLanes } from "./shared-lanes.ts";

export interface ProgressOptions extends Figures {
  /** Undefined where nobody wants to see it: then nothing at all is written. */
  readonly look: Look | undefined;
  /** First line of the live area. */
  readonly title: string;
  /** Who races, in the order of the plan. */
  readonly targets: readonly string[];
}

/** A run as it goes on, at the bottom of the terminal on stderr, or as lines of a log. */
export interface Progress {
  /** For the run, which tells it of text as it comes; undefined when nobody looks. */
  readonly lanes: Lanes | undefined;
  /** Posts a small message at most; never writes, never waits. */
  observe(event: RunEvent): void;
  /** Removes the live area. Resolves when nothing more will be written, after a second at the latest. Never rejects. */
  stop(): Promise<void>;
}

/** How long `stop` waits for a terminal that stands still. */
const STOP_MS = 1000;

const SILENT: Progress = {
  lanes: undefined,
  observe: () => undefined,
  stop: () => Promise.resolve(),
};

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
export function startProgress({ look, title, targets, ...figures }: ProgressOptions): Progress {
  if (look === undefined) return SILENT;
  const memory = lanesMemory(targets.length);
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
    lanes: look.kind === "area" ? writeLanes(memory, targets) : undefined,
    observe: (event) => {
      const message = messageFor(event, { title, look, lanes: memory, ...figures });
      if (message !== undefined && stopping === undefined) post(message);
    },
    stop: () => (stopping ??= stop()),
  };
}
