import { afterEach, describe, expect, test } from "bun:test";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { PROFILES } from "../../src/simulator/profile.ts";
import { textStep } from "../../src/simulator/script.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator, SimulatorOptions } from "../../src/simulator/server.ts";
import type { PlannedEvent } from "../../src/simulator/stream-plan.ts";
import { exchange, openRaw, postText, readResponse } from "./raw-client.ts";
import { chat, chatBody, chunksOf, finishOf, ollama, QUICK, textChunks } from "./requests.ts";

const running: Simulator[] = [];

function start(options: SimulatorOptions = {}): Simulator {
  const simulator = startSimulator({ profile: QUICK, seed: 1, ...options });
  running.push(simulator);
  return simulator;
}

afterEach(() => {
  for (const simulator of running.splice(0)) simulator.stop();
});

const post = async (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, { method: "POST", body: JSON.stringify(body), headers });

/** Times may be a rounding of 1 ns apart. */
const ROUNDING_MS = 1e-6;

describe("chat completions", () => {
  test("a stream says the role once, reasoning, answer, finish, usage on its own and the end mark", async () => {
    const { url, log } = start();
    const { status, headers, body } = await exchange(url, chat("m"));
    const { chunks, isDone } = chunksOf(body.toString());
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(chunks.map(({ choices }) => choices?.[0]?.delta.role).filter(Boolean)).toEqual([
      "assistant",
    ]);
    const fields = chunks.flatMap(({ choices }) => Object.keys(choices?.[0]?.delta ?? {}));
    expect(fields.filter((field) => field !== "role")).toEqual([
      ...Array.from({ length: 2 }, () => "reasoning"),
      ...Array.from({ length: 4 }, () => "content"),
    ]);
    expect([finishOf(chunks), isDone]).toEqual(["stop", true]);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: {
        completion_tokens: 24,
        total_tokens: 24 + log()[0]!.truth!.inputTokens,
        completion_tokens_details: { reasoning_tokens: 8 },
      },
    });
    expect(countTokens(textChunks(chunks).join(""))).toBe(24);
  });

  test("usage is kept back unless it is asked for", async () => {
    const { url } = start();
    const { body } = await exchange(url, chat("m", { stream_options: undefined }));
    expect(body.toString()).not.toContain("usage");
  });

  test("the answer is no longer than the request allows, by either name of the cap", async () => {
    const { url } = start();
    for (const cap of [{ max_tokens: 10 }, { max_completion_tokens: 10 }]) {
      // oxlint-disable-next-line no-await-in-loop
      const { body } = await exchange(url, chat("m", cap));
      const { chunks } = chunksOf(body.toString());
      expect([finishOf(chunks), chunks.at(-1)?.usage?.completion_tokens]).toEqual(["length", 10]);
    }
  });

  test("a request for no stream gets one JSON body", async () => {
    const { url } = start();
    const response = await post(`${url}/v1/chat/completions`, { ...chatBody("m"), stream: false });
    const body = await response.json();
    expect(body).toMatchObject({
      object: "chat.completion",
      model: "m",
      choices: [{ message: { role: "assistant" }, finish_reason: "stop" }],
      usage: { completion_tokens: 24 },
    });
  });

  test("the longer the prompt, the more input tokens, also when it comes in parts", async () => {
    const { url, log } = start();
    const content = [{ type: "text", text: "x".repeat(400) }, { type: "image_url" }];
    await exchange(url, chat("m", { messages: [{ role: "user", content }] }));
    await exchange(url, chat("m", { messages: [{ role: "user", content: "x".repeat(4000) }] }));
    expect(log().map(({ truth }) => truth?.inputTokens)).toEqual([100, 1000]);
  });

  test("any base URL will do, and the models are listed beside it", async () => {
    const { url } = start({ model: "simulated-x" });
    for (const base of ["", "/v1", "/openai/v1", "/inference/v1"]) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await exchange(url, postText(`${base}/chat/completions`, chatBody("m")));
      // oxlint-disable-next-line no-await-in-loop
      const list = await (await fetch(`${url}${base}/models`)).json();
      expect([answer.status, list]).toMatchObject([200, { data: [{ id: "simulated-x" }] }]);
    }
  });

  test("a body that is no request is refused, and so is a wrong key", async () => {
    const { url } = start({ key: "sim-key" });
    const authorization = { authorization: "Bearer sim-key" };
    const path = `${url}/v1/chat/completions`;
    expect((await post(path, chatBody("m"))).status).toBe(401);
    expect((await post(path, chatBody("m"), { authorization: "Bearer x" })).status).toBe(401);
    expect((await post(path, { model: "m" }, authorization)).status).toBe(400);
    expect((await post(path, chatBody("m"), authorization)).status).toBe(200);
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(path)).status).toBe(404);
  });
});

