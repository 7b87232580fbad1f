import { paintFor } from "../text/paint.ts";
import { toMs } from "../core/units.ts";
import { bunClock } from "../timing/clock.ts";
import { directWriter } from "./direct-write.ts";
import { openLiveArea } from "./live-area.ts";
import type { Look, ProgressMessage, Stopped } from "./progress-messages.ts";
import { startPace } from "./progress-pace.ts";
import { ProgressTally } from "./progress-state.ts";
import { progressLines, progressLogLine } from "./progress-view.ts";
import { readLanes } from "./shared-lanes.ts";

declare const self: Worker;

const STDERR = 2;
/** Often enough for lanes to move, and no oftener. */
const FRAME_MS = 100;
/** A log is read afterwards, and a short race needs no word of how far it is. */
const LINE_MS = 10_000;

const nowMs = (): number => toMs(bunClock.now());

/** Whatever shows a race until it is told to stop. */
interface Drawing {
  readonly tally: ProgressTally;
  changed(): void;
  stop(): void;
}

function startArea(look: Look, tally: ProgressTally, memory: SharedArrayBuffer): Drawing {
  const area = openLiveArea(STDERR);
  const paint = paintFor(look.color);
  const pace = startPace(bunClock, { shortestMs: FRAME_MS, longestMs: FRAME_MS }, () => {
    const snapshot = tally.snapshot(nowMs(), readLanes(memory));
    area.draw((size) => progressLines(snapshot, { ...size, unicode: look.unicode, paint }));
  });
  pace.changed();
  return {
    tally,
    changed: () => pace.changed(),
    stop: () => {
      pace.stop();
      area.clear();
    },
  };
}

function startLines(look: Look, tally: ProgressTally): Drawing {
  const write = directWriter(STDERR);
  const timer = setInterval(
    () => write(`${progressLogLine(tally.snapshot(nowMs()), look.unicode)}\n`),
    LINE_MS,
  );
  return { tally, changed: () => {}, stop: () => clearInterval(timer) };
}

let drawing: Drawing | undefined;

function receive(message: ProgressMessage): void {
  switch (message.type) {
    case "start": {
      const { race, look, lanes } = message;
      const tally = new ProgressTally(race, nowMs());
      drawing = look.kind === "area" ? startArea(look, tally, lanes) : startLines(look, tally);
      return;
    }
    case "attempt-end":
      drawing?.tally.attemptEnd(message, nowMs());
      break;
    case "ending":
      drawing?.tally.ending(message.reason);
      break;
    case "stop":
      drawing?.stop();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      self.postMessage({ type: "stopped" } satisfies Stopped);
      return;
  }
  drawing?.changed();
}

// The only thread that writes to the terminal while a run goes on: a write to a terminal that was stopped (Ctrl-S, a slow
// connection) blocks its thread, and on the main thread that would be the times of the race.
self.addEventListener("message", ({ data }: MessageEvent<ProgressMessage>) => receive(data));
