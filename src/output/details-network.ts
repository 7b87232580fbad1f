import type { NetworkPath, Report } from "../core/report.ts";
import { printable } from "../text/printable.ts";
import { timeScale } from "../text/quantity.ts";
import { targetColumn } from "./details-server.ts";
import type { Column } from "./table-metric-column.ts";

export type NetworkId = "target" | "dns" | "tcp" | "tls" | "version" | "address" | "note";

export const KEEP_NETWORK: readonly NetworkId[] = [
  "target",
  "tcp",
  "tls",
  "dns",
  "note",
  "address",
  "version",
];

const NETWORK_SPANS: readonly (readonly [
  NetworkId,
  string,
  (p: NetworkPath) => number | undefined,
])[] = [
  ["dns", "DNS", ({ dnsMs }) => dnsMs],
  ["tcp", "TCP", ({ tcpMs }) => tcpMs],
  ["tls", "TLS", ({ tlsMs }) => tlsMs],
];

const NETWORK_TEXTS: readonly (readonly [
  NetworkId,
  string,
  (p: NetworkPath) => string | undefined,
])[] = [
  ["version", "TLS", ({ tlsVersion }) => tlsVersion],
  ["address", "address", ({ address }) => address],
  [
    "note",
    "",
    ({ proxy, failure }) => failure ?? (proxy === undefined ? undefined : `by proxy ${proxy}`),
  ],
];

/** What the probe beside the race found about the way to each target; undefined where there was none. */
export function networkColumns({ network }: Report): ReadonlyMap<NetworkId, Column> | undefined {
  if (network.length === 0) return undefined;
  const found = new Map<NetworkId, Column>([
    ["target", targetColumn(network.map(({ target }) => target))],
  ]);
  for (const [id, name, read] of NETWORK_SPANS) {
    const known = network.flatMap((path) => read(path) ?? []);
    const scale = timeScale(known);
    if (known.length === 0) continue;
    found.set(id, {
      head: [name, scale.unit],
      align: "right",
      cells: network.map((path) => ({ text: scale.format(read(path)) })),
    });
  }
  for (const [id, name, read] of NETWORK_TEXTS) {
    if (network.every((path) => read(path) === undefined)) continue;
    found.set(id, {
      head: ["", name],
      align: "left",
      min: 8,
      cells: network.map((path) => ({ text: printable(read(path) ?? "", 200) })),
    });
  }
  return found;
}

/** What that table is. */
export const NETWORK_TEXT =
  "Network: a probe beside the race, medians. TCP is one round trip to the provider's edge, not to its model; nothing is subtracted.";
