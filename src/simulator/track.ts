import { encodeText } from "./script.ts";
import type { Head, Script, Step } from "./script.ts";
import type { Ending } from "./stream-plan.ts";

/**
 * A response flattened for playing: all its bytes in one array, HTTP framing included, cut into writes. Thousands of streams are
 * then a few arrays each, and not millions of objects that a garbage collection has to walk while events are due.
 */
export interface Track {
  readonly bytes: Uint8Array;
  /** Where each write ends in `bytes`. */
  readonly ends: readonly number[];
  /** When each write is due: milliseconds since the complete request, ascending. */
  readonly atMs: readonly number[];
  readonly labels: readonly string[];
  readonly tokens: readonly number[];
  readonly ending: Ending;
  readonly endMs: number;
  /** The connection does not outlive the response. */
  readonly close: boolean;
}

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  413: "Payload Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

function headText(head: Head, script: Script, close: boolean): string {
  const length = script.steps.reduce((sum, step) => sum + step.bytes.length, 0);
  const extent = {
    chunked: { "transfer-encoding": "chunked" },
    sized: { "content-length": String(length) },
    "until-close": {},
  }[script.body];
  const fields = { ...head.headers, ...extent, ...(close ? { connection: "close" } : {}) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${head.status} ${REASONS[head.status] ?? ""}\r\n${lines.join("")}\r\n`;
}

interface Write {
  readonly atMs: number;
  readonly label: string;
  readonly tokens: number;
  readonly parts: readonly Uint8Array[];
}

const CRLF = encodeText("\r\n");
const LAST_CHUNK = encodeText("0\r\n\r\n");

function writesOf(script: Script, close: boolean): readonly Write[] {
  const { head } = script;
  const chunked = script.body === "chunked" && head !== undefined;
  const body = script.steps.map(({ bytes, ...step }: Step): Write => {
    const parts = chunked ? [encodeText(`${bytes.length.toString(16)}\r\n`), bytes, CRLF] : [bytes];
    return { ...step, parts };
  });
  const write = (atMs: number, label: string, bytes: Uint8Array): Write => ({
    atMs,
    label,
    tokens: 0,
    parts: [bytes],
  });
  return [
    ...(head === undefined
      ? []
      : [write(head.atMs, "headers", encodeText(headText(head, script, close)))]),
    ...body,
    ...(chunked && script.ending === "finish" ? [write(script.endMs, "end", LAST_CHUNK)] : []),
  ];
}

/**
 * What is due at the same time goes out in one write, as one network read of a client. Nothing goes out before what stands
 * before it, headers first.
 */
function merge(writes: readonly Write[]): readonly Write[] {
  const merged: Write[] = [];
  for (const write of writes) {
    const previous = merged.at(-1);
    if (previous === undefined || write.atMs > previous.atMs) {
      merged.push(write);
      continue;
    }
    merged[merged.length - 1] = {
      atMs: previous.atMs,
      label: `${previous.label}+${write.label}`,
      tokens: previous.tokens + write.tokens,
      parts: [...previous.parts, ...write.parts],
    };
  }
  return merged;
}

/** `mustClose`: the client asked for the connection to end with this response. */
export function layTrack(script: Script, mustClose: boolean): Track {
  const close = mustClose || script.close === true || script.body === "until-close";
  const writes = merge(writesOf(script, close));
  let end = 0;
  const ends = writes.map(
    ({ parts }) => (end += parts.reduce((sum, part) => sum + part.length, 0)),
  );
  return {
    bytes: Buffer.concat(writes.flatMap(({ parts }) => parts)),
    ends,
    atMs: writes.map(({ atMs }) => atMs),
    labels: writes.map(({ label }) => label),
    tokens: writes.map(({ tokens }) => tokens),
    ending: script.ending,
    endMs: Math.max(script.endMs, writes.at(-1)?.atMs ?? 0),
    close,
  };
}
