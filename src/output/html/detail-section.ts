import type { Report } from "../../core/report.ts";
import { NETWORK_TEXT, networkColumns } from "../details-network.ts";
import { SERVER_TEXT, serverColumns } from "../details-server.ts";
import type { Column } from "../table-metric-column.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { tableMarkup } from "./table.ts";

/** What the servers say of themselves, and the way to them; undefined where nothing is known of either. */
export function detailSection(report: Report): Markup | undefined {
  const server = serverColumns(report);
  const network = networkColumns(report);
  const part = (columns: ReadonlyMap<string, Column> | undefined, name: string, text: string) =>
    columns === undefined
      ? undefined
      : fragment`<h3>${name}</h3>
          <p>${text}</p>
          ${tableMarkup(columns, name)}`;
  return server === undefined && network === undefined
    ? undefined
    : fragment`<section>
        <h2>Behind the numbers</h2>
        <details>
          <summary>Server's own times, and the network</summary>
          ${part(server, "Server says, client saw", SERVER_TEXT)}${part(network, "Network", NETWORK_TEXT)}
        </details>
      </section>`;
}
