import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { replay, tell } from "./replay.ts";

const delta = (fields: object): object => ({ choices: [{ index: 0, delta: fields }] });

describe("decode", () => {
  test("role-only, empty and null deltas, empty choices and keep-alives mean nothing", () => {
    for (const event of [
      delta({ role: "assistant" }),
      delta({ role: "assistant", content: "" }),
      delta({ content: null, reasoning_content: "" }),
      delta({ content: "", refusal: null, tool_calls: null }),
      { choices: [], prompt_filter_results: [] },
      { choices: [{ index: 0, delta: null }] },
      "",
      "  ",
    ]) {
      expect(tell(event)).toEqual({
        answer: "",
        reasoning: "",
        tools: "",
        done: false,
        errors: [],
      });
    }
  });

  test("the keep-alive comments of a busy DeepSeek mean nothing, before and within an answer", () => {
    const event = (fields: object): string => `data: ${JSON.stringify(delta(fields))}\n\n`;
    const body = [
      ": keep-alive\n\n: keep-alive\n\n",
      event({ role: "assistant", content: null, reasoning_content: "" }),
      event({ content: null, reasoning_content: "hm" }),
      ": keep-alive\n\n",
      event({ content: "yes", reasoning_content: null }),
      "data: [DONE]\n\n",
    ].join("");
    expect(replay(openaiChat, new TextEncoder().encode(body), [7])).toEqual({
      reasoning: "hm",
      answer: "yes",
      tools: "",
      done: true,
      errors: [],
    });
  });

  test("one piece of reasoning in several fields of a delta counts once", () => {
    const told = tell(
      delta({ reasoning: "a", reasoning_details: [{ type: "reasoning.text", text: "a" }] }),
      delta({ reasoning_content: "b", reasoning: "b" }),
      delta({ reasoning_details: [{ type: "reasoning.text", text: "c" }] }),
      delta({ reasoning_details: [{ type: "reasoning.encrypted", data: "xyz" }] }),
    );
    expect(told.reasoning).toBe("abc");
  });

  test("Mistral's lists of thinking and text are told apart", () => {
    const told = tell(
      delta({
        content: [
          { type: "thinking", thinking: [{ type: "text", text: "hm" }], closed: true },
          { type: "text", text: "yes" },
          { type: "reference", reference_ids: [1] },
        ],
      }),
    );
    expect(told).toMatchObject({ reasoning: "hm", answer: "yes" });
  });

  test("a refusal of the model is its answer", () => {
    expect(tell(delta({ content: null, refusal: "I cannot" })).answer).toBe("I cannot");
  });

  test("arguments of tool calls, of parallel calls too, are tool-call text", () => {
    const call = (text: string): object => ({ function: { name: "f", arguments: text } });
    const told = tell(
      delta({ tool_calls: [call("")] }),
      delta({ tool_calls: [call('{"a":'), call("{}")] }),
      delta({ function_call: { arguments: "1}" } }),
    );
    expect(told).toMatchObject({ tools: '{"a":{}1}', answer: "" });
  });

  test("the end mark is known with blanks around it, too", () => {
    expect(tell("[DONE]").done).toBe(true);
    expect(tell(" [DONE] ").done).toBe(true);
  });

  test("the finish reason is put into our words; an unknown one is other", () => {
    const finish = (raw: string): string | undefined =>
      tell({ choices: [{ delta: {}, finish_reason: raw }] }).finish;
    expect(["stop", "eos", "length", "tool_calls", "content_filter", "weird"].map(finish)).toEqual([
      "stop",
      "stop",
      "length",
      "tool-calls",
      "content-filter",
      "other",
    ]);
    expect(finish("")).toBeUndefined();
  });

  test("xAI's completion tokens leave reasoning out: the total says all", () => {
    const usage = {
      prompt_tokens: 12,
      completion_tokens: 2,
      total_tokens: 354,
      completion_tokens_details: { reasoning_tokens: 340 },
      cost_in_usd_ticks: 1_721_250,
    };
    expect(tell({ choices: [], usage }).usage).toEqual({
      input: 12,
      output: 342,
      reasoning: 340,
      costUsd: 0.000172125,
    });
  });

  test("usage is found in the choice (Moonshot) and in x_groq", () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3, cached_tokens: 1 };
    const inChoice = { choices: [{ delta: {}, finish_reason: "stop", usage }] };
    expect(tell(inChoice).usage).toEqual({ input: 1, output: 2, cached: 1 });
    const inGroq = { choices: [{ delta: {}, finish_reason: "stop" }], x_groq: { id: "r", usage } };
    expect(tell(inGroq)).toMatchObject({ usage: { output: 2 }, requestId: "r" });
  });

  test("counts that are null, negative or text are unknown", () => {
    const usage = { prompt_tokens: null, completion_tokens: -1, total_tokens: "9" };
    expect(tell({ choices: [], usage }).usage).toBeUndefined();
    expect(tell({ choices: [], usage: null }).usage).toBeUndefined();
  });
});

describe("any data", () => {
  const NAMES = ["choices", "delta", "error", "usage", "content", "message", "finish_reason"];
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(null, true, 0, -1, 1e308, "", "x", "NaN"),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...NAMES, "role", "tool_calls", "details"), tie("value"), {
        maxKeys: 4,
      }),
    ),
  })).value;

  test("never makes decode throw, and never gives an empty delta", () => {
    const check = (data: string, event: string | undefined): void => {
      for (const part of openaiChat.decode({ data, ...(event === undefined ? {} : { event }) })) {
        if ("text" in part) expect(part.text).not.toBe("");
      }
    };
    const event = fc.constantFrom(undefined, "error", "ping", "message");
    fc.assert(fc.property(fc.string(), event, check));
    fc.assert(
      fc.property(json, event, (value, name) => check(JSON.stringify(value), name)),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.json(), event, check));
  });
});
