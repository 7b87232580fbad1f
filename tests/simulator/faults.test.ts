import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { FAULT_NAMES } from "../../src/simulator/faults/table.ts";
import type { FaultName } from "../../src/simulator/faults/table.ts";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import type { TruthRecord } from "../../src/simulator/truth-log.ts";
import { openRaw, readResponse } from "./raw-client.ts";
import { chat, chunksOf, finishOf, ollama, QUICK, sseMessages, textChunks } from "./requests.ts";

let simulator: Simulator;

beforeAll(() => {
  simulator = startSimulator({ name: "faulty", profile: QUICK, seed: 1 });
});

afterAll(() => simulator.stop());

/** What was on the wire for one request, and what the simulator says about it. */
interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly text: string;
  readonly framed: string;
  readonly reads: readonly Uint8Array[];
  readonly ending: "closed" | "reset" | "open";
  readonly record: TruthRecord;
}

/** Faults that never come to an end: their answer is looked at when a later, longer answer is complete. */
const ENDLESS: ReadonlySet<string> = new Set([
  "hang",
  "silence",
  "silence-after-headers",
  "garbage",
]);

async function see(fault: string, ask: (model: string) => string = chat): Promise<Seen> {
  const number = simulator.log().length;
  const connection = await openRaw(simulator.url, ask(`m+${fault}`));
  if (ENDLESS.has(fault.split("=")[0] ?? "")) {
    const witness = await openRaw(simulator.url, chat("witness+stall=60"));
    await witness.answered;
    witness.close();
  } else {
    await connection.answered;
  }
  const ending = connection.ending();
  const response = readResponse(connection.bytes());
  const record = simulator.log()[number]!;
  connection.close();
  return {
    ...response,
    text: response.body.toString(),
    framed: response.framed.toString(),
    reads: connection.reads,
    ending,
    record,
  };
}

const plannedOf = (record: TruthRecord, label: string): readonly number[] =>
  record.sent.filter(([name]) => name.split("+").includes(label)).map(([, , planned]) => planned);

const sound = await (async () => {
  const other = startSimulator({ profile: QUICK, seed: 1 });
  const connection = await openRaw(other.url, chat("m"));
  await connection.answered;
  other.stop();
  return readResponse(connection.bytes()).body.toString();
})();

