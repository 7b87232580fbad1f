import type { ReadRow, Sample } from "../core/sample.ts";

type Times = Pick<
  Sample,
  "firstEventMs" | "ttftMs" | "ttfatMs" | "firstToolCallMs" | "lastTokenMs"
>;

/**
 * The instants that the rows of reads hold: first event of any content, first token of any kind, first answer token, first
 * tool-call delta, last token. What did not happen is absent.
 */
export function firstTimes(rows: readonly ReadRow[]): Times {
  let times: Times = {};
  for (const [ms, , events, answer, reasoning, tool] of rows) {
    const hasText = answer + reasoning + tool > 0;
    if (events > 0 && times.firstEventMs === undefined) times = { ...times, firstEventMs: ms };
    if (hasText && times.ttftMs === undefined) times = { ...times, ttftMs: ms };
    if (answer > 0 && times.ttfatMs === undefined) times = { ...times, ttfatMs: ms };
    if (tool > 0 && times.firstToolCallMs === undefined) times = { ...times, firstToolCallMs: ms };
  }
  const last = rows.findLast(([, , , answer, reasoning, tool]) => answer + reasoning + tool > 0);
  return last === undefined ? times : { ...times, lastTokenMs: last[0] };
}
