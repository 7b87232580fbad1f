import { describe, expect, test } from "bun:test";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { tell } from "./replay.ts";

describe("what servers tell about their own time, in milliseconds", () => {
  test("SambaNova: seconds in the usage event before the end mark", () => {
    // The numbers of a recorded answer that did not stream, in the event in which its SDK reads them from a stream.
    const usage = {
      completion_tokens: 409,
      completion_tokens_after_first_per_sec: 965.5112671828771,
      completion_tokens_per_sec: 905.1849638025285,
      is_last_response: true,
      prompt_tokens: 46,
      time_to_first_token: 0.029267311096191406,
      total_latency: 0.4518413543701172,
      total_tokens: 455,
      total_tokens_per_sec: 1006.9906076531797,
    };
    const { timings, usage: counts } = tell({ choices: [], usage }, "[DONE]");
    expect(counts).toEqual({ input: 46, output: 409 });
    expect(timings?.ttftMs).toBeCloseTo(29.267, 3);
    expect(timings?.totalMs).toBeCloseTo(451.841, 3);
    // (409 - 1) tokens over what is left of the latency after the first one.
    expect(timings?.outputSpeed).toBeCloseTo(408 / (0.4518413543701172 - 0.0292673110961914), 1);
  });

  test("Fireworks: strings of seconds, on the finish event or in an event of their own", () => {
    const perf_metrics = {
      "prompt-tokens": "75",
      "server-time-to-first-token": "0.346",
      "server-processing-time": "0.733",
    };
    const expected = { ttftMs: 346, totalMs: 733 };
    const finish = { choices: [{ delta: {}, finish_reason: "stop" }], perf_metrics };
    expect(tell(finish).timings).toEqual(expected);
    expect(tell({ perf_metrics }).timings).toEqual(expected);
    expect(tell({ choices: [], perf_metrics }).errors).toEqual([]);
  });

  test("Azure: milliseconds, in the usage or beside it", () => {
    const latency_checkpoint = { service_ttft_ms: 210, engine_ttft_ms: 40, total_duration_ms: 900 };
    const expected = { ttftMs: 210, totalMs: 900 };
    expect(tell({ choices: [], usage: { latency_checkpoint } }).timings).toEqual(expected);
    expect(tell({ choices: [], usage: null, latency_checkpoint }).timings).toEqual(expected);
  });

  test("LocalAI and vLLM: milliseconds", () => {
    const usage = { timing_prompt_processing: 12.5, timing_token_generation: 800 };
    expect(tell({ choices: [], usage }).timings).toEqual({ prefillMs: 12.5, decodeMs: 800 });
    const metrics = { time_to_first_token_ms: 30, queue_time_ms: 4, generation_time_ms: 500 };
    expect(tell({ choices: [], metrics }).timings).toEqual({
      ttftMs: 30,
      queueMs: 4,
      decodeMs: 500,
    });
  });

  test("Fireworks' headers are seconds, and the request id is found under any name", () => {
    const told = openaiChat.inspect(
      new Headers({
        "fireworks-server-time-to-first-token": "0.346",
        "x-request-id": "chatcmpl-1",
        "cf-ray": "9",
      }),
    );
    expect(told).toEqual({ requestId: "chatcmpl-1", timings: { ttftMs: 346 } });
    expect(openaiChat.inspect(new Headers({ "x-ds-trace-id": "t" }))).toEqual({ requestId: "t" });
    expect(openaiChat.inspect(new Headers())).toEqual({});
  });
});
