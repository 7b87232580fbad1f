import { expect, test } from "bun:test";
import { MODEL_ALIASES, modelAt, serversOf } from "../../src/providers/model-aliases.ts";
import modelIds from "../../src/providers/model-ids.json" with { type: "json" };
import { PROVIDER_NAMES, providerOf } from "../../src/providers/table.ts";

test("one model has the name that each provider gives it", () => {
  expect(modelAt("groq", "GPT-OSS-120B")).toBe("openai/gpt-oss-120b");
  expect(modelAt("fireworks", "kimi-k2.6")).toBe("accounts/fireworks/models/kimi-k2p6");
  expect(modelAt("bedrock", "glm-4.7")).toBe("zai.glm-4.7");
  expect(modelAt("groq", "llama-3.3-70b-instruct")).toBe("llama-3.3-70b-versatile");
});

test("who does not serve it is known, and who may serve anything is asked for it by this name", () => {
  expect(modelAt("cerebras", "llama-3.3-70b")).toBeUndefined();
  expect(modelAt("perplexity", "gpt-oss-120b")).toBeUndefined();
  expect(modelAt("litellm", "gpt-oss-120b")).toBe("gpt-oss-120b");
  expect(modelAt("cerebras", "org/some-model")).toBe("org/some-model");
  expect(modelAt("cerebras", "constructor")).toBe("constructor");
});

test("the data names only providers of the table, dates its sources, and holds no sped-up variant", () => {
  expect(modelIds.sources.every(({ date }) => /^20\d\d-\d\d/.test(date))).toBe(true);
  for (const alias of MODEL_ALIASES) {
    expect(alias).toBe(alias.toLowerCase());
    for (const provider of serversOf(alias)) {
      expect(PROVIDER_NAMES).toContain(provider);
      expect(modelAt(provider, alias)).not.toMatch(/turbo|fp8|-fast\b|highspeed|-TEE/i);
    }
  }
});

test("the default of whoever serves gpt-oss-120b is that model", () => {
  for (const provider of serversOf("gpt-oss-120b")) {
    if (provider === "local") continue;
    expect(providerOf(provider)?.defaultModel).toBe(modelAt(provider, "gpt-oss-120b"));
  }
});
