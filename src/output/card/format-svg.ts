import type { Report } from "../../core/report.ts";
import { clip, nameText, printable } from "../../text/printable.ts";
import { count } from "../../text/quantity.ts";
import { metricOf } from "../categories.ts";
import type { Formatter } from "../formatter.ts";
import { SIMULATED, blocksText } from "../headline.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { bySize, sizeName } from "../of-size.ts";
import { rankText, standings } from "../standings.ts";
import { shortModel } from "../table-columns.ts";
import type { Standing } from "../standings.ts";
import { verdictOf } from "../verdict.ts";
import { barsOf, timeName, unitWords } from "./bars.ts";
import type { Bars } from "./bars.ts";
import {
  COLORS,
  FONT,
  FOOT_BASELINE,
  HEAD_BASELINE,
  HEIGHT,
  LETTER,
  MARGIN,
  MOST_ROWS,
  MOST_ROW_HEIGHT,
  ROWS_BOTTOM,
  SPEED_LEFT,
  SPEED_TRACK,
  TIME_LEFT,
  TIME_TRACK,
  TITLE_BASELINE,
  TITLE_LINE,
  TITLE_SIZE,
  WIDTH,
} from "./layout.ts";

/** As much of a text as fits into `width`, in letters of `size`. */
const fitted = (text: string, width: number, size: number): string =>
  clip(text, Math.floor(width / (size * LETTER)), true);

/** The title in at most two lines, broken at a space, of about the same length: no word stands alone. */
function titleLines(text: string): readonly string[] {
  const room = Math.floor((WIDTH - 2 * MARGIN) / (TITLE_SIZE * LETTER));
  const width = Bun.stringWidth(text);
  if (width <= room) return [text];
  const even = Math.min(room, Math.ceil(width / 2) + 6);
  const [first = "", ...rest] = Bun.wrapAnsi(text, even, { hard: true }).split("\n");
  return [first, clip(rest.join(" "), room, true)];
}

/** The model, where all race with the same one: its own name, as hosts put accounts and paths before it. */
function modelOf({ plan }: Report): string {
  const names = new Set(plan.targets.map(({ model }) => shortModel(model)));
  const [name = ""] = names;
  return names.size === 1 ? clip(nameText(name), 32, true) : "different models";
}

function head(report: Report, size: string): Markup {
  const when = report.startedAt.slice(0, 10);
  const about = [modelOf(report), size, blocksText(report), when].join(" · ");
  const badge = report.simulated
    ? fragment`<rect x="258" y="${HEAD_BASELINE - 27}" width="176" height="38" rx="8" fill="${COLORS.bad}"/>
<text x="346" y="${HEAD_BASELINE}" fill="${COLORS.back}" font-size="24" font-weight="800" text-anchor="middle">${SIMULATED}</text>`
    : undefined;
  return fragment`<text x="${MARGIN}" y="${HEAD_BASELINE}" fill="${COLORS.best}" font-size="26" font-weight="800">speed-kings</text>${badge}
<text x="${WIDTH - MARGIN}" y="${HEAD_BASELINE}" fill="${COLORS.muted}" font-size="22" text-anchor="end">${about}</text>`;
}

function row(standing: Standing, y: number, height: number, columns: readonly Bars[]): Markup {
  const { rank, target } = standing;
  const place = rank === undefined ? "–" : rankText(rank);
  const { ok, total } = target.attempts;
  const outcome = ok === total ? "" : `${count(ok)}/${count(total)} ok`;
  const room = SPEED_LEFT - MARGIN - 74 - (outcome === "" ? 0 : 84);
  const name = fitted(nameText(target.id), room, 22);
  return fragment`<text x="${MARGIN}" y="${y + 7}" fill="${COLORS.muted}" font-size="20">${place}</text>
<text x="${MARGIN + 52}" y="${y + 8}" fill="${COLORS.ink}" font-size="22" font-weight="600">${name}</text>
<text x="${SPEED_LEFT - 18}" y="${y + 7}" fill="${COLORS.bad}" font-size="16" text-anchor="end">${outcome}</text>
${columns.map(({ draw }) => draw(standing, y, height))}`;
}

function foot(report: Report, left: number): Markup {
  const { environment, tool } = report;
  const more = left === 0 ? [] : [`${left} more not shown`];
  const about = printable(
    [
      "bars: P50, line: 95 % interval",
      `${environment.cpu}, ${environment.os}`,
      `speed-kings ${tool.version}`,
      ...more,
    ].join(" · "),
  );
  return fragment`<path d="M${MARGIN} ${FOOT_BASELINE - 26}H${WIDTH - MARGIN}" stroke="${COLORS.line}"/>
<text x="${MARGIN}" y="${FOOT_BASELINE}" fill="${COLORS.muted}" font-size="17">${fitted(about, WIDTH - 2 * MARGIN, 17)}</text>`;
}

/**
 * One picture of the result, 1200 × 630: who won, in words, bars of output speed and of the time to the first token for up to eight
 * targets, and what a viewer needs to judge them. Of several sizes the first.
 */
export const formatSvg: Formatter = (report) => {
  const [size, part] = bySize(report)[0] ?? ["medium" as const, report];
  const all = standings(part);
  const rows = all.slice(0, MOST_ROWS);
  const lines = titleLines(verdictOf(part)[0] ?? "");
  const timeMetric = metricOf("ttft", part) ?? "ttftMs";
  const crowned = (category: "speed" | "ttft") => (standing: Standing) =>
    standing.target.crowns.includes(category);
  const speed = barsOf("outputSpeed", rows, crowned("speed"), {
    left: SPEED_LEFT,
    track: SPEED_TRACK,
  });
  const time = barsOf(timeMetric, rows, crowned("ttft"), { left: TIME_LEFT, track: TIME_TRACK });
  const headsAt = TITLE_BASELINE + (lines.length - 1) * TITLE_LINE + 50;
  const top = headsAt + 14;
  const step = Math.min(MOST_ROW_HEIGHT, (ROWS_BOTTOM - top) / Math.max(1, rows.length));
  const column = (name: string, unit: string, left: number): Markup =>
    fragment`<text x="${left}" y="${headsAt}" fill="${COLORS.muted}" font-size="18">${name}, ${unitWords(unit)}</text>`;
  const { markup } =
    fragment`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="${FONT}">
<title>${lines.join(" ")}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="${COLORS.back}"/>
<rect width="${WIDTH}" height="8" fill="${COLORS.best}"/>
${head(report, sizeName(size))}
${lines.map(
  (line, index) =>
    fragment`<text x="${MARGIN}" y="${TITLE_BASELINE + index * TITLE_LINE}" fill="${COLORS.ink}" font-size="${TITLE_SIZE}" font-weight="700">${line}</text>`,
)}
${column("output speed", speed.unit, SPEED_LEFT)}
${column(timeName(timeMetric, part), time.unit, TIME_LEFT)}
${rows.map((standing, index) => row(standing, top + step * (index + 0.5), step * 0.5, [speed, time]))}
${foot(part, all.length - rows.length)}
</svg>
`;
  return markup;
};
