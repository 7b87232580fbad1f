import { expect, test } from "bun:test";
import { isSameModel } from "../../src/metrics/model-identity.ts";

test.each([
  ["gpt-4o-mini", "gpt-4o-mini-2024-07-18"],
  ["gpt-5", "gpt-5-2025-08-07"],
  ["gpt-3.5-turbo", "gpt-3.5-turbo-0125"],
  ["openai/gpt-oss-120b", "gpt-oss-120b"],
  ["gpt-oss:120b", "accounts/fireworks/models/gpt-oss-120b"],
  ["llama3.1-8b", "meta-llama/Meta-Llama-3.1-8B-Instruct"],
  ["llama-3.3-70b", "@cf/meta/llama-3.3-70b-instruct-fp8"],
  ["claude-3-7-sonnet", "us.anthropic.claude-3-7-sonnet-20250219-v1:0"],
  ["qwen3:4b", "qwen3:4b"],
  ["qwen3.6", "qwen3.6:latest"],
  ["gemini-2.0-flash", "gemini-2.0-flash-001"],
  ["moonshotai/kimi-k2-instruct", "kimi-k2-instruct-0905"],
  ["小模型", "小模型"],
])("%s answered as %s is the same model", (asked, answered) => {
  expect(isSameModel(asked, answered)).toBe(true);
});

test.each([
  ["deepseek-chat", "deepseek-v4-flash"],
  ["gpt-5", "gpt-5-mini"],
  ["gpt-5", "gpt-5.4-2026-03-05"],
  ["gpt-4", "gpt-4-turbo"],
  ["llama-3", "llama-3.1"],
  ["llama3.1-8b", "llama3.1-70b"],
  ["qwen3", "qwen3:4b"],
  ["grok-4", "grok-4-fast"],
  ["deepseek-r1", "deepseek-r1-distill-llama-70b"],
])("%s answered as %s is another model", (asked, answered) => {
  expect(isSameModel(asked, answered)).toBe(false);
});
