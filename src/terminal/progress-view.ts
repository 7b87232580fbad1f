import type { StopReason } from "../core/events.ts";
import { money } from "../text/money.ts";
import type { Paint } from "../text/paint.ts";
import { clip, printable, toAscii } from "../text/printable.ts";
import { clockTime, count, percent } from "../text/quantity.ts";
import { headLine, layoutFor, targetLine } from "./progress-columns.ts";
import type { ProgressSnapshot, Spent } from "./progress-state.ts";

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
/** Title, bar and head. A blank line between them is for those who have room. */
const LINES_ABOVE_TARGETS = 3;

const ENDING = {
  complete: undefined,
  interrupted: "stopping: Ctrl-C again stops the requests in flight at once",
  "max-time": "Time is up: no new block, waiting for the requests in flight",
  "max-cost": "The budget is spent: no new block, waiting for the requests in flight",
  precise: "Precise enough: waiting for the requests in flight",
} as const satisfies Record<StopReason, string | undefined>;

/** `$0.0123 of $0.25`; `≥` where some requests have no price. */
function spentText({ usd, maxUsd, isPartial }: Spent, withLimit: boolean): string {
  const limit = withLimit && maxUsd !== undefined ? ` of ${money(maxUsd)}` : "";
  return `${isPartial ? "≥ " : ""}${money(usd)}${limit}`;
}

const shareOf = ({ done, total }: ProgressSnapshot): number => (total === 0 ? 1 : done / total);

/** How far, how long still, how much money: in full, and shorter and shorter for where there is less room. */
function progressTexts(snapshot: ProgressSnapshot): readonly string[] {
  const { done, total, timeLeftMs, spent } = snapshot;
  const counts = [percent(shareOf(snapshot)), `${count(done)}/${count(total)}`];
  const left = timeLeftMs === undefined ? [] : [`${clockTime(timeLeftMs)} left`];
  const paid = (withLimit: boolean): string[] =>
    spent === undefined ? [] : [spentText(spent, withLimit)];
  return [
    [...counts, ...left, ...paid(true)],
    [...counts, ...left, ...paid(false)],
    [...counts, ...left],
    counts,
  ].map((parts) => parts.join(GAP));
}

/** `████████░░░░  52%  62/120  1m 05s left  $0.0123 of $0.25`. */
function barLine(snapshot: ProgressSnapshot, width: number, paint: Paint): string {
  const texts = progressTexts(snapshot);
  const fitting =
    texts.slice(0, 2).find((text) => text.length + GAP.length + NARROWEST_BAR <= width) ??
    texts.find((text) => text.length <= width) ??
    "";
  const barWidth = Math.min(WIDEST_BAR, width - fitting.length - GAP.length);
  if (barWidth < NARROWEST_BAR) return fitting;
  const full = Math.floor(shareOf(snapshot) * barWidth);
  const bar = paint.good("█".repeat(full)) + paint.quiet("░".repeat(barWidth - full));
  return `${bar}${GAP}${fitting}`;
}

function targetLines(snapshot: ProgressSnapshot, width: number, canvas: Canvas): string[] {
  const { targets, attemptsPerTarget } = snapshot;
  const room = canvas.rows - 1 - LINES_ABOVE_TARGETS;
  if (room < 1) return [];
  const layout = layoutFor(snapshot, width);
  const shown = targets.length <= room ? targets : targets.slice(0, room - 1);
  const folded = targets.length - shown.length;
  const { unicode, paint } = canvas;
  return [
    ...(targets.length < room ? [""] : []),
    paint.quiet(clip(headLine(layout), width, unicode)),
    ...shown.map((target) =>
      targetLine(target, attemptsPerTarget, layout, { unicode, paint, width }),
    ),
    ...(folded === 0 ? [] : [paint.quiet(`+${count(folded)} more`)]),
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

const LONGEST_ERROR = 120;

/** The same in a line, for a log: `racing: 62/120 requests (52%), 1m 05s left, $0.0123 of $0.25, 2 failed (groq: HTTP 500)`. */
export function progressLogLine(snapshot: ProgressSnapshot, unicode: boolean): string {
  const { done, total, timeLeftMs, spent, failed, ending, targets } = snapshot;
  const failing = targets.findLast(({ lastError }) => lastError !== undefined);
  const lastError =
    failing === undefined
      ? ""
      : ` (${clip(printable(`${failing.id}: ${failing.lastError}`), LONGEST_ERROR, unicode)})`;
  const reason = ending === undefined ? undefined : ENDING[ending];
  const line = [
    `racing: ${count(done)}/${count(total)} requests (${percent(shareOf(snapshot))})`,
    ...(timeLeftMs === undefined || reason !== undefined ? [] : [`${clockTime(timeLeftMs)} left`]),
    ...(spent === undefined ? [] : [spentText(spent, true)]),
    ...(failed === 0 ? [] : [`${count(failed)} failed${lastError}`]),
    ...(reason === undefined ? [] : [reason]),
  ].join(", ");
  return unicode ? line : toAscii(line);
}
