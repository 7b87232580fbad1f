import { expect, test } from "bun:test";
import type { ServerTimings } from "../../src/core/stream.ts";
import { serverColumns } from "../../src/output/details-server.ts";
import { aDistribution, aReport, aTargetReport } from "../support/builders.ts";

/** What the table says of a target of which we saw 1,000 ms in all and 300 ms to the first token. */
function said(serverTimings: ServerTimings): object {
  const metrics = { e2eMs: aDistribution(1000), ttftMs: aDistribution(300) };
  const target = aTargetReport("groq", { metrics, serverTimings });
  const columns = serverColumns(aReport({ targets: [target] }));
  return Object.fromEntries([...(columns ?? [])].map(([id, { cells }]) => [id, cells[0]?.text]));
}

test("a total that leaves the queue out is made whole, as Groq's", () => {
  const told = said({ queueMs: 200, prefillMs: 100, decodeMs: 500, totalMs: 600 });
  expect(told).toMatchObject({
    queue: "200",
    prefill: "100",
    decode: "500",
    server: "800",
    rest: "200",
  });
});

test("a total that is more than its parts counts, as Cerebras'", () => {
  expect(said({ queueMs: 1, prefillMs: 2, decodeMs: 500, totalMs: 700 })).toMatchObject({
    server: "700",
    rest: "300",
  });
});

test("first token and decoding make a total, as vLLM's", () => {
  expect(said({ queueMs: 10, ttftMs: 250, decodeMs: 600 })).toMatchObject({
    serverFirst: "250",
    server: "850",
    rest: "150",
  });
});

test("a server that tells only of its first token is compared by that, as Fireworks' stream", () => {
  const told = said({ ttftMs: 220 });
  expect(told).toMatchObject({ serverFirst: "220", rest: "80.0" });
  expect(told).not.toHaveProperty("server");
});

test("a queue alone is no total", () => {
  expect(said({ queueMs: 20 })).not.toHaveProperty("rest");
});
