import { describe, expect, test } from "bun:test";
import type { Failure } from "../../src/core/failure.ts";
import type { Quirks } from "../../src/providers/dialect.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { relax, relaxedInWords } from "../../src/providers/relax.ts";

const refused = (message: string, param?: string, status = 400): Failure =>
  openaiChat.explain({
    status,
    headers: new Headers(),
    body: JSON.stringify({
      error: { message, type: "invalid_request_error", code: "unsupported_parameter", param },
    }),
  });

describe("relax", () => {
  test.each<readonly [string, string | undefined, Quirks, Quirks]>([
    [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "max_tokens",
      {},
      { outputCapField: "max_completion_tokens" },
    ],
    [
      "Unrecognized request argument supplied: max_completion_tokens",
      undefined,
      { outputCapField: "max_completion_tokens" },
      { outputCapField: "max_tokens" },
    ],
    [
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      "temperature",
      {},
      { omitTemperature: true },
    ],
    ["stream_options: Extra inputs are not permitted", undefined, {}, { omitStreamOptions: true }],
    [
      "Unknown parameter: 'stream_options.include_obfuscation'.",
      "stream_options.include_obfuscation",
      { streamOptions: { include_obfuscation: false } },
      {},
    ],
    ["property 'seed' is unsupported", undefined, {}, { omitSeed: true }],
    [
      "Thinking is not enabled for this model",
      undefined,
      { generation: { thinkingConfig: { includeThoughts: true } } },
      {},
    ],
    [
      "Extra inputs are not permitted, field: 'perf_metrics_in_response'",
      undefined,
      { body: { perf_metrics_in_response: true } },
      {},
    ],
  ])("%s", (message, param, before, after) => {
    expect(relax(before, refused(message, param))).toEqual(after);
    expect(relax(before, refused(message, param, 422))).toEqual(after);
  });

  test("what FastAPI says about a field counts, too", () => {
    const failure = openaiChat.explain({
      status: 422,
      headers: new Headers(),
      body: JSON.stringify({
        detail: [{ loc: ["body", "stream_options"], msg: "extra fields not permitted" }],
      }),
    });
    expect(relax({}, failure)).toEqual({ omitStreamOptions: true });
  });

  test("nothing is tried that cannot help", () => {
    const value = "max_tokens must be less than or equal to 8192, the maximum for this model";
    expect(relax({}, refused(value, "max_tokens"))).toBeUndefined();
    expect(
      relax({ omitTemperature: true }, refused("temperature is bad", "temperature")),
    ).toBeUndefined();
    expect(relax({}, refused("messages is too weird", "messages"))).toBeUndefined();
    expect(relax({}, refused("temperature", "temperature", 500))).toBeUndefined();
    const context =
      "This model's maximum context length is 8192 tokens. However, you requested 9000 (max_tokens 512)";
    expect(relax({}, refused(context, undefined))).toBeUndefined();
    const stream: Failure = { kind: "stream-error", message: "temperature" };
    expect(relax({}, stream)).toBeUndefined();
  });

  test("what was changed is told in words", () => {
    expect(
      relaxedInWords(
        { body: { perf_metrics_in_response: true } },
        { omitStreamOptions: true, outputCapField: "max_completion_tokens", omitTemperature: true },
      ),
    ).toBe(
      "no stream_options, max_completion_tokens, the endpoint's own temperature, no perf_metrics_in_response",
    );
    expect(relaxedInWords({}, {})).toBe("");
  });
});
