import type { Report, TargetReport } from "../../core/report.ts";
import { count } from "../../text/quantity.ts";
import { nameText } from "../../text/printable.ts";
import { FAILURE_NAMES, measuredOf, waysOf } from "../failures.ts";
import type { Column } from "../table-metric-column.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { tableMarkup } from "./table.ts";

/** How often each target failed, in which ways; undefined where none did. */
export function failureSection(report: Report): Markup | undefined {
  const failing = report.targets.filter(({ attempts }) => attempts.failed > 0);
  if (failing.length === 0) return undefined;
  const ways = new Map(
    failing.map((target) => [target, waysOf(target.attempts, measuredOf(report, target))]),
  );
  const names = [...new Set(Object.values(FAILURE_NAMES))].filter((name) =>
    [...ways.values()].some((found) => found.has(name)),
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
    ...names.map((name): [string, Column] => [
      name,
      number(name, (target) => ways.get(target)?.get(name) ?? 0),
    ]),
  ]);
  return fragment`<section>
    <h2>Failures</h2>
    ${tableMarkup(columns, "Failures by kind")}
  </section>`;
}