describe("Ollama's generate", () => {
  const linesOf = (body: Buffer): readonly Record<string, unknown>[] =>
    body
      .toString()
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line));

  test("lines of thinking and of response, and durations that are true to the plan", async () => {
    const { url, log } = start({ profile: { ...QUICK, loadMs: 3 } });
    const { headers, body } = await exchange(url, ollama("m"));
    const lines = linesOf(body);
    const truth = log()[0]!.truth!;
    expect(headers.get("content-type")).toBe("application/x-ndjson");
    expect(
      lines.map((line) => ["thinking", "response", "done"].filter((key) => line[key])),
    ).toEqual([
      ["thinking"],
      ["thinking"],
      ["response"],
      ["response"],
      ["response"],
      ["response"],
      ["done"],
    ]);
    expect(lines.at(-1)).toMatchObject({
      done_reason: "stop",
      eval_count: 24,
      prompt_eval_count: truth.inputTokens,
      load_duration: 3e6,
      eval_duration: (24 / QUICK.tokensPerSecond) * 1e9,
      // From the end of loading to the beginning of the first chunk's tokens.
      prompt_eval_duration: Math.round((QUICK.ttftMs - (4 / QUICK.tokensPerSecond) * 1000) * 1e6),
      total_duration: Math.round(truth.endMs * 1e6),
    });
  });

  test("num_predict caps the answer, and stream: false gives one body", async () => {
    const { url } = start();
    const response = await post(`${url}/api/generate`, {
      model: "m",
      prompt: "x",
      stream: false,
      options: { num_predict: 9 },
    });
    expect(await response.json()).toMatchObject({
      done: true,
      done_reason: "length",
      eval_count: 9,
    });
  });

  test("the model is loaded once, by a request or by an empty prompt, and can be unloaded", async () => {
    const { url } = start({ model: "simulated-x", profile: { ...QUICK, loadMs: 2 } });
    const loaded = async (): Promise<unknown> => (await fetch(`${url}/api/ps`)).json();
    const loadNanos = async (): Promise<unknown> =>
      linesOf((await exchange(url, ollama("m"))).body).at(-1)?.["load_duration"];
    const house = async (more: object): Promise<unknown> =>
      (await post(`${url}/api/generate`, { model: "m", ...more })).json();

    expect(await loaded()).toEqual({ models: [] });
    expect(await house({})).toMatchObject({ done: true, done_reason: "load" });
    expect(await loaded()).toMatchObject({ models: [{ name: "simulated-x" }] });
    expect(await loadNanos()).toBe(0);
    expect(await house({ keep_alive: 0 })).toMatchObject({ done_reason: "unload" });
    expect(await loadNanos()).toBe(2e6);
    expect(await loadNanos()).toBe(0);
  });

  test("says what it is and what it has", async () => {
    const { url } = start({ model: "simulated-x" });
    expect(await (await fetch(url)).text()).toBe("Ollama is running");
    expect(await (await fetch(`${url}/api/version`)).json()).toEqual({
      version: "0.0.0-simulated",
    });
    expect(await (await fetch(`${url}/api/tags`)).json()).toMatchObject({
      models: [{ name: "simulated-x" }],
    });
  });
});

