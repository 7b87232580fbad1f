import { describe, expect, test } from "bun:test";
import { compare } from "../../scripts/real-servers/compare.ts";
import { readLlamaLog, readOllamaLog } from "../../scripts/real-servers/server-log.ts";
import type { Sample } from "../../src/core/sample.ts";

const LLAMA = `0.00.707 I srv  llama_server: model loaded
1.36.063.174 I slot print_timing: id  0 | task 774 | prompt eval time =     585.48 ms /   150 tokens (    3.90 ms per token,   256.20 tokens per second)
1.36.063.222 I slot print_timing: id  0 | task 774 |        eval time =   25132.99 ms /   128 tokens (  197.90 ms per token,     5.05 tokens per second)
1.36.063.242 I slot print_timing: id  0 | task 774 |       total time =   25718.47 ms /   278 tokens
`;
const BINDING = `llama_perf_context_print:        load time =       0.29 ms
llama_perf_context_print: prompt eval time =    1767.23 ms /   135 tokens (   13.09 ms per token,    76.39 tokens per second)
llama_perf_context_print:        eval time =    6018.71 ms /    63 runs   (   95.54 ms per token,    10.47 tokens per second)
llama_perf_context_print:       total time =    8779.08 ms /   198 tokens
`;

describe("the log of a real server", () => {
  test("gives llama.cpp's times and tokens, a request each", () => {
    const one = { promptTokens: 150, outputTokens: 128, prefillMs: 585.48, decodeMs: 25132.99 };
    expect(readLlamaLog(LLAMA + LLAMA)).toEqual([
      { ...one, totalMs: 25718.47 },
      { ...one, totalMs: 25718.47 },
    ]);
  });

  test("of the Python binding counts runs, which are one less than tokens", () => {
    expect(readLlamaLog(BINDING)).toMatchObject([{ outputTokens: 64, totalMs: 8779.08 }]);
  });

  test("of Ollama gives how long it worked, in Go's words, and only on generating", () => {
    const line = (took: string, path: string, status = 200): string =>
      `[GIN] 2026/11/24 - 11:20:00 | ${status} | ${took} |       127.0.0.1 | POST     "${path}"\n`;
    const log = [
      line("  1.5s", "/api/generate"),
      line("   812.4ms", "/api/generate"),
      line("      1m2.5s", "/api/generate"),
      line("  9.9s", "/api/create"),
      line("  1.1ms", "/api/generate", 404),
    ].join("");
    expect(readOllamaLog(log).map(({ totalMs }) => totalMs)).toEqual([1500, 812.4, 62_500]);
  });
});

const sample = (endMs: number, output: number): Sample => ({
  target: "x",
  phase: "measured",
  size: "short",
  block: 0,
  order: 0,
  attempt: 1,
  prompt: "p",
  startedAt: "2026-11-24T00:00:00Z",
  status: "ok",
  connection: "warm",
  endMs,
  reads: [],
  tokens: { output },
});

describe("what we measured beside what the server says", () => {
  test("agrees within 2 %, and for tokens to the last one", () => {
    const log = [{ totalMs: 1000, outputTokens: 128 }];
    const judged = (endMs: number, output: number) =>
      compare([sample(endMs, output)], log).map(({ id, agrees }) => [id, agrees]);
    expect(judged(1019, 128)).toEqual([
      ["outputTokens", true],
      ["total", true],
    ]);
    expect(judged(1021, 124)).toEqual([
      ["outputTokens", false],
      ["total", false],
    ]);
  });

  test("is not judged when one side tells of more requests", () => {
    expect(() => compare([sample(1000, 1)], [])).toThrow("1 requests, and the server logged 0");
  });
});
