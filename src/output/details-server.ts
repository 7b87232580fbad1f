import type { Report } from "../core/report.ts";
import type { ServerTimings } from "../core/stream.ts";
import { nameText } from "../text/printable.ts";
import { timeScale } from "../text/quantity.ts";
import type { Standing } from "./standings.ts";
import { standings } from "./standings.ts";
import { NOTHING } from "./table-metric-column.ts";
import type { Column } from "./table-metric-column.ts";

export type DetailId =
  | "target"
  | "client"
  | "clientFirst"
  | "queue"
  | "prefill"
  | "decode"
  | "load"
  | "serverFirst"
  | "server"
  | "rest";

const sumOf = (...spans: readonly (number | undefined)[]): number | undefined => {
  const known = spans.filter((span) => span !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, span) => sum + span, 0);
};

/**
 * What a server accounts for, undefined where it does not tell until the end. Its own total may leave something out (Groq's the queue)
 * or hold more than its parts (Cerebras'): the larger one counts.
 */
function serverTotal(said: ServerTimings): number | undefined {
  const { totalMs, queueMs, prefillMs, decodeMs, loadMs, ttftMs } = said;
  const parts = decodeMs === undefined ? undefined : sumOf(queueMs, prefillMs, decodeMs, loadMs);
  const halves = decodeMs === undefined || ttftMs === undefined ? undefined : ttftMs + decodeMs;
  const totals = [totalMs, parts, halves].filter((total) => total !== undefined);
  return totals.length === 0 ? undefined : Math.max(...totals);
}

/**
 * What we saw and the server does not account for: the network, its front, our own error. A difference of medians, of E2E, or of TTFT
 * where the server tells no more.
 */
function rest({ target: { metrics, serverTimings: said } }: Standing): number | undefined {
  if (said === undefined) return undefined;
  const total = serverTotal(said);
  const seen = total === undefined ? metrics.ttftMs?.p50 : metrics.e2eMs?.p50;
  const told = total ?? said.ttftMs;
  return typeof seen === "number" && told !== undefined ? seen - told : undefined;
}

const SPANS: readonly (readonly [DetailId, string, string, (s: Standing) => number | undefined])[] =
  [
    ["clientFirst", "client saw", "TTFT", ({ target }) => target.metrics.ttftMs?.p50 ?? undefined],
    ["client", "client saw", "E2E", ({ target }) => target.metrics.e2eMs?.p50 ?? undefined],
    ["queue", "server says", "queue", ({ target }) => target.serverTimings?.queueMs],
    ["load", "server says", "load", ({ target }) => target.serverTimings?.loadMs],
    ["prefill", "server says", "prefill", ({ target }) => target.serverTimings?.prefillMs],
    ["decode", "server says", "decode", ({ target }) => target.serverTimings?.decodeMs],
    ["serverFirst", "server says", "TTFT", ({ target }) => target.serverTimings?.ttftMs],
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
  "serverFirst",
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
