import { CATEGORIES } from "../../core/report.ts";
import type { Comparison, Report } from "../../core/report.ts";
import { count } from "../../text/quantity.ts";
import { ratioInterval, sharePercent, times } from "../../text/ratio.ts";
import { nameText } from "../../text/printable.ts";
import { textOf } from "../categories.ts";
import { fromTheWinner } from "../comparisons.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";

const VERDICT_WORDS = { better: "better", worse: "worse", tie: "not distinguishable" } as const;

function comparisonRow({ a, b, ratio, interval, pAdjusted, verdict, ...rest }: Comparison): Markup {
  const { blocks, detectable } = rest;
  const range = interval === null ? undefined : ratioInterval(ratio, interval);
  const probability = pAdjusted < 0.001 ? "< 0.001" : pAdjusted.toFixed(3);
  return fragment`<tr>
    <th scope="row" class="left"><bdi>${nameText(a)}</bdi> over <bdi>${nameText(b)}</bdi></th>
    <td class="right">${times(ratio)}</td>
    <td class="right quiet">${range ?? "–"}</td>
    <td class="right">${probability}</td>
    <td class="left ${verdict === "tie" ? "quiet" : ""}">${VERDICT_WORDS[verdict]}</td>
    <td class="right quiet">${detectable === undefined ? "–" : sharePercent(detectable)}</td>
    <td class="right">${count(blocks)}</td>
  </tr> `;
}

const COMPARISON_HEAD = fragment`<thead>
  <tr>
    <th scope="col" class="left">pair</th>
    <th scope="col" class="right">times better</th>
    <th scope="col" class="right">95 %</th>
    <th scope="col" class="right">p, Holm</th>
    <th scope="col" class="left">verdict</th>
    <th scope="col" class="right">would have seen</th>
    <th scope="col" class="right">blocks</th>
  </tr>
</thead>`;

/** Every pair in every category; undefined where nothing was compared. */
export function comparisonSection(report: Report): Markup | undefined {
  const tables = CATEGORIES.flatMap((category) => {
    const rows = fromTheWinner(report, category).map(comparisonRow);
    const { name } = textOf(category, report);
    return rows.length === 0
      ? []
      : [
          fragment`<h3>${name}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label="${name}">
              <table>
                ${COMPARISON_HEAD}
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>`,
        ];
  });
  return tables.length === 0
    ? undefined
    : fragment`<section>
        <h2>Pair by pair</h2>
        <details>
          <summary>
            Ratios within blocks, signed-rank tests, Holm over all pairs of a category
          </summary>
          ${tables}
        </details>
      </section>`;
}
