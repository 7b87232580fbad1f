import { CATEGORIES } from "../../core/report.ts";
import type { Category, Report, TargetReport } from "../../core/report.ts";
import { duration, rate } from "../../text/quantity.ts";
import { tokensPerUsdScale } from "../../text/money.ts";
import { nameText } from "../../text/printable.ts";
import { textOf, valueIn } from "../categories.ts";
import { CROWN } from "../crowns.ts";
import { listed } from "../../text/listed.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";

function valueText(category: Category, value: number): string {
  if (category === "speed") return `${rate(value)} tok/s`;
  if (category !== "value") return duration(value);
  const scale = tokensPerUsdScale([value]);
  return `${scale.format(value)} ${scale.unit}`;
}

/** Who may be first, as far as the evidence goes. */
const firsts = (category: Category, { targets }: Report): readonly TargetReport[] =>
  targets.filter(({ ranks }) => ranks[category]?.from === 1);

function tile(category: Category, report: Report): Markup | undefined {
  const leading = firsts(category, report);
  const [first] = leading;
  if (first === undefined) return undefined;
  const isSole = first.crowns.includes(category);
  const value = valueIn(category, report, first)?.p50;
  const more = leading.length > 3 ? [`${leading.length - 2} others`] : [];
  const shown = more.length > 0 ? leading.slice(0, 2) : leading;
  const names = listed([...shown.map(({ id }) => nameText(id)), ...more]);
  const figure = typeof value === "number" && isSole ? valueText(category, value) : undefined;
  return fragment`<div class="tile ${isSole ? "sole" : ""}">
    <h3>${textOf(category, report).name}</h3>
    <p class="who">${isSole ? CROWN : undefined} <bdi>${names}</bdi></p>
    <p class="figure">
      ${figure ?? (leading.length > 1 ? "share first place: not distinguishable" : "")}
    </p>
  </div>`;
}

/** One tile for each category in which anything is ranked. */
export function tiles(report: Report): Markup {
  const drawn = CATEGORIES.flatMap((category) => tile(category, report) ?? []);
  return drawn.length === 0 ? fragment`` : fragment`<div class="tiles">${drawn}</div>`;
}
