import type { Ending } from "./stream-plan.ts";

/** What the head of a response says, and when it goes out. */
export interface Head {
  readonly atMs: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Bytes of the body that go out together. Milliseconds since the complete request. */
export interface Step {
  readonly atMs: number;
  readonly bytes: Uint8Array;
  /** What the bytes are, for the truth log: `answer`, `usage`, … */
  readonly label: string;
  /** Tokens of text in them. */
  readonly tokens: number;
}

/**
 * A whole response as bytes in time: the last form before it is played, and the form in which a test may give an exact stream.
 * Steps are in the order of time.
 */
export interface Script {
  /** Absent: nothing is ever said in HTTP, and the steps go out as they are. */
  readonly head?: Head;
  /** How the end of the body is marked: by chunks, by its length, or by the end of the connection. */
  readonly body: "chunked" | "sized" | "until-close";
  readonly steps: readonly Step[];
  readonly endMs: number;
  readonly ending: Ending;
  /** Close the connection after the response, and say so. */
  readonly close?: boolean;
}

const encoder = new TextEncoder();

export const encodeText = (text: string): Uint8Array => encoder.encode(text);

/** One step of text. */
export const textStep = (atMs: number, text: string, label: string, tokens = 0): Step => ({
  atMs,
  bytes: encodeText(text),
  label,
  tokens,
});

/** A response that is said at once. */
export function cannedScript(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): Script {
  return {
    head: { atMs: 0, status, headers },
    body: "sized",
    steps: body === "" ? [] : [textStep(0, body, "body")],
    endMs: 0,
    ending: "finish",
  };
}