/** For each fault how it is asked for, and what a client must find on the wire. */
const ON_THE_WIRE: Record<FaultName, readonly [request: string, check: (seen: Seen) => void]> = {
  status: [
    "status=404",
    ({ status, text, headers }) => {
      expect(status).toBe(404);
      expect(headers.get("content-type")).toStartWith("application/json");
      expect(JSON.parse(text)).toMatchObject({
        error: { message: "model 'm' not found", code: "model_not_found" },
      });
    },
  ],
  "rate-limit": [
    "rate-limit=7",
    ({ status, headers }) => {
      expect(status).toBe(429);
      expect(headers.get("retry-after")).toBe("7");
    },
  ],
  html: [
    "html=502",
    ({ status, headers, text }) => {
      expect(status).toBe(502);
      expect(headers.get("content-type")).toBe("text/html");
      expect(text).toStartWith("<!DOCTYPE html>");
    },
  ],
  json: [
    "json",
    ({ status, text, record }) => {
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject({
        object: "chat.completion",
        usage: { completion_tokens: 24 },
      });
      expect(record.sent).toHaveLength(1);
    },
  ],
  "no-body": [
    "no-body",
    ({ status, headers, framed }) => {
      expect([status, headers.get("content-length"), framed]).toEqual([200, "0", ""]);
    },
  ],
  cut: [
    "cut=50",
    ({ ending, text, framed, record }) => {
      const { chunks, isDone } = chunksOf(text);
      expect(ending).toBe("reset");
      expect(textChunks(chunks)).toHaveLength(3);
      expect([finishOf(chunks), isDone]).toEqual([undefined, false]);
      expect(framed).not.toEndWith("0\r\n\r\n");
      expect(record).toMatchObject({ outcome: "reset", truth: { outputTokens: 12 } });
    },
  ],
  truncate: [
    "truncate=100",
    ({ ending, text, framed }) => {
      const { chunks, isDone } = chunksOf(text);
      expect(ending).toBe("open");
      expect(framed).toEndWith("\r\n0\r\n\r\n");
      expect(textChunks(chunks)).toHaveLength(6);
      expect([finishOf(chunks), isDone]).toEqual([undefined, false]);
    },
  ],
  hang: [
    "hang=0",
    ({ status, ending, text, framed, record }) => {
      expect([status, ending, text]).toEqual([200, "open", ""]);
      expect(framed).not.toEndWith("0\r\n\r\n");
      expect(record.outcome).toBe("hanging");
    },
  ],
  stall: [
    "stall=40",
    ({ text, record }) => {
      const times = [...plannedOf(record, "reasoning"), ...plannedOf(record, "answer")];
      expect(times.map((time) => Math.round(time))).toEqual([5, 7, 9, 51, 53, 55]);
      expect(chunksOf(text).isDone).toBe(true);
    },
  ],
  "error-event": [
    "error-event",
    ({ status, text }) => {
      const messages = sseMessages(text);
      expect(status).toBe(200);
      expect(messages.map(({ event }) => event)).toEqual([
        undefined,
        undefined,
        undefined,
        "error",
      ]);
      expect(JSON.parse(messages[3]!.data)).toMatchObject({ error: { type: "server_error" } });
    },
  ],
  "error-chunk": [
    "error-chunk",
    ({ text }) => {
      const { chunks, isDone } = chunksOf(text);
      expect(textChunks(chunks)).toHaveLength(3);
      expect(chunks.at(-1)?.error?.message).toBe("The simulated model failed.");
      expect([finishOf(chunks), isDone]).toEqual([undefined, true]);
    },
  ],
  "bad-json": [
    "bad-json",
    ({ text }) => {
      const data = sseMessages(text).map((message) => message.data);
      expect(() => JSON.parse(data[3]!)).toThrow();
      expect(data.at(-1)).toBe("[DONE]");
    },
  ],
  "no-done": [
    "no-done",
    ({ text, framed }) => {
      const { chunks, isDone } = chunksOf(text);
      expect([finishOf(chunks), isDone]).toEqual(["stop", false]);
      expect(framed).toEndWith("\r\n0\r\n\r\n");
    },
  ],
  "no-finish": [
    "no-finish",
    ({ text }) => {
      const { chunks, isDone } = chunksOf(text);
      expect([finishOf(chunks), isDone]).toEqual([undefined, true]);
    },
  ],
  "no-tokens": [
    "no-tokens",
    ({ text, record }) => {
      const { chunks, isDone } = chunksOf(text);
      expect(textChunks(chunks)).toEqual([]);
      expect([finishOf(chunks), isDone]).toEqual(["stop", true]);
      expect(chunks.at(-1)?.usage?.completion_tokens).toBe(0);
      expect(record.truth).toMatchObject({ outputTokens: 0 });
      expect(record.truth).not.toContainKey("ttftMs");
    },
  ],
  empty: [
    "empty",
    ({ status, headers, framed }) => {
      expect([status, framed]).toEqual([200, "0\r\n\r\n"]);
      expect(headers.get("content-type")).toStartWith("text/event-stream");
    },
  ],
  "no-usage": [
    "no-usage",
    ({ text }) => {
      expect(text).not.toContain("usage");
      expect(chunksOf(text).isDone).toBe(true);
    },
  ],
  "usage-null": [
    "usage-null",
    ({ text }) => expect(chunksOf(text).chunks.every(({ usage }) => usage === null)).toBe(true),
  ],
  "usage-each": [
    "usage-each",
    ({ text }) => {
      const counts = chunksOf(text).chunks.map(({ usage }) => usage?.completion_tokens);
      expect(counts).toEqual([4, 8, 12, 16, 20, 24, 24]);
    },
  ],
  "usage-on-finish": [
    "usage-on-finish",
    ({ text }) => {
      const last = chunksOf(text).chunks.at(-1);
      expect(last?.choices?.[0]?.finish_reason).toBe("stop");
      expect(last?.usage?.completion_tokens).toBe(24);
    },
  ],
  "usage-late": [
    "usage-late=30",
    ({ record, text }) => {
      const [usage = 0] = plannedOf(record, "usage");
      const [finish = 0] = plannedOf(record, "finish");
      expect(usage - finish).toBeCloseTo(QUICK.usageDelayMs + 30, 6);
      expect(plannedOf(record, "done")).toEqual([usage]);
      expect(chunksOf(text).chunks.at(-1)?.usage?.completion_tokens).toBe(24);
    },
  ],
  "role-first": [
    "role-first=1",
    ({ text, record }) => {
      const first = chunksOf(text).chunks[0]?.choices?.[0]?.delta;
      expect(first).toEqual({ role: "assistant", content: "" });
      expect(plannedOf(record, "role")).toEqual([1]);
      expect(record.truth?.ttftMs).toBe(5);
    },
  ],
  comments: [
    "comments=2",
    ({ text }) => {
      expect(text).toStartWith(": keep-alive\n\n: keep-alive\n\ndata: {");
      expect(text.lastIndexOf(": keep-alive\n\n")).toBeGreaterThan(text.indexOf("content"));
      expect(chunksOf(text).isDone).toBe(true);
    },
  ],
  "hidden-reasoning": [
    "hidden-reasoning",
    ({ text, record }) => {
      const { chunks } = chunksOf(text);
      expect(textChunks(chunks)).toHaveLength(4);
      expect(chunks.at(-1)?.usage).toMatchObject({
        completion_tokens: 24,
        completion_tokens_details: { reasoning_tokens: 8 },
      });
      expect(record.truth?.ttftMs).toBe(9);
      expect(record.truth?.outputSpeed).toBeCloseTo(QUICK.tokensPerSecond, 6);
    },
  ],
  "other-model": [
    "other-model",
    ({ text }) => {
      const models = new Set(chunksOf(text).chunks.map(({ model }) => model));
      expect([...models]).toEqual(["m-2099-01-01"]);
    },
  ],
  silence: [
    "silence",
    ({ ending, reads, record }) => {
      expect([ending, reads.length, record.outcome]).toEqual(["open", 0, "hanging"]);
    },
  ],
  "silence-after-headers": [
    "silence-after-headers",
    ({ status, ending, framed }) => {
      expect([status, ending, framed]).toEqual([200, "open", ""]);
    },
  ],
  "slow-headers": [
    "slow-headers=30",
    ({ record }) => {
      expect(record.sent[0]?.[0]).toBe("headers+reasoning");
      expect(record.sent[0]?.[2]).toBe(QUICK.ttftMs + 30);
    },
  ],
  reset: [
    "reset=3",
    ({ ending, reads, record }) => {
      expect([ending, reads.length, record.outcome]).toEqual(["reset", 0, "reset"]);
    },
  ],
  garbage: [
    "garbage",
    ({ status, framed, ending }) => {
      expect([status, framed, ending]).toEqual([0, "this is not HTTP\r\n\r\n", "open"]);
    },
  ],
  "connection-close": [
    "connection-close",
    ({ headers, ending, text }) => {
      expect(headers.get("connection")).toBe("close");
      expect(text).toContain("[DONE]");
      expect(ending).not.toBe("reset");
    },
  ],
  "until-close": [
    "until-close",
    ({ headers, ending, framed }) => {
      expect([headers.get("transfer-encoding"), headers.get("content-length")]).toEqual([
        null,
        null,
      ]);
      expect(ending).toBe("closed");
      expect(framed).toStartWith("data: {");
      expect(framed).toEndWith("data: [DONE]\n\n");
    },
  ],
  buffered: [
    "buffered",
    ({ text, record }) => {
      expect(textChunks(chunksOf(text).chunks)).toHaveLength(6);
      expect(record.sent.map(([label]) => label)).toEqual(["headers", "buffered+end"]);
      expect(record.sent[1]?.[1]).toBe(24);
    },
  ],
  brotli: [
    "brotli",
    ({ headers, body }) => {
      expect(headers.get("content-encoding")).toBe("br");
      expect(chunksOf(brotliDecompressSync(body).toString()).isDone).toBe(true);
    },
  ],
  gzip: [
    "gzip",
    ({ headers, body }) => {
      expect(headers.get("content-encoding")).toBe("gzip");
      expect(chunksOf(gunzipSync(body).toString()).isDone).toBe(true);
    },
  ],
  "split-utf8": [
    "split-utf8=1",
    ({ text, record, body }) => {
      const { chunks, isDone } = chunksOf(text);
      expect(textChunks(chunks).every((chunk) => chunk.startsWith(" café"))).toBe(true);
      expect([textChunks(chunks).length, isDone]).toEqual([6, true]);
      expect(plannedOf(record, "part")).toHaveLength(6);
      expect(body.includes(Buffer.from("café"))).toBe(true);
      expect(record.sent.reduce((sum, [, tokens]) => sum + tokens, 0)).toBe(24);
    },
  ],
  "giant-line": [
    "giant-line=2",
    ({ body, record }) => {
      const longest = body
        .toString("latin1")
        .split("\n")
        .reduce((most, line) => Math.max(most, line.length), 0);
      expect(longest).toBeGreaterThanOrEqual(2_000_000);
      expect(record.outcome).toBe("complete");
    },
  ],
  crlf: ["crlf", ({ text }) => expect(text).toBe(sameShape(text, "\r\n"))],
  cr: ["cr", ({ text }) => expect(text).toBe(sameShape(text, "\r"))],
  "no-space": [
    "no-space",
    ({ text }) => {
      expect(text).not.toContain("data: ");
      expect(text).toEndWith("data:[DONE]\n\n");
    },
  ],
  bom: [
    "bom",
    ({ body, text }) => {
      expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(textChunks(chunksOf(text).chunks)).toHaveLength(6);
    },
  ],
};

