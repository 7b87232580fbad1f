import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ollama } from "../../src/providers/ollama.ts";
import { ollamaBaseUrl } from "../../src/providers/ollama-host.ts";
import { addUp } from "./replay.ts";
import type { Told } from "./replay.ts";

const tell = (...lines: readonly unknown[]): Told =>
  addUp(lines.flatMap((line) => ollama.decode({ data: JSON.stringify(line) })));

describe("Ollama's native protocol", () => {
  test("asks /api/generate with the cap and the temperature as options", () => {
    const request = ollama.encode(
      { baseUrl: "http://localhost:11434" },
      { model: "qwen3:4b", prompt: "hi", maxOutputTokens: 64, temperature: 0 },
      {},
    );
    expect(request.url).toBe("http://localhost:11434/api/generate");
    expect(JSON.parse(request.body ?? "")).toEqual({
      model: "qwen3:4b",
      prompt: "hi",
      stream: true,
      options: { num_predict: 64, temperature: 0 },
    });
  });

  test("text and thinking are told apart, the last line has counts and times", () => {
    const told = tell(
      { model: "qwen3:4b", response: "", thinking: "hm", done: false },
      { model: "qwen3:4b", response: "yes", done: false },
      {
        model: "qwen3:4b",
        response: "",
        done: true,
        done_reason: "length",
        context: [1, 2, 3],
        total_duration: 4_218_611_084,
        load_duration: 1_797_788_834,
        prompt_eval_count: 17,
        prompt_eval_duration: 167_135_000,
        eval_count: 71,
        eval_duration: 2_252_182_000,
      },
    );
    expect(told).toEqual({
      answer: "yes",
      reasoning: "hm",
      tools: "",
      done: true,
      errors: [],
      finish: "length",
      model: "qwen3:4b",
      usage: { input: 17, output: 71 },
      timings: {
        loadMs: 1797.788834,
        prefillMs: 167.135,
        decodeMs: 2252.182,
        totalMs: 4218.611084,
      },
    });
  });

  test("a prompt that was cached has an unknown count, not 0", () => {
    expect(tell({ done: true, eval_count: 5 }).usage).toEqual({ output: 5 });
    expect(tell({ done: true, eval_count: 5, prompt_eval_count: 0 }).usage).toEqual({ output: 5 });
  });

  test("a line with an error is a stream error, a line that is no JSON a protocol failure", () => {
    expect(
      tell({ error: "an error was encountered while running the model" }).errors,
    ).toMatchObject([
      { kind: "stream-error", message: expect.stringContaining("while running the model") },
    ]);
    expect(addUp(ollama.decode({ data: "<html>" })).errors).toMatchObject([{ kind: "protocol" }]);
    expect(ollama.decode({ data: "" })).toEqual([]);
  });

  test("never throws, whatever a line holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (data) => void ollama.decode({ data })),
    );
  });

  test("reads /api/tags and /api/ps", () => {
    const tags = { models: [{ name: "a:latest", size: 1 }, { model: "b" }, {}] };
    expect(ollama.readModels(JSON.stringify(tags))).toEqual([{ id: "a:latest" }, { id: "b" }]);
    const loaded = { models: [{ name: "b", expires_at: "2026-08-17T08:27:52Z", size_vram: 9 }] };
    expect(ollama.readModels(JSON.stringify(loaded))).toEqual([{ id: "b", loaded: true }]);
    expect(ollama.readModels('{"object":"list","data":[]}')).toBeUndefined();
  });
});

describe("OLLAMA_HOST", () => {
  // The cases of Ollama's own test (envconfig/config_test.go), but for addresses to listen on, which become one to connect to, and
  // default ports, which a URL leaves out.
  test.each([
    ["", "http://127.0.0.1:11434"],
    ["1.2.3.4", "http://1.2.3.4:11434"],
    [":1234", "http://127.0.0.1:1234"],
    ["1.2.3.4:1234", "http://1.2.3.4:1234"],
    ["example.com", "http://example.com:11434"],
    ["example.com:1234", "http://example.com:1234"],
    [":66000", "http://127.0.0.1:11434"],
    [":-1", "http://127.0.0.1:11434"],
    ["[::1]", "http://[::1]:11434"],
    ["[::]", "http://[::1]:11434"],
    ["::1", "http://[::1]:11434"],
    ["[::1]:1337", "http://[::1]:1337"],
    [" 1.2.3.4 ", "http://1.2.3.4:11434"],
    ['"1.2.3.4"', "http://1.2.3.4:11434"],
    [' " 1.2.3.4 " ', "http://1.2.3.4:11434"],
    ["'1.2.3.4'", "http://1.2.3.4:11434"],
    ["http://1.2.3.4", "http://1.2.3.4"],
    ["http://1.2.3.4:4321", "http://1.2.3.4:4321"],
    ["https://1.2.3.4", "https://1.2.3.4"],
    ["https://1.2.3.4:4321", "https://1.2.3.4:4321"],
    ["https://example.com/ollama", "https://example.com/ollama"],
    ["0.0.0.0:11434", "http://127.0.0.1:11434"],
    ["0.0.0.0", "http://127.0.0.1:11434"],
    ["http://localhost:11434/", "http://localhost:11434"],
    ["http://localhost:11434/v1", "http://localhost:11434"],
    ["http://localhost:11434/api/", "http://localhost:11434"],
  ])("%p leads to %p", (value, expected) => {
    expect(ollamaBaseUrl(value, "OLLAMA_HOST")).toBe(expected);
  });

  test("what is no http address is refused by the variable's name, without a key in it", () => {
    expect(() => ollamaBaseUrl("unix:///run/ollama", "OLLAMA_HOST")).toThrow(/OLLAMA_HOST/);
    expect(() => ollamaBaseUrl("http://me:hunter2secret@h", "OLLAMA_URL")).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("hunter2secret") }),
    );
  });
});
