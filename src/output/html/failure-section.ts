import { FAILURE_KINDS } from "../../core/failure.ts";
import type { Report, TargetReport } from "../../core/report.ts";
import { count } from "../../text/quantity.ts";
import { nameText } from "../../text/printable.ts";
import { FAILURE_NAMES } from "../failures.ts";
import type { Column } from "../table-metric-column.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { tableMarkup } from "./table.ts";

/** How often each target failed, in which ways; undefined where none did. */
export function failureSection(report: Report): Markup | undefined {
  const failing = report.targets.filter(({ attempts }) => attempts.failed > 0);
  if (failing.length === 0) return undefined;
  const kinds = FAILURE_KINDS.filter((kind) =>
    failing.some(({ attempts }) => (attempts.byKind[kind] ?? 0) > 0),
  );
  const number = (head: string, read: (target: TargetReport) => number): Column => ({
    head: ["", head],
    align: "right",
    cells: failing.map((target) => ({ text: count(read(target)) })),
  });
  const columns = new Map<string, Column>([
    [
      "target",
      {
        head: ["", "target"],
        align: "left",
        cells: failing.map(({ id }) => ({ text: nameText(id) })),
      },
    ],
    ["total", number("attempts", ({ attempts }) => attempts.total)],
    ["ok", number("ok", ({ attempts }) => attempts.ok)],
    ...kinds.map((kind): [string, Column] => [
      kind,
      number(FAILURE_NAMES[kind], ({ attempts }) => attempts.byKind[kind] ?? 0),
    ]),
  ]);
  return fragment`<section>
    <h2>Failures</h2>
    ${tableMarkup(columns, "Failures by kind")}
  </section>`;
}
