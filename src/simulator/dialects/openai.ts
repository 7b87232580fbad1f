import { compact } from "../../core/compact.ts";
import { countsOf, isText } from "../stream-plan.ts";
import type { PlannedEvent, StreamPlan, TextEvent, TokenCounts } from "../stream-plan.ts";
import { countIn, estimateTokens, isRecord, textOfMessages } from "./body.ts";
import type { GenerationAsk, Labels, Message, SimulatedDialect } from "./dialect.ts";

/** The field in which Groq, Cerebras, SambaNova, Ollama and vLLM since 0.11.2 stream reasoning. */
const REASONING_FIELD = "reasoning";

function read(body: unknown): GenerationAsk | undefined {
  if (!isRecord(body) || typeof body["model"] !== "string" || !Array.isArray(body["messages"])) {
    return undefined;
  }
  const options = body["stream_options"];
  return compact({
    model: body["model"],
    inputTokens: estimateTokens(textOfMessages(body["messages"])),
    maxOutputTokens: countIn(body["max_completion_tokens"]) ?? countIn(body["max_tokens"]),
    stream: body["stream"] === true,
    includeUsage: isRecord(options) && options["include_usage"] === true,
  });
}

const wireUsage = (counts: TokenCounts): object => ({
  prompt_tokens: counts.input,
  completion_tokens: counts.output,
  total_tokens: counts.input + counts.output,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: counts.reasoning },
});

const usageField = (usage: TokenCounts | null | undefined): object =>
  usage === undefined ? {} : { usage: usage === null ? null : wireUsage(usage) };

function chunkOf(plan: StreamPlan, labels: Labels) {
  const common = {
    id: labels.requestId,
    object: "chat.completion.chunk",
    created: Math.floor(labels.receivedAtMs / 1000),
    model: plan.model,
  };
  return (event: PlannedEvent, delta: object, finishReason: string | null): string =>
    JSON.stringify({
      ...common,
      choices: [{ index: 0, delta, finish_reason: finishReason }],
      ...usageField(event.usage),
    });
}

const fieldOf = (event: TextEvent): string =>
  event.kind === "answer" ? "content" : REASONING_FIELD;

/** Usage goes on an event of its own with `choices: []`, and only when the request asked for it: OpenAI's own way. */
function messages(plan: StreamPlan, labels: Labels): readonly Message[] {
  const chunk = chunkOf(plan, labels);
  let roleSaid = false;
  const roleOnce = (): object => {
    const role = roleSaid ? {} : { role: "assistant" };
    roleSaid = true;
    return role;
  };
  const dataOf = (event: PlannedEvent): string | undefined => {
    switch (event.kind) {
      case "role":
        return chunk(event, { ...roleOnce(), content: "" }, null);
      case "reasoning":
      case "answer":
        return chunk(event, { ...roleOnce(), [fieldOf(event)]: event.text }, null);
      case "finish":
        return chunk(event, {}, plan.finishReason);
      case "usage":
        return labels.includeUsage
          ? JSON.stringify({
              id: labels.requestId,
              object: "chat.completion.chunk",
              created: Math.floor(labels.receivedAtMs / 1000),
              model: plan.model,
              choices: [],
              usage: wireUsage(countsOf(plan)),
            })
          : undefined;
      case "done":
        return "[DONE]";
      case "error":
      case "named-error":
        return JSON.stringify({ error: errorObject(event.text, "server_error", "overloaded") });
      case "comment":
      case "payload":
        return event.text;
    }
  };
  return plan.events.flatMap((event): Message[] => {
    const data = dataOf(event);
    return data === undefined ? [] : [messageOf(event, data)];
  });
}

function messageOf(event: PlannedEvent, data: string): Message {
  return {
    atMs: event.atMs,
    label: event.kind,
    tokens: isText(event) ? event.tokens : 0,
    data,
    ...(event.kind === "named-error" ? { name: "error" } : {}),
    ...(event.kind === "comment" ? { comment: true } : {}),
  };
}

function whole(plan: StreamPlan, labels: Labels): string {
  const texts = plan.events.filter(isText);
  const textOf = (kind: TextEvent["kind"]): string =>
    texts
      .filter((event) => event.kind === kind)
      .map((event) => event.text)
      .join("");
  const reasoning = textOf("reasoning");
  const message = {
    role: "assistant",
    content: textOf("answer"),
    ...(reasoning === "" ? {} : { [REASONING_FIELD]: reasoning }),
  };
  return JSON.stringify({
    id: labels.requestId,
    object: "chat.completion",
    created: Math.floor(labels.receivedAtMs / 1000),
    model: plan.model,
    choices: [{ index: 0, message, finish_reason: plan.finishReason }],
    usage: wireUsage(countsOf(plan)),
  });
}

const errorObject = (message: string, type: string, code: string): object => ({
  message,
  type,
  param: null,
  code,
});

/** OpenAI's chat completions, as most providers speak it. */
export const openaiDialect: SimulatedDialect = {
  framing: "sse",
  streamType: "text/event-stream; charset=utf-8",
  read,
  messages,
  whole,
  errorBody: (words) =>
    JSON.stringify({ error: errorObject(words.message, words.type, words.code) }),
};