/** The text with every line ended by `lineEnd`; it holds as many lines as the sound stream has. */
function sameShape(text: string, lineEnd: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  expect(lines).toHaveLength(sound.split("\n").length);
  return lines.join(lineEnd);
}

describe("on the wire", () => {
  for (const [name, [request, check]] of Object.entries(ON_THE_WIRE)) {
    test(`the fault ${name} does what it says`, async () => {
      const seen = await see(request);
      expect(seen.record.faults).toEqual([name]);
      expect(seen.record.model).toBe("m");
      check(seen);
    });
  }

  test("a character cut in two really arrives in two reads", async () => {
    const { reads } = await see("split-utf8=4+until-close");
    const strict = () => new TextDecoder("utf-8", { fatal: true });
    expect(reads.some((read) => !decodes(strict(), read))).toBe(true);
    expect(decodes(strict(), Buffer.concat(reads))).toBe(true);
  });
});

function decodes(decoder: TextDecoder, bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe("in Ollama's words", () => {
  const lines = (text: string): readonly Record<string, unknown>[] =>
    text
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line));

  test("an error is a line with a bare string in a 200 stream", async () => {
    const { status, text } = await see("error-event", ollama);
    expect(status).toBe(200);
    expect(lines(text).at(-1)).toEqual({ error: "The simulated model failed." });
  });

  test("a refusal has a bare string", async () => {
    const { status, text } = await see("status=404", ollama);
    expect([status, text]).toEqual([404, '{"error":"model \'m\' not found"}']);
  });

  test("without its end mark a stream has no last line", async () => {
    const { text } = await see("no-done", ollama);
    expect(lines(text).every((line) => line["done"] === false)).toBe(true);
  });

  test("without usage the last line has no counts", async () => {
    const last = lines((await see("no-usage", ollama)).text).at(-1);
    expect(last).toMatchObject({ done: true, done_reason: "stop" });
    expect(last).not.toContainAnyKeys(["eval_count", "eval_duration", "prompt_eval_count"]);
  });

  test("lines end in CR LF on request", async () => {
    const { text } = await see("crlf", ollama);
    expect(text.match(/\r\n/g)).toHaveLength(7);
  });
});

test("faults can be combined, and take hold in their order", async () => {
  const { text, record, ending } = await see("crlf+no-done+role-first=2+connection-close");
  expect(record.faults).toEqual(["crlf", "no-done", "role-first", "connection-close"]);
  expect(text).toContain('"role":"assistant","content":""');
  expect(text).not.toContain("[DONE]");
  expect(text).toContain("\r\n\r\n");
  expect(ending).not.toBe("reset");
});

test("a fault nobody knows is refused, with the name that was meant", async () => {
  const connection = await openRaw(simulator.url, chat("m+cutt"));
  await connection.answered;
  const { status, body } = readResponse(connection.bytes());
  connection.close();
  expect(status).toBe(400);
  expect(body.toString()).toContain('unknown fault \\"cutt\\"; did you mean cut?');
});

test("every fault of the table was looked at on the wire", () => {
  expect(FAULT_NAMES.toSorted()).toEqual(Object.keys(ON_THE_WIRE).toSorted());
});
