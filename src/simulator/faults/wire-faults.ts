import { milliseconds } from "./effects.ts";
import type { FaultRow } from "./effects.ts";
import { withTwoByteWords } from "./plan-edits.ts";
import {
  buffered,
  compressed,
  garbage,
  giantLine,
  resetAt,
  shift,
  silent,
  splitUtf8,
} from "./script-edits.ts";

/** Faults in how the bytes are framed and sent. */
export const WIRE_FAULTS = {
  silence: {
    summary: "never answer, and keep the connection open",
    effects: () => ({ script: (script) => silent(script, false) }),
  },
  "silence-after-headers": {
    summary: "send the headers at once and then nothing",
    effects: () => ({ script: (script) => silent(script, true) }),
  },
  "slow-headers": {
    summary: "everything, headers included, comes this much later",
    value: milliseconds(2000),
    effects: (value) => ({ script: (script) => shift(script, value) }),
  },
  reset: {
    summary: "reset the connection this long after the request, before any answer",
    value: milliseconds(0),
    effects: (value) => ({ script: () => resetAt(value) }),
  },
  garbage: {
    summary: "answer with something that is not HTTP",
    effects: () => ({ script: garbage }),
  },
  "connection-close": {
    summary: "announce and close the connection after the response",
    effects: () => ({ script: (script) => ({ ...script, close: true }) }),
  },
  "until-close": {
    summary: "no chunks and no length: the end of the connection ends the body",
    effects: () => ({ script: (script) => ({ ...script, body: "until-close" }) }),
  },
  buffered: {
    summary: "the whole body in one piece at its end",
    effects: () => ({ script: buffered }),
  },
  brotli: {
    summary: "a brotli body, whatever the client accepts",
    effects: () => ({ script: (script) => compressed(script, "br") }),
  },
  gzip: {
    summary: "a gzip body, whatever the client accepts",
    effects: () => ({ script: (script) => compressed(script, "gzip") }),
  },
  "split-utf8": {
    summary: "every chunk in two writes, this far apart, cut inside a character",
    value: milliseconds(5),
    effects: (value) => ({ plan: withTwoByteWords, script: (script) => splitUtf8(script, value) }),
  },
  "giant-line": {
    summary: "a line of this many megabytes without an end",
    value: { unit: "MB", fallback: 20, min: 1, max: 1000 },
    effects: (value) => ({ script: (script) => giantLine(script, value) }),
  },
  crlf: {
    summary: "lines end in CR LF",
    effects: () => ({ framing: (framing) => ({ ...framing, lineEnd: "\r\n" }) }),
  },
  cr: {
    summary: "lines end in CR alone (SSE only)",
    effects: () => ({
      framing: (framing) => (framing.kind === "sse" ? { ...framing, lineEnd: "\r" } : framing),
    }),
  },
  "no-space": {
    summary: "`data:` without a space after it (SSE only)",
    effects: () => ({ framing: (framing) => ({ ...framing, colon: ":" }) }),
  },
  bom: {
    summary: "the body begins with a byte order mark",
    effects: () => ({ framing: (framing) => ({ ...framing, byteOrderMark: true }) }),
  },
} as const satisfies Record<string, FaultRow>;
