import type { Report } from "../core/report.ts";
import type { ServerTimings } from "../core/stream.ts";
import { nameText } from "../text/printable.ts";
import { timeScale } from "../text/quantity.ts";
import type { Standing } from "./standings.ts";
import { standings } from "./standings.ts";
import { NOTHING } from "./table-metric-column.ts";
import type { Column } from "./table-metric-column.ts";

export type DetailId =
  "target" | "client" | "clientFirst" | "queue" | "prefill" | "decode" | "load" | "server" | "rest";

/** What a server accounts for, undefined where it names no part of its time. */
function serverTotal({ totalMs, queueMs, prefillMs, decodeMs, loadMs }: ServerTimings) {
  if (totalMs !== undefined) return totalMs;
  const parts = [queueMs, prefillMs, decodeMs, loadMs].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part, 0);
}

/** What we saw and the server does not account for: the network, its front, our own error. A difference of medians. */
function rest({ target }: Standing): number | undefined {
  const seen = target.metrics.e2eMs?.p50;
  const said = target.serverTimings === undefined ? undefined : serverTotal(target.serverTimings);
  return typeof seen === "number" && said !== undefined ? seen - said : undefined;
}

const SPANS: readonly (readonly [DetailId, string, string, (s: Standing) => number | undefined])[] =
  [
    ["clientFirst", "client saw", "TTFT", ({ target }) => target.metrics.ttftMs?.p50 ?? undefined],
    ["client", "client saw", "E2E", ({ target }) => target.metrics.e2eMs?.p50 ?? undefined],
    ["queue", "server says", "queue", ({ target }) => target.serverTimings?.queueMs],
    ["load", "server says", "load", ({ target }) => target.serverTimings?.loadMs],
    ["prefill", "server says", "prefill", ({ target }) => target.serverTimings?.prefillMs],
    ["decode", "server says", "decode", ({ target }) => target.serverTimings?.decodeMs],
    [
      "server",
      "server says",
      "in all",
      ({ target }) =>
        target.serverTimings === undefined ? undefined : serverTotal(target.serverTimings),
    ],
    ["rest", "", "rest", rest],
  ];

/** The first to be given up where a page is narrow comes last. */
export const KEEP_DETAILS: readonly DetailId[] = [
  "target",
  "client",
  "server",
  "rest",
  "queue",
  "prefill",
  "decode",
  "clientFirst",
  "load",
];

/** Names at the left of a further table. */
export const targetColumn = (ids: readonly string[]): Column => ({
  head: ["", "target"],
  align: "left",
  min: 10,
  cells: ids.map((id) => ({ text: nameText(id) })),
});

/**
 * What the servers say of their own time beside what we saw, medians; undefined where no server says anything. Wants a report of one
 * size.
 */
export function serverColumns(report: Report): ReadonlyMap<DetailId, Column> | undefined {
  const rows = standings(report).filter(({ target }) => target.serverTimings !== undefined);
  if (rows.length === 0) return undefined;
  const found = new Map<DetailId, Column>([
    ["target", targetColumn(rows.map(({ target }) => target.id))],
  ]);
  for (const [id, upper, lower, read] of SPANS) {
    const spans = rows.map(read);
    const known = spans.filter((span) => span !== undefined);
    if (known.length === 0) continue;
    const scale = timeScale(known.map(Math.abs));
    found.set(id, {
      head: [upper, `${lower} ${scale.unit}`],
      align: "right",
      cells: spans.map((span) => (span === undefined ? NOTHING : { text: scale.format(span) })),
    });
  }
  return found;
}

/** What that table is. */
export const SERVER_TEXT =
  "Server says, client saw: medians. The server's times are its own claim; rest is what we saw and it does not account for (network, gateway, our own error).";
