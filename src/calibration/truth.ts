import { parseJson } from "../providers/json.ts";
import type { TruthRecord } from "../simulator/truth-log.ts";

/** What the server really did for one request. */
export interface Truth {
  /** When the last byte of the request was read, on the clock that processes share. */
  readonly receivedAtMs: number;
  /** When each event with text went out, in milliseconds after that. The stamp is taken right before the write. */
  readonly sentMs: readonly number[];
}

type Row = Pick<TruthRecord, "requestId" | "receivedAtMs" | "sent">;

const isRow = (value: unknown): value is Row =>
  typeof value === "object" &&
  value !== null &&
  "requestId" in value &&
  typeof value.requestId === "string" &&
  "receivedAtMs" in value &&
  typeof value.receivedAtMs === "number" &&
  "sent" in value &&
  Array.isArray(value.sent);

/** Reads the truth log of a simulator, a line of JSON a request, by request id. A line that is no such thing is passed over. */
export function readTruth(lines: string): ReadonlyMap<string, Truth> {
  const rows = lines.split("\n").map(parseJson).filter(isRow);
  return new Map(
    rows.map(({ requestId, receivedAtMs, sent }): [string, Truth] => [
      requestId,
      {
        receivedAtMs,
        sentMs: sent.filter(([, tokens]) => tokens > 0).map(([, , , sentMs]) => sentMs),
      },
    ]),
  );
}
