import { describe, expect, test } from "bun:test";
import { Secret } from "../../src/core/secret.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";

const CALL = { model: "m/x", prompt: 'Say "hi"', maxOutputTokens: 128, temperature: 0 };
const endpoint = { baseUrl: "https://h.example/v1" };

describe("encode", () => {
  test("asks for a stream with usage, with one user message", () => {
    const request = openaiChat.encode({ ...endpoint, key: new Secret("k") }, CALL, {});
    expect({ ...request, body: JSON.parse(request.body ?? "") }).toEqual({
      method: "POST",
      url: "https://h.example/v1/chat/completions",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        authorization: "Bearer k",
      },
      body: {
        model: "m/x",
        messages: [{ role: "user", content: 'Say "hi"' }],
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 128,
        temperature: 0,
      },
    });
  });

  test("quirks change the fields that endpoints differ in", () => {
    const body = (quirks: object): unknown =>
      JSON.parse(openaiChat.encode(endpoint, CALL, quirks).body ?? "");
    expect(body({ outputCapField: "max_completion_tokens" })).toMatchObject({
      max_completion_tokens: 128,
    });
    expect(body({ outputCapField: "max_completion_tokens" })).not.toHaveProperty("max_tokens");
    expect(body({ omitStreamOptions: true })).not.toHaveProperty("stream_options");
    expect(body({ omitTemperature: true })).not.toHaveProperty("temperature");
    expect(body({ streamOptions: { include_obfuscation: false } })).toMatchObject({
      stream_options: { include_usage: true, include_obfuscation: false },
    });
    expect(body({ body: { perf_metrics_in_response: true } })).toMatchObject({
      perf_metrics_in_response: true,
    });
  });

  test("without a key there is no authorization, and the endpoint's own headers win", () => {
    expect(openaiChat.encode(endpoint, CALL, {}).headers).not.toHaveProperty("authorization");
    const headers = { "Api-Key": "a", Accept: "*/*" };
    expect(openaiChat.encode({ ...endpoint, headers }, CALL, {}).headers).toMatchObject({
      "api-key": "a",
      accept: "*/*",
    });
  });

  test("a query of the base URL stays behind the path", () => {
    const azure = { baseUrl: "https://h.example/models?api-version=2024-05-01-preview" };
    expect(openaiChat.encode(azure, CALL, {}).url).toBe(
      "https://h.example/models/chat/completions?api-version=2024-05-01-preview",
    );
    expect(openaiChat.listModels(endpoint)).toMatchObject({
      method: "GET",
      url: "https://h.example/v1/models",
    });
  });
});

describe("lists of models", () => {
  test("a list under data, a bare list, and states of loading are read", () => {
    const read = (value: unknown): unknown => openaiChat.readModels(JSON.stringify(value));
    expect(read({ object: "list", data: [{ id: "a" }, { id: "b", active: false }, {}] })).toEqual([
      { id: "a" },
    ]);
    expect(read([{ id: "a" }])).toEqual([{ id: "a" }]);
    expect(
      read({
        data: [
          { id: "a", state: "loaded" },
          { id: "b", status: { value: "unloaded" } },
        ],
      }),
    ).toEqual([
      { id: "a", loaded: true },
      { id: "b", loaded: false },
    ]);
    expect(read({ models: [{ name: "x" }] })).toEqual([{ id: "x" }]);
    expect(read({ hello: [] })).toBeUndefined();
    expect(openaiChat.readModels("<html>")).toBeUndefined();
  });
});
