import { createParser } from "eventsource-parser";
import { postText } from "./raw-client.ts";

/** A short, quick stream: six chunks of four tokens, 2 ms apart, the first two of them reasoning. */
export const QUICK = {
  ttftMs: 5,
  tokensPerSecond: 2000,
  tokensPerChunk: 4,
  outputTokens: 24,
  reasoningShare: 1 / 3,
  finishDelayMs: 2,
  usageDelayMs: 2,
} as const;

export const chatBody = (model: string, more: object = {}) => ({
  model,
  stream: true,
  stream_options: { include_usage: true },
  messages: [{ role: "user", content: "Tell me about the race." }],
  ...more,
});

export const chat = (model: string, more: object = {}, headers: Record<string, string> = {}) =>
  postText("/v1/chat/completions", chatBody(model, more), headers);

export const ollama = (model: string, more: object = {}) =>
  postText("/api/generate", { model, prompt: "Tell me about the race.", ...more });

export interface SseMessage {
  readonly event: string | undefined;
  readonly data: string;
}

/** By a parser that is not ours. */
export function sseMessages(body: string): readonly SseMessage[] {
  const messages: SseMessage[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => {
      messages.push({ event, data });
    },
  });
  parser.feed(body);
  return messages;
}

export interface Chunk {
  readonly model?: string;
  readonly choices?: readonly {
    readonly delta: {
      readonly role?: string;
      readonly content?: string;
      readonly reasoning?: string;
    };
    readonly finish_reason: string | null;
  }[];
  readonly usage?: { readonly completion_tokens: number } | null;
  readonly error?: { readonly message: string };
}

/** What a chat stream says, message by message; `[DONE]` apart. */
export function chunksOf(body: string): {
  readonly chunks: readonly Chunk[];
  readonly isDone: boolean;
} {
  const data = sseMessages(body).map((message) => message.data);
  return {
    chunks: data.filter((text) => text !== "[DONE]").map((text): Chunk => JSON.parse(text)),
    isDone: data.at(-1) === "[DONE]",
  };
}

export const textChunks = (chunks: readonly Chunk[]): readonly string[] =>
  chunks
    .map(({ choices }) => choices?.[0]?.delta)
    .map((delta) => `${delta?.reasoning ?? ""}${delta?.content ?? ""}`)
    .filter((text) => text !== "");

export const finishOf = (chunks: readonly Chunk[]): string | undefined =>
  chunks
    .map(({ choices }) => choices?.[0]?.finish_reason)
    .find((reason) => typeof reason === "string") ?? undefined;
