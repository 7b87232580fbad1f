import type { LabelEffect, Report } from "../../core/report.ts";
import { labelNotes } from "../label-notes.ts";
import { columnNotes, markNotes } from "../legend.ts";
import { countNotes, failureNotes, orderText } from "../notes.ts";
import { dividerOf } from "../standings.ts";
import { columnsOf } from "../table-columns.ts";
import { keepOrder } from "../table-keep-order.ts";
import { fit } from "../table-fit.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { tableMarkup } from "./table.ts";

/** What a wide window shows without scrolling, about; every number is in the data of the page. */
const COLUMNS = 114;

const EFFECT_NAMES = {
  void: "takes a number away",
  warn: "weakens a number",
  inform: "good to know",
} as const satisfies Record<LabelEffect, string>;

const items = (notes: readonly { readonly about: string; readonly text: string }[]): Markup =>
  fragment`<dl class="legend">
    ${notes.map(
      ({ about, text }) =>
        fragment`<dt>${about}</dt>
          <dd>${text}</dd> `,
    )}
  </dl>`;

/** The table of a size with everything that is to be known of it. */
export function tableSection(report: Report, isFirst: boolean): Markup {
  // Distributions are pictures of their own.
  const all = columnsOf(report, { distribution: false });
  const columns = fit(all, COLUMNS, keepOrder(report.plan.rankBy));
  const shown = new Set(columns.keys());
  const failures = failureNotes(report).map(
    ({ about, text }) =>
      fragment`<li class="void">
        <b><bdi>${about}</bdi></b> ${text}
      </li> `,
  );
  const labels = labelNotes(report, isFirst).map(
    ({ about, text, effect }) =>
      fragment`<li class="${effect}" title="${EFFECT_NAMES[effect]}">
        <b><bdi>${about}</bdi></b> ${text}
      </li> `,
  );
  const order = orderText(report);
  const legend = [
    ...columnNotes(report, shown),
    ...markNotes(report, shown),
    ...countNotes(report),
    ...(order === undefined ? [] : [{ about: "Order", text: order }]),
  ];
  return fragment`<section>
    <h2>Standings</h2>
    ${tableMarkup(columns, "Standings", dividerOf(report))}
    ${
      failures.length + labels.length === 0
        ? undefined
        : fragment`<ul class="notes">
            ${failures}${labels}
          </ul>`
    }
    <details>
      <summary>What the columns mean</summary>
      ${items(legend)}
    </details>
  </section>`;
}