describe("connections", () => {
  test("one connection serves one request after the other", async () => {
    const { url, log } = start();
    const connection = await openRaw(url, chat("first"));
    await connection.answered;
    const length = connection.bytes().length;
    connection.send(chat("second", {}, { connection: "close" }));
    await untilClosed(connection);
    expect(readResponse(connection.bytes().subarray(length)).headers.get("connection")).toBe(
      "close",
    );
    expect(log().map(({ model, outcome }) => [model, outcome])).toEqual([
      ["first", "complete"],
      ["second", "complete"],
    ]);
  });

  test("requests sent ahead are answered in their order, each from the end of the one before", async () => {
    const { url, log } = start();
    const ahead = `${chat("a")}${chat("b")}${chat("c", {}, { connection: "close" })}`;
    const connection = await openRaw(url, ahead);
    await untilClosed(connection);
    expect(
      connection
        .bytes()
        .toString()
        .match(/HTTP\/1\.1 200 OK/g),
    ).toHaveLength(3);
    const [a, b, c] = log();
    expect([a?.model, b?.model, c?.model]).toEqual(["a", "b", "c"]);
    expect(b!.receivedAtMs).toBeGreaterThanOrEqual(a!.receivedAtMs + a!.truth!.endMs);
    expect(c!.receivedAtMs).toBeGreaterThanOrEqual(b!.receivedAtMs + b!.truth!.endMs);
  });

  test("three hundred streams at once all come whole", async () => {
    const { url, log } = start();
    const answers = await Promise.all(
      Array.from({ length: 300 }, async (_, index) => exchange(url, chat(`m${index}`))),
    );
    for (const { body } of answers) {
      const { chunks, isDone } = chunksOf(body.toString());
      expect([textChunks(chunks).length, isDone]).toEqual([6, true]);
    }
    expect(log().every(({ outcome }) => outcome === "complete")).toBe(true);
  });

  test("a client that leaves is noted, and harms nobody", async () => {
    const { url, log } = start();
    const leaver = await openRaw(url, chat("leaver+hang=50"));
    const stayer = await exchange(url, chat("stayer+stall=30"));
    leaver.close();
    await untilClosed(leaver);
    await exchange(url, chat("after"));
    expect(chunksOf(stayer.body.toString()).isDone).toBe(true);
    expect(log().map(({ outcome }) => outcome)).toEqual(["client-closed", "complete", "complete"]);
  });

  test("a body larger than the network takes at once comes whole", async () => {
    const { url } = start();
    const { body } = await exchange(url, chat("m+giant-line=40"));
    expect(body.length).toBeGreaterThan(40e6);
    expect(body.subarray(-14).toString()).toBe("data: [DONE]\n\n");
  });

  test("what is not HTTP gets a refusal and the end of the connection", async () => {
    const { url } = start();
    const { status, ending } = await exchange(url, "HELLO\r\n\r\n");
    expect([status, ending === "reset"]).toEqual([400, false]);
  });

  test("a port that is taken is an error with its code", () => {
    const { port } = start();
    expect(() => startSimulator({ port })).toThrow(expect.objectContaining({ code: "EADDRINUSE" }));
  });
});

