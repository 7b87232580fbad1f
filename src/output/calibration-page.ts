import type { Calibration, ErrorSpread } from "../core/calibration.ts";
import { paintFor } from "../text/paint.ts";
import type { Role } from "../text/paint.ts";
import { clip, paragraph, toAscii } from "../text/printable.ts";
import { count, duration } from "../text/quantity.ts";
import type { Page } from "./formatter.ts";

interface Row {
  readonly name: string;
  readonly of: (calibration: Calibration) => ErrorSpread;
  /** An error may have either sign; lateness has one. */
  readonly isSigned: boolean;
  readonly help: string;
}

const ROWS: readonly Row[] = [
  {
    name: "TTFT",
    of: ({ ttftErrorMs }) => ttftErrorMs,
    isSigned: true,
    help: "measured less true time to the first token",
  },
  {
    name: "chunk",
    of: ({ chunkErrorMs }) => chunkErrorMs,
    isSigned: true,
    help: "stamp of each chunk less the moment it was sent",
  },
  {
    name: "timer",
    of: ({ timerLatenessMs }) => timerLatenessMs,
    isSigned: false,
    help: "how late a timer fires: our loop was busy, or nobody ran it",
  },
];

interface Words {
  readonly role: Role;
  readonly text: string;
}

const WORDS = {
  good: {
    role: "good",
    text: "fewer than 1 in 100 measurements here are off by more than 5 ms.",
  },
  noisy: {
    role: "warning",
    text: "1 in 100 measurements here is off by more than 5 ms. Medians can be trusted; P95 and P99 of fast targets less. To get better: end what else uses this machine, or have fewer requests in flight.",
  },
  saturated: {
    role: "failure",
    text: "this machine is too slow or too busy for so many streams: what it measures now is void. End what else uses this machine, have fewer requests in flight, or take a machine with more cores.",
  },
} as const satisfies Record<Calibration["verdict"], Words>;

const NAME_WIDTH = 10;
const NUMBER_WIDTH = 12;
const GAP = 2;

/** This program's own error as a page: what was done, the spread in numbers, the verdict and what to do about it. */
export function formatCalibration(calibration: Calibration, asked: number, page: Page): string {
  const { parallel, requests, loopStalls, verdict } = calibration;
  const paint = paintFor(page.color);
  const line = (name: string, numbers: readonly string[], help: string): string => {
    const cells = numbers.map((number) => number.padStart(NUMBER_WIDTH)).join("");
    const room = page.columns - NAME_WIDTH - cells.length - GAP;
    const said = clip(help, Math.max(0, room), page.unicode);
    const start = `  ${name}`.padEnd(NAME_WIDTH) + cells;
    return said === "" ? start : `${start}${" ".repeat(GAP)}${paint.quiet(said)}`;
  };
  const spread = (row: Row): string => {
    const { p50, p99 } = row.of(calibration);
    const written = (ms: number): string => `${row.isSigned && ms >= 0 ? "+" : ""}${duration(ms)}`;
    return line(row.name, [written(p50), written(p99)], row.help);
  };
  const streams = `${count(parallel)} stream${parallel === 1 ? "" : "s"} at once`;
  const { role, text } = WORDS[verdict];
  const body = [
    paint.title(`How far off this program is, here and now, with ${streams}`),
    ...(asked > parallel
      ? [`(${count(asked)} were asked for; no more than ${count(parallel)} are tried)`]
      : []),
    "",
    line("", ["median", "P99"], ""),
    ...ROWS.map(spread),
    line(
      "stalls",
      [count(loopStalls), ""],
      "times of more than 2.5 ms in which our loop ran nothing",
    ),
    "",
    paragraph(`${paint[role](verdict)}: ${text}`, page.columns),
    paragraph(
      `From ${count(requests)} requests to a simulated provider of known truth on this machine. Its own delays are in the numbers, so they are upper bounds. Races report them; nothing is ever subtracted.`,
      page.columns,
    ),
    "",
  ].join("\n");
  return page.unicode ? body : toAscii(body);
}
