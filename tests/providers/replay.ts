import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../../src/core/failure.ts";
import { mergeUsage } from "../../src/core/merge-usage.ts";
import type { ServerTimings, StreamPart, Usage } from "../../src/core/stream.ts";
import { anthropic } from "../../src/providers/anthropic.ts";
import { cohere } from "../../src/providers/cohere.ts";
import type { Dialect } from "../../src/providers/dialect.ts";
import { gemini } from "../../src/providers/gemini.ts";
import { ollama } from "../../src/providers/ollama.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { openaiResponses } from "../../src/providers/openai-responses.ts";
import { FRAMERS } from "../../src/wire/framers.ts";

/** Real responses of providers. They are not part of the project: tests that need them are skipped without them. */
export const RECORDINGS = join(import.meta.dir, "../../../shared/recordings");
export const HAS_RECORDINGS = existsSync(join(RECORDINGS, "INDEX.md"));

/** Everything that a stream said, added up as a reader of it would. */
export interface Told {
  answer: string;
  reasoning: string;
  tools: string;
  usage?: Usage;
  timings?: ServerTimings;
  finish?: string;
  model?: string;
  requestId?: string;
  done: boolean;
  errors: Failure[];
}

export function addUp(parts: Iterable<StreamPart>): Told {
  const told: Told = { answer: "", reasoning: "", tools: "", done: false, errors: [] };
  for (const part of parts) {
    if (part.type === "answer-delta") told.answer += part.text;
    else if (part.type === "reasoning-delta") told.reasoning += part.text;
    else if (part.type === "tool-call-delta") told.tools += part.text;
    else if (part.type === "usage") told.usage = mergeUsage(told.usage, part.usage);
    else if (part.type === "server-timings") told.timings = { ...told.timings, ...part.timings };
    else if (part.type === "finish") told.finish = part.reason;
    else if (part.type === "model") told.model ??= part.model;
    else if (part.type === "request-id") told.requestId ??= part.id;
    else if (part.type === "error") told.errors.push(part.failure);
    else told.done = true;
  }
  return told;
}

/** Feeds a body to the dialect in pieces of the given sizes (the last size repeats). */
export function replay(dialect: Dialect, body: Uint8Array, sizes: readonly number[]): Told {
  const parts: StreamPart[] = [];
  const framer = FRAMERS[dialect.framing]((message) => {
    parts.push(...dialect.decode(message));
  });
  let at = 0;
  for (let index = 0; at < body.length; index++) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? body.length;
    framer.feed(body.subarray(at, at + size));
    at += size;
  }
  framer.end();
  return addUp(parts);
}

/** What events of an OpenAI-style stream, given as JSON values or as text, say together. */
export const tell = (...events: readonly unknown[]): Told =>
  addUp(
    events.flatMap((event) =>
      openaiChat.decode({ data: typeof event === "string" ? event : JSON.stringify(event) }),
    ),
  );

export const DIALECTS = {
  anthropic,
  cohere,
  gemini,
  ollama,
  "openai-chat": openaiChat,
  "openai-responses": openaiResponses,
} satisfies Record<string, Dialect>;

/** The dialect that a golden entry names; else that of the file's kind. */
export function dialectOf({ file, dialect }: { file: string; dialect?: string }): Dialect {
  const found = Object.entries(DIALECTS).find(([name]) => name === dialect)?.[1];
  return found ?? (file.endsWith(".ndjson") ? ollama : openaiChat);
}
