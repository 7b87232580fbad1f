import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { NAMES_OF_ALL, PROVIDER_NAMES } from "../../src/providers/table.ts";
import { parseTarget, parseTargets } from "../../src/providers/target-spec.ts";
import type { TargetSpec } from "../../src/providers/target-spec.ts";

const failure = (word: string): UsageError => {
  try {
    parseTarget(word);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error(`${word} was accepted`);
};

describe("parseTarget", () => {
  test.each<readonly [string, TargetSpec]>([
    ["groq", { kind: "provider", provider: "groq" }],
    ["Groq", { kind: "provider", provider: "groq" }],
    ["ollama", { kind: "provider", provider: "local", server: "ollama" }],
    ["local/vLLM", { kind: "provider", provider: "local", server: "vllm" }],
    ["local/9000", { kind: "provider", provider: "local", server: "9000" }],
    [
      "local/ollama/hf.co/org/m:Q4",
      { kind: "provider", provider: "local", server: "ollama", model: "hf.co/org/m:Q4" },
    ],
    [
      "ollama/qwen3:4b",
      { kind: "provider", provider: "local", server: "ollama", model: "qwen3:4b" },
    ],
    ["local/org/m", { kind: "provider", provider: "local", model: "org/m" }],
    [
      "openrouter/openai/gpt-oss-120b@cerebras",
      {
        kind: "provider",
        provider: "openrouter",
        model: "openai/gpt-oss-120b",
        upstream: "cerebras",
      },
    ],
    ["openrouter@groq", { kind: "provider", provider: "openrouter", upstream: "groq" }],
    ["groq/a@b", { kind: "provider", provider: "groq", model: "a@b" }],
    ["hf/org/m:groq", { kind: "provider", provider: "huggingface", model: "org/m:groq" }],
    ["local/qwen3:4b", { kind: "provider", provider: "local", model: "qwen3:4b" }],
    [
      "groq/openai/gpt-oss-120b",
      { kind: "provider", provider: "groq", model: "openai/gpt-oss-120b" },
    ],
    ["x=http://127.0.0.1:8080/v1", { kind: "url", name: "x", baseUrl: "http://127.0.0.1:8080/v1" }],
    [
      "my.box-1=https://h.example/v1/#org/m:latest",
      { kind: "url", name: "my.box-1", baseUrl: "https://h.example/v1", model: "org/m:latest" },
    ],
    ["x=https://h.example", { kind: "url", name: "x", baseUrl: "https://h.example" }],
    [
      "x=https://h.example/v1/chat/completions#m",
      { kind: "url", name: "x", baseUrl: "https://h.example/v1", model: "m" },
    ],
    [
      "az=https://h.example/models?api-version=2024-05-01#m",
      {
        kind: "url",
        name: "az",
        baseUrl: "https://h.example/models?api-version=2024-05-01",
        model: "m",
      },
    ],
    ["x=HTTPS://H.example:443/v1", { kind: "url", name: "x", baseUrl: "https://h.example/v1" }],
  ])("%s", (word, expected) => {
    expect(parseTarget(word)).toEqual(expected);
  });

  test("a model's id may hold = and #", () => {
    expect(parseTarget("groq/m=1#x")).toEqual({
      kind: "provider",
      provider: "groq",
      model: "m=1#x",
    });
    expect(parseTarget("local/m+status=404")).toMatchObject({ model: "m+status=404" });
    expect(parseTarget("x=https://h.example/v1#a/b=c#d")).toMatchObject({ model: "a/b=c#d" });
    expect(() => parseTarget("a/b=https://h.example/v1")).toThrow("cannot be the name of a target");
  });

  test("a misspelt provider is answered with the nearest one and with all names", () => {
    expect(failure("gorq").advice).toContain("did you mean groq?");
    expect(failure("fireworsk/x").advice).toContain("did you mean fireworks?");
    expect(failure("samba").advice).toContain("did you mean sambanova?");
    expect(failure("zzzzzz").advice).toContain(PROVIDER_NAMES.join(", "));
    expect(failure("zzzzzz").advice).not.toContain("did you mean");
  });

  test("a URL without a name, a host without a URL and openai-compatible are shown the form", () => {
    for (const word of [
      "https://h.example/v1",
      "https://h.example/v1?a=b",
      "localhost:8000/v1",
      "localhost",
      "api.example.com/v1",
      "openai-compatible",
    ]) {
      expect(failure(word).advice).toContain("name=https://host/v1");
    }
  });

  test("a URL without a scheme is advised to have one, http for this machine", () => {
    expect(failure("x=localhost:8080/v1").advice).toContain("http://localhost:8080/v1");
    expect(failure("x=api.example.com/v1").advice).toContain("https://api.example.com/v1");
    expect(failure("x=ftp://h/v1").advice).toContain("https://host/v1");
  });

  test("a key or password in a URL is refused and not repeated", () => {
    for (const url of [
      "https://user:hunter2@h.example/v1",
      "https://hunter2@h.example/v1",
      "https://h.example/v1?api_key=hunter2",
      "https://h.example/v1?KEY=hunter2",
      "https://h.example/v1?access_token=hunter2#m",
      "h.example/v1?key=hunter2",
    ]) {
      const error = failure(`x=${url}`);
      expect(`${error.message} ${error.advice}`).not.toContain("hunter2");
    }
  });

  test.each([
    "",
    "=https://h/v1",
    "a b=https://h/v1",
    "x=",
    "x=https://",
    "x=https://h/v1#",
    "groq/",
  ])("%p is refused with advice", (word) => {
    expect(failure(word).advice).toBeTruthy();
  });
});

describe("parseTargets", () => {
  test("reads a list with blanks around its commas", () => {
    expect(parseTargets("groq, x=http://h/v1#m").map((spec) => spec.kind)).toEqual([
      "provider",
      "url",
    ]);
  });

  test("all is every provider that is not named beside it, each marked so", () => {
    const specs = parseTargets("all,groq/m");
    const providers = specs.map((spec) => (spec.kind === "provider" ? spec.provider : ""));
    expect(providers.toSorted()).toEqual(NAMES_OF_ALL.toSorted());
    expect(PROVIDER_NAMES.filter((name) => !NAMES_OF_ALL.includes(name))).toEqual([
      "openai-responses",
    ]);
    expect(specs[0]).toEqual({ kind: "provider", provider: "groq", model: "m" });
    expect(specs.slice(1).every((spec) => spec.kind === "provider" && spec.fromAll)).toBe(true);
  });

  test("an empty place in the list is refused", () => {
    expect(() => parseTargets("groq,")).toThrow(UsageError);
  });
});
