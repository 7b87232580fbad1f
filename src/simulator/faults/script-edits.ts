import { brotliCompressSync, gzipSync } from "node:zlib";
import { encodeText } from "../script.ts";
import type { Script, Step } from "../script.ts";

/** Pure changes of a script, out of which faults are made. */

/** Everything, headers included, comes `ms` later. */
export const shift = (script: Script, ms: number): Script => ({
  ...script,
  ...(script.head === undefined ? {} : { head: { ...script.head, atMs: script.head.atMs + ms } }),
  steps: script.steps.map((step) => ({ ...step, atMs: step.atMs + ms })),
  endMs: script.endMs + ms,
});

/** No head, no body, no end; or a head at once and then silence. */
export const silent = (script: Script, withHead: boolean): Script => ({
  ...(withHead && script.head !== undefined ? { head: { ...script.head, atMs: 0 } } : {}),
  body: script.body,
  steps: [],
  endMs: 0,
  ending: "hang",
});

/** The connection is reset `ms` after the request, before a byte was said. */
export const resetAt = (ms: number): Script => ({
  body: "chunked",
  steps: [],
  endMs: ms,
  ending: "reset",
});

/** Something that is not HTTP. The connection stays open: some clients then wait for ever. */
export const garbage = (): Script => ({
  body: "until-close",
  steps: [{ atMs: 0, bytes: encodeText("this is not HTTP\r\n\r\n"), label: "garbage", tokens: 0 }],
  endMs: 0,
  ending: "hang",
});

const together = (
  steps: readonly Step[],
  atMs: number,
  label: string,
  bytes: Uint8Array,
): Step => ({
  atMs,
  bytes,
  label,
  tokens: steps.reduce((sum, step) => sum + step.tokens, 0),
});

const allBytes = (steps: readonly Step[]): Uint8Array =>
  Buffer.concat(steps.map((step) => step.bytes));

/** The whole body in one piece when its last part is due: what a buffering proxy does. */
export const buffered = (script: Script): Script => ({
  ...script,
  steps: [together(script.steps, script.endMs, "buffered", allBytes(script.steps))],
});

const ENCODERS = { br: brotliCompressSync, gzip: gzipSync } as const;

/** Compressed although the client asked for identity. The encoder is not flushed, so all comes in one piece at the end. */
export function compressed(script: Script, encoding: keyof typeof ENCODERS): Script {
  if (script.head === undefined) {
    return script;
  }
  const bytes = ENCODERS[encoding](allBytes(script.steps));
  const headers = { ...script.head.headers, "content-encoding": encoding };
  return {
    ...script,
    head: { ...script.head, headers },
    steps: [together(script.steps, script.endMs, "compressed", bytes)],
  };
}

const ASCII_END = 0x80;

/** Each step with a character of several bytes goes out as two: the first byte of that character ends the first. */
export function splitUtf8(script: Script, ms: number): Script {
  const steps = script.steps.flatMap((step, index): Step[] => {
    const lead = step.bytes.findIndex((byte) => byte >= ASCII_END);
    if (lead === -1) {
      return [step];
    }
    const latest = script.steps[index + 1]?.atMs ?? Infinity;
    const atMs = Math.min(step.atMs + ms, latest);
    return [
      { ...step, bytes: step.bytes.subarray(0, lead + 1), label: "part", tokens: 0 },
      { ...step, bytes: step.bytes.subarray(lead + 1), atMs },
    ];
  });
  return { ...script, steps, endMs: Math.max(script.endMs, steps.at(-1)?.atMs ?? 0) };
}

const BYTES_PER_MB = 1e6;
const LETTER_X = 0x78;

/** A line that does not end, in the middle of the body; then the rest. */
export function giantLine(script: Script, megabytes: number): Script {
  const middle = Math.floor(script.steps.length / 2);
  const bytes = new Uint8Array(megabytes * BYTES_PER_MB).fill(LETTER_X);
  bytes.set(encodeText("data: "));
  const atMs = script.steps[middle]?.atMs ?? script.endMs;
  const giant: Step = { atMs, bytes, label: "giant", tokens: 0 };
  return { ...script, steps: script.steps.toSpliced(middle, 0, giant) };
}
