import type { Paint } from "../text/paint.ts";
import { clip, printable } from "../text/printable.ts";
import { count, duration, rate } from "../text/quantity.ts";
import type { ProgressSnapshot, TargetProgress } from "./progress-state.ts";

/** How wide each column of the live area is; 0 for one that has no room. */
export interface Layout {
  readonly name: number;
  readonly done: number;
  readonly tokens: number;
  readonly lane: number;
  readonly error: number;
}

const GAP = "  ";
const WIDEST_NAME = 28;
const NARROWEST_NAME = 4;
/** An error clipped to less says nothing. */
const NARROWEST_ERROR = 16;
/** Enough of an error to know which; the sum of tokens is worth less. */
const GOOD_ERROR = 32;
const WIDEST_LANE = 24;
/** Beside errors, which say more. */
const LANE_BESIDE_ERRORS = 12;
const NARROWEST_LANE = 6;
const TTFT_HEAD = "TTFT P50";
const SPEED_HEAD = "tok/s P50";
const TOKENS_HEAD = " tokens";
const LANE_HEADS = ["streaming now", "streaming", "stream"];

/**
 * Shares out `width` columns: names, counts and medians first; then an error, if there is one; then the lane, and the sum of tokens
 * where all of it fits.
 */
export function layoutFor({ targets, attemptsPerTarget }: ProgressSnapshot, width: number): Layout {
  const done = Math.max("done".length, count(attemptsPerTarget).length * 2 + 1);
  const fixed = done + TTFT_HEAD.length + SPEED_HEAD.length + GAP.length * 3;
  const longest = Math.max(...targets.map(({ id }) => Bun.stringWidth(printable(id))), 6);
  const name = Math.max(NARROWEST_NAME, Math.min(longest, WIDEST_NAME, width - fixed));
  const room = width - fixed - name;
  const hasError = targets.some(({ lastError }) => lastError !== undefined);
  const forError = hasError ? NARROWEST_ERROR + GAP.length : 0;
  const forTokens = TOKENS_HEAD.length + GAP.length;
  const tokens =
    room - forTokens - GAP.length - LANE_BESIDE_ERRORS >= (hasError ? GOOD_ERROR + GAP.length : 0)
      ? TOKENS_HEAD.length
      : 0;
  const left = room - (tokens === 0 ? 0 : forTokens);
  const laneRoom = Math.min(
    left - forError - GAP.length,
    hasError ? LANE_BESIDE_ERRORS : WIDEST_LANE,
  );
  const lane = laneRoom < NARROWEST_LANE ? 0 : laneRoom;
  const errorRoom = left - (lane === 0 ? 0 : lane + GAP.length) - GAP.length;
  return { name, done, tokens, lane, error: errorRoom < NARROWEST_ERROR ? 0 : errorRoom };
}

const padEnd = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - Bun.stringWidth(text)));

/** Names of the columns. */
export const headLine = ({ name, done, tokens, lane }: Layout): string =>
  [
    padEnd("target", name),
    "done".padStart(done),
    TTFT_HEAD,
    SPEED_HEAD,
    ...(tokens === 0 ? [] : [TOKENS_HEAD]),
    ...(lane === 0 ? [] : [LANE_HEADS.find((head) => head.length <= lane) ?? ""]),
  ].join(GAP);

/** Filled as far as the answer has come; green while it comes. */
function laneBar({ lane = 0, isStreaming }: TargetProgress, width: number, paint: Paint): string {
  const full = Math.round(Math.min(1, Math.max(0, lane)) * width);
  const bar = "█".repeat(full);
  return (isStreaming ? paint.good(bar) : bar) + paint.quiet("░".repeat(width - full));
}

/** One target: how far it is, its medians, what it streams, and its last error. */
export function targetLine(
  target: TargetProgress,
  perTarget: number,
  layout: Layout,
  { unicode, paint, width }: { unicode: boolean; paint: Paint; width: number },
): string {
  const numbers = [
    padEnd(clip(printable(target.id), layout.name, unicode), layout.name),
    `${count(target.done)}/${count(perTarget)}`.padStart(layout.done),
    duration(target.ttftP50Ms).padStart(TTFT_HEAD.length),
    rate(target.speedP50).padStart(SPEED_HEAD.length),
    ...(layout.tokens === 0 ? [] : [count(Math.floor(target.tokens)).padStart(layout.tokens)]),
  ].join(GAP);
  const lane = layout.lane === 0 ? [] : [laneBar(target, layout.lane, paint)];
  const error =
    target.lastError === undefined || layout.error === 0
      ? []
      : [paint.failure(clip(printable(target.lastError), layout.error, unicode))];
  return [clip(numbers, width, unicode), ...lane, ...error].join(GAP);
}
