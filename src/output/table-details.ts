import type { Report } from "../core/report.ts";
import type { Paint } from "../text/paint.ts";
import { paragraph } from "../text/printable.ts";
import { KEEP_NETWORK, NETWORK_TEXT, networkColumns } from "./details-network.ts";
import { KEEP_DETAILS, SERVER_TEXT, serverColumns } from "./details-server.ts";
import type { Page } from "./formatter.ts";
import { fit } from "./table-fit.ts";
import { drawGrid } from "./table-grid.ts";
import type { Column } from "./table-metric-column.ts";

function draw<Id extends string>(
  columns: ReadonlyMap<Id, Column> | undefined,
  keep: readonly Id[],
  text: string,
  page: Page,
  paint: Paint,
): readonly string[] {
  if (columns === undefined) return [];
  const fitted = [...fit(columns, page.columns, keep).values()];
  return [paragraph(text, page.columns), drawGrid(fitted, page, paint)];
}

/** Further tables for those who want to know why: server's times beside ours, and the way to each target. */
export const drawDetails = (report: Report, page: Page, paint: Paint): readonly string[] => [
  ...draw(serverColumns(report), KEEP_DETAILS, SERVER_TEXT, page, paint),
  ...draw(networkColumns(report), KEEP_NETWORK, NETWORK_TEXT, page, paint),
];
