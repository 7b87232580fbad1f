import type { Cell, Column } from "../table-metric-column.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";

const headCell = ({ head: [upper, lower], align }: Column): Markup =>
  fragment`<th scope="col" class="${align}">
    ${upper === "" ? undefined : fragment`<span>${upper}</span> `}<small>${lower}</small>
  </th>`;

function bodyCell({ text, role }: Cell, { align }: Column, isName: boolean): Markup {
  const classes = `${align}${role === undefined ? "" : ` ${role}`}`;
  return isName
    ? fragment`<th scope="row" class="${classes}"><bdi>${text}</bdi></th>`
    : fragment`<td class="${classes}"><bdi>${text}</bdi></td>`;
}

/** A table out of the columns that the terminal's has. The rows from `dividedAt` on stand below a line that says what they are. */
export function tableMarkup<Id extends string>(
  columns: ReadonlyMap<Id, Column>,
  caption: string,
  divider?: { readonly above: number; readonly text: string },
): Markup {
  const list = [...columns];
  const rows = (list[0]?.[1].cells ?? []).map((_, row) => {
    const cells = list.map(([id, column]) =>
      bodyCell(column.cells[row] ?? { text: "" }, column, id === "target"),
    );
    const line =
      divider?.above === row
        ? fragment`<tr class="divider">
            <th colspan="${list.length}" scope="colgroup">${divider.text}</th>
          </tr>`
        : undefined;
    return fragment`${line}
      <tr>
        ${cells}
      </tr> `;
  });
  return fragment`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${list.map(([, column]) => headCell(column))}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
