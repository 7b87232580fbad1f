import { afterAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { randomFor } from "../../src/core/random.ts";
import type { Sample } from "../../src/core/sample.ts";
import type { Dialect } from "../../src/providers/dialect.ts";
import { attempt } from "../../src/run/attempt.ts";
import type { Attempted } from "../../src/run/attempt.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import { ERROR_RECORDINGS } from "../providers/error-recordings.ts";
import others from "../providers/dialects.golden.json" with { type: "json" };
import chats from "../providers/recordings.golden.json" with { type: "json" };
import { dialectOf, HAS_RECORDINGS, RECORDINGS } from "../providers/replay.ts";
import { rawServer } from "../wire/raw-server.ts";
import type { Exchange } from "../wire/raw-server.ts";

interface Golden {
  readonly file: string;
  readonly dialect?: string;
  readonly answer: readonly (string | number)[];
  readonly reasoning: readonly (string | number)[];
  readonly tools: readonly (string | number)[];
  readonly finish?: string | null;
  readonly done: boolean;
  readonly model?: string;
  readonly usage?: Readonly<Record<string, number>>;
  readonly timings?: Readonly<Record<string, number>>;
  readonly error?: string;
}
const GOLDEN: readonly Golden[] = [...chats, ...others];

interface Meta {
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
  };
}

/** Characters in and after `<think>` tags, the tags included: counted in the recordings by a script of its own. */
const IN_TAGS: Readonly<Record<string, readonly [inTags: number, after: number]>> = {
  "fireworks/direct-deepseek-r1-think-tags.sse": [1913, 56],
  "novita/direct-deepseek-r1-distill.sse": [469, 165],
  "together/hf-deepseek-r1-think-tags.sse": [1445, 2559],
};

/** Whole answers and lists of models: what a server sends that does not stream. */
const DOCUMENTS = [
  "bedrock-mantle/gpt-oss-chat-or-responses",
  "cerebras/direct-llama3.1-8b-nostream",
  "cerebras/models-list",
  "cerebras/req_llm-gpt-oss-120b-nostream-headers",
  "cerebras/zai-glm-4.7-nostream",
  "fireworks/direct-deepseek-r1-nostream",
  "fireworks/hf-nostream",
  "fireworks/req_llm-gpt-oss-20b-nostream-headers",
  "groq/models-list",
  "huggingface/models-list",
  "llamacpp/cache-prompt-disabled",
  "llamacpp/models-list",
  "mistralrs/reasoning",
  "sambanova/direct-llama-3.1-8b-nostream",
  "sambanova/hf-nostream-usage",
  "vllm/crusoe-glm-5.2-nostream",
] as const;

const sha256 = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

/** Headers that would contradict how the body is sent here. */
const OF_THE_CONNECTION =
  /^(?:transfer-encoding|content-length|content-encoding|connection|keep-alive|date)$/i;

const random = randomFor(20_261_124, "socket");
const checked: string[] = [];

/** A body in chunks of random sizes, a write each, so that the network cuts it as it likes. */
async function answerWith(exchange: Exchange, { response }: Meta, body: Uint8Array): Promise<void> {
  const headers = response.headers
    .filter(([name]) => !OF_THE_CONNECTION.test(name))
    .map(([name, value]) => `${name}: ${value.replaceAll(/[^\u0020-\u007e]/g, "?")}\r\n`);
  const status = `HTTP/1.1 ${response.status} X\r\n`;
  exchange.write(`${status}${headers.join("")}transfer-encoding: chunked\r\n\r\n`);
  const largest = Math.max(40, body.length / 100);
  for (let at = 0; at < body.length;) {
    const piece = body.subarray(at, at + random.integer(1, largest));
    at += piece.length;
    exchange.write(
      Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]),
    );
    // oxlint-disable-next-line no-await-in-loop -- lets the socket empty itself
    await new Promise(setImmediate);
  }
  exchange.write("0\r\n\r\n");
}

async function replayOverSocket(
  file: string,
  dialect: Dialect,
  metaFile: string,
): Promise<Attempted> {
  const body = await Bun.file(join(RECORDINGS, file)).bytes();
  const meta: Meta = await Bun.file(join(RECORDINGS, metaFile)).json();
  using server = rawServer((exchange) => void answerWith(exchange, meta, body));
  return await attempt(
    {
      target: { id: "x", provider: "openai-compatible", model: "m", origin: server.origin },
      dialect,
      endpoint: { baseUrl: server.origin },
      quirks: {},
    },
    { phase: "measured", size: "short", block: 0, order: 0, attempt: 1 },
    { promptId: "p", prompt: "hello", maxOutputTokens: 128 },
    {
      clock: bunClock,
      transport: createFetchTransport(bunClock),
      limits: { headersMs: 10_000, firstTokenMs: 20_000, idleMs: 20_000, totalMs: 30_000 },
      temperature: 0,
    },
    new AbortController().signal,
  );
}

