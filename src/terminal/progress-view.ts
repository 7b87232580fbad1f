import type { StopReason } from "../core/events.ts";
import type { Paint } from "../text/paint.ts";
import { clockTime, count, duration, percent, rate } from "../text/quantity.ts";
import { clip, printable, toAscii } from "../text/printable.ts";
import type { ProgressSnapshot, TargetProgress } from "./progress-state.ts";

/** What is drawn on. */
export interface Canvas {
  readonly columns: number;
  readonly rows: number;
  readonly unicode: boolean;
  readonly paint: Paint;
}

const GAP = "  ";
const WIDEST_BAR = 40;
const NARROWEST_BAR = 6;
const WIDEST_NAME = 28;
const NARROWEST_NAME = 4;
/** An error clipped to less says nothing. */
const NARROWEST_ERROR = 16;
/** Title, bar, blank line and head. */
const LINES_ABOVE_TARGETS = 4;

const ENDING = {
  complete: undefined,
  interrupted: "Interrupted: ending the requests in flight",
  "max-time": "Time is up: no new block, waiting for the requests in flight",
  "max-cost": "The budget is spent: no new block, waiting for the requests in flight",
  precise: "Precise enough: waiting for the requests in flight",
} as const satisfies Record<StopReason, string | undefined>;

/** `████████░░░░  52%  62/120  1m 05s left`: the bar gives way first. */
function barLine(
  { done, total, timeLeftMs }: ProgressSnapshot,
  width: number,
  paint: Paint,
): string {
  const share = total === 0 ? 1 : done / total;
  const left = timeLeftMs === undefined ? "" : `${GAP}${clockTime(timeLeftMs)} left`;
  const text = `${percent(share)}${GAP}${count(done)}/${count(total)}${left}`;
  const barWidth = Math.min(WIDEST_BAR, width - text.length - GAP.length);
  if (barWidth < NARROWEST_BAR) return text.slice(0, width);
  const full = Math.floor(share * barWidth);
  const bar = paint.good("█".repeat(full)) + paint.quiet("░".repeat(barWidth - full));
  return `${bar}${GAP}${text}`;
}

interface Layout {
  readonly name: number;
  readonly done: number;
  readonly error: number;
}

const TTFT_HEAD = "TTFT P50";
const SPEED_HEAD = "tok/s P50";

/** Widths of what varies; the rest of a line is as wide as its head. */
function layoutFor({ targets, attemptsPerTarget }: ProgressSnapshot, width: number): Layout {
  const done = Math.max("done".length, count(attemptsPerTarget).length * 2 + 1);
  const fixed = done + TTFT_HEAD.length + SPEED_HEAD.length + GAP.length * 3;
  const longest = Math.max(...targets.map(({ id }) => Bun.stringWidth(printable(id))), 6);
  const name = Math.max(NARROWEST_NAME, Math.min(longest, WIDEST_NAME, width - fixed));
  return { name, done, error: width - fixed - name - GAP.length };
}

const padEnd = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - Bun.stringWidth(text)));

function targetLine(
  target: TargetProgress,
  perTarget: number,
  layout: Layout,
  canvas: Canvas,
): string {
  const { columns, paint, unicode } = canvas;
  const numbers = [
    padEnd(clip(printable(target.id), layout.name, unicode), layout.name),
    `${count(target.done)}/${count(perTarget)}`.padStart(layout.done),
    duration(target.ttftP50Ms).padStart(TTFT_HEAD.length),
    rate(target.speedP50).padStart(SPEED_HEAD.length),
  ].join(GAP);
  if (target.lastError === undefined || layout.error < NARROWEST_ERROR) {
    return clip(numbers, columns - 1, unicode);
  }
  const error = clip(printable(target.lastError), layout.error, unicode);
  return `${numbers}${GAP}${paint.failure(error)}`;
}

function targetLines(snapshot: ProgressSnapshot, width: number, canvas: Canvas): string[] {
  const { targets, attemptsPerTarget } = snapshot;
  const room = canvas.rows - 1 - LINES_ABOVE_TARGETS;
  if (room < 1) return [];
  const layout = layoutFor(snapshot, width);
  const head = [
    padEnd("target", layout.name),
    "done".padStart(layout.done),
    TTFT_HEAD,
    SPEED_HEAD,
  ].join(GAP);
  const shown = targets.length <= room ? targets : targets.slice(0, room - 1);
  const folded = targets.length - shown.length;
  return [
    "",
    canvas.paint.quiet(clip(head, width, canvas.unicode)),
    ...shown.map((target) => targetLine(target, attemptsPerTarget, layout, canvas)),
    ...(folded === 0 ? [] : [canvas.paint.quiet(`+${count(folded)} more`)]),
  ];
}

/**
 * The live area: title, bar, and a line for each target. No line reaches the last column (some terminals break there), and there
 * are fewer lines than rows, so that the area can be drawn over. Targets beyond that are folded into one line.
 */
export function progressLines(snapshot: ProgressSnapshot, canvas: Canvas): readonly string[] {
  const width = Math.max(1, canvas.columns - 1);
  const ending = snapshot.ending === undefined ? undefined : ENDING[snapshot.ending];
  const title =
    ending === undefined
      ? canvas.paint.title(clip(printable(snapshot.title), width, canvas.unicode))
      : canvas.paint.warning(clip(ending, width, canvas.unicode));
  const lines = [
    title,
    barLine(snapshot, width, canvas.paint),
    ...targetLines(snapshot, width, canvas),
  ];
  const fitting = lines.slice(0, Math.max(1, canvas.rows - 1));
  return canvas.unicode ? fitting : fitting.map(toAscii);
}