/** The other side has closed: known once nothing can be read any more. */
async function untilClosed(connection: Awaited<ReturnType<typeof openRaw>>): Promise<void> {
  while (connection.ending() === "open") {
    // oxlint-disable-next-line no-await-in-loop -- gives the loop its turn
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

describe("the known truth", () => {
  test("every event is logged with its plan, and never goes out before it", async () => {
    const { url, log } = start({
      profile: { ...QUICK, jitter: 0.3, chunkJitter: 0.5, headersMs: 1 },
    });
    const before = performance.timeOrigin + performance.now();
    await Promise.all(Array.from({ length: 20 }, async () => exchange(url, chat("m"))));
    const after = performance.timeOrigin + performance.now();
    expect(log()).toHaveLength(20);
    for (const { sent, truth, receivedAtMs } of log()) {
      expect(receivedAtMs).toBeWithin(before, after);
      expect(sent.every(([, , planned, real]) => real >= planned - ROUNDING_MS)).toBe(true);
      const times = sent.map(([, , , real]) => real);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(sent.map(([label]) => label)).toEqual([
        "headers",
        "reasoning",
        "reasoning",
        "answer",
        "answer",
        "answer",
        "answer",
        "finish",
        "usage+done+end",
      ]);
      expect(sent.map(([, tokens]) => tokens)).toEqual([0, 4, 4, 4, 4, 4, 4, 0, 0]);
      expect(sent[1]?.[2]).toBe(truth?.ttftMs);
      expect(sent[6]?.[2]).toBe(truth?.lastTokenMs);
      expect(sent[8]?.[2]).toBe(truth?.endMs);
    }
  });

  test("the id of the answer leads to its record, also for another process by GET /truth", async () => {
    const { url, log } = start({ name: "wafer" });
    const { headers, body } = await exchange(url, chat("m"));
    const text = await (await fetch(`${url}/truth`)).text();
    const record = JSON.parse(text.trimEnd());
    expect(headers.get("x-request-id")).toBe("simulated-wafer-1");
    expect(body.toString()).toContain('"id":"simulated-wafer-1"');
    expect(record).toEqual(JSON.parse(JSON.stringify(log()[0])));
    expect(record).toMatchObject({
      requestId: "simulated-wafer-1",
      hasKey: false,
      outcome: "complete",
    });
  });

  test("the same seed gives the same plans", async () => {
    const plans = async (seed: number): Promise<unknown> => {
      const { url, log } = start({ seed, profile: { ...QUICK, jitter: 0.3 } });
      await exchange(url, chat("m"));
      await exchange(url, chat("m"));
      return log().map(({ truth }) => truth);
    };
    const first = await plans(5);
    expect(await plans(5)).toEqual(first);
    expect(await plans(6)).not.toEqual(first);
  });

  test("a log remembers as many requests as it may", async () => {
    const { url, log } = start({ keptRecords: 2 });
    for (const model of ["a", "b", "c"]) {
      // oxlint-disable-next-line no-await-in-loop
      await exchange(url, chat(model));
    }
    expect(log().map(({ model }) => model)).toEqual(["b", "c"]);
  });
});

describe("an exact stream", () => {
  const schedule: readonly PlannedEvent[] = [
    { kind: "role", atMs: 1 },
    { kind: "reasoning", atMs: 2, tokens: 1, text: " hm" },
    { kind: "answer", atMs: 3, tokens: 2, text: " two words" },
    { kind: "finish", atMs: 4 },
    { kind: "usage", atMs: 5 },
    { kind: "done", atMs: 5 },
  ];

  test("a schedule of events is played in the words of either dialect", async () => {
    const { url, log } = start({ schedule });
    const sse = await exchange(url, chat("m"));
    const ndjson = await exchange(url, ollama("m"));
    expect(textChunks(chunksOf(sse.body.toString()).chunks)).toEqual([" hm", " two words"]);
    expect(ndjson.body.toString()).toContain('"response":" two words"');
    for (const { truth } of log()) {
      expect(truth).toMatchObject({
        ttftMs: 2,
        ttfatMs: 3,
        lastTokenMs: 3,
        endMs: 5,
        outputTokens: 3,
      });
    }
  });

  test("a script of bytes is played as it is", async () => {
    const { url, log } = start({
      script: {
        head: { atMs: 0, status: 299, headers: { "x-odd": "yes" } },
        body: "until-close",
        steps: [textStep(1, "a", "first", 1), textStep(3, "b\0", "second", 1)],
        endMs: 4,
        ending: "finish",
      },
    });
    const { status, headers, body } = await exchange(url, chat("m"));
    expect([status, headers.get("x-odd"), body.toString()]).toEqual([299, "yes", "ab\0"]);
    expect(log()[0]?.sent.map(([label, , planned]) => [label, planned])).toEqual([
      ["headers", 0],
      ["first", 1],
      ["second", 3],
    ]);
  });

  test("the reference profile is the reference stream on the wire", async () => {
    const { url, log } = start({ profile: PROFILES.reference.profile });
    await exchange(url, chat("m"));
    const sent = log()[0]!.sent.map(([label, tokens, planned]) => [label, tokens, planned]);
    expect(sent).toEqual([
      ["headers+role", 0, 20],
      ...Array.from({ length: 10 }, (_, index) => ["reasoning", 4, 200 + index * 40]),
      ...Array.from({ length: 25 }, (_, index) => ["answer", 4, 600 + index * 40]),
      ["finish", 0, 1760],
      ["usage+done+end", 0, 1960],
    ]);
  });
});