const sum = (sample: Sample, column: 3 | 4 | 5): number =>
  sample.reads.reduce((total, row) => total + row[column], 0);

describe.skipIf(!HAS_RECORDINGS)("recordings over a real socket, cut at random", () => {
  for (const golden of GOLDEN) {
    test(golden.file, async () => {
      const meta = golden.file.replace(/\.(?:sse|ndjson)$/, ".meta.json");
      const { sample, text } = await replayOverSocket(golden.file, dialectOf(golden), meta);
      const looked: string[] = ["text"];
      const [answer, reasoning, tools] = [golden.answer, golden.reasoning, golden.tools].map(
        ([length]) => Number(length),
      );
      const [inTags, afterTags] = IN_TAGS[golden.file] ?? [];
      expect(sum(sample, 4)).toBe(inTags ?? reasoning ?? 0);
      expect(sum(sample, 3)).toBe(afterTags ?? answer ?? 0);
      expect(sum(sample, 5)).toBe(tools ?? 0);
      // The order of several kinds of text is checked by nobody, so only a lone one can be compared as a whole.
      const only = [golden.answer, golden.reasoning, golden.tools].filter(([n]) => Number(n) > 0);
      if (only.length === 1) {
        expect([text.all.length, sha256(text.all).slice(0, 12)]).toEqual([...only[0]!]);
        expect(sample.textSha256).toBe(sha256(text.all));
        looked.push("sha256");
      }
      if (inTags !== undefined) looked.push("tags");
      if (Number(golden.reasoning[0]) > 0) looked.push("reasoning");
      if (Number(golden.tools[0]) > 0) looked.push("tools");
      expect(String(sample.finishReason ?? null)).toBe(String(golden.finish ?? null));
      if (golden.finish !== undefined) looked.push("finish");
      if (golden.model !== undefined) {
        expect(sample.answeredModel).toBe(golden.model);
        looked.push("model");
      }
      const { costUsd, ...counts } = golden.usage ?? {};
      expect(sample.tokens).toMatchObject(counts);
      expect(sample.tokens.output).toBe(counts["output"]);
      if (golden.usage !== undefined) looked.push("usage");
      if (counts["cached"] !== undefined) looked.push("cached");
      if (counts["reasoning"] !== undefined) looked.push("reasoning-tokens");
      if (costUsd !== undefined) {
        expect(sample.reportedCostUsd).toBeCloseTo(costUsd, 12);
        looked.push("cost");
      }
      for (const [name, value] of Object.entries(golden.timings ?? {})) {
        const told = new Map<string, number>(Object.entries(sample.serverTimings ?? {}));
        expect(told.get(name)).toBeCloseTo(value, 6);
        looked.push(name);
      }
      const isWhole = golden.error === undefined && (golden.done || golden.finish !== undefined);
      expect(sample.status).toBe(isWhole ? "ok" : "failed");
      checked.push(
        `${golden.file.padEnd(48)} ${isWhole ? "ok    " : "failed"} ${looked.join(" ")}`,
      );
    });
  }

  for (const [file, reason] of ERROR_RECORDINGS) {
    test(file, async () => {
      const dialect = dialectOf({ file: file.startsWith("ollama/") ? ".ndjson" : file });
      const { sample } = await replayOverSocket(`${file}.json`, dialect, `${file}.meta.json`);
      expect(sample.status).toBe("failed");
      expect(sample.failure?.reason).toBe(reason);
      checked.push(`${file.padEnd(48)} failed ${sample.failure?.kind} ${reason}`);
    });
  }
});

test.skipIf(!HAS_RECORDINGS).each(DOCUMENTS)(
  "%s is no stream, and no error of its own",
  async (file) => {
    const { sample } = await replayOverSocket(
      `${file}.json`,
      dialectOf({ file }),
      `${file}.meta.json`,
    );
    expect(sample.failure).toMatchObject({
      kind: "protocol",
      message: "answered with one JSON document and not with a stream",
    });
    checked.push(`${file.padEnd(48)} failed protocol: a document`);
  },
);

afterAll(() => {
  if (checked.length === 0) return;
  process.stderr.write(`\n${checked.toSorted().join("\n")}\n${checked.length} recordings\n`);
});
