import { paintFor } from "../text/paint.ts";
import { toMs } from "../core/units.ts";
import { bunClock } from "../timing/clock.ts";
import { openLiveArea } from "./live-area.ts";
import type { ProgressMessage, Stopped } from "./progress-messages.ts";
import { startPace } from "./progress-pace.ts";
import { ProgressTally } from "./progress-state.ts";
import { progressLines } from "./progress-view.ts";
import type { Style } from "./style.ts";

declare const self: Worker;

const STDERR = 2;
const nowMs = (): number => toMs(bunClock.now());

/** Draws one race until it is told to stop. */
function startDrawing(style: Style, tally: ProgressTally) {
  const area = openLiveArea(STDERR);
  const paint = paintFor(style.color);
  const pace = startPace(bunClock, () => {
    area.draw((size) =>
      progressLines(tally.snapshot(nowMs()), { ...size, unicode: style.unicode, paint }),
    );
  });
  pace.changed();
  return { tally, area, pace };
}

let drawing: ReturnType<typeof startDrawing> | undefined;

function receive(message: ProgressMessage): void {
  switch (message.type) {
    case "start":
      drawing = startDrawing(message.style, new ProgressTally(message.race, nowMs()));
      return;
    case "attempt-end":
      drawing?.tally.attemptEnd(message, nowMs());
      break;
    case "ending":
      drawing?.tally.ending(message.reason);
      break;
    case "stop":
      drawing?.pace.stop();
      drawing?.area.clear();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      self.postMessage({ type: "stopped" } satisfies Stopped);
      return;
  }
  drawing?.pace.changed();
}

// The only thread that writes to the terminal while a run goes on: a write to a terminal that was stopped (Ctrl-S, a slow
// connection) blocks its thread, and on the main thread that would be the times of the race.
self.addEventListener("message", ({ data }: MessageEvent<ProgressMessage>) => receive(data));
