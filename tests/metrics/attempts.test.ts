import { describe, expect, test } from "bun:test";
import { offlineBlocks } from "../../src/metrics/attempts.ts";
import { observationOf } from "../../src/metrics/metrics.ts";
import { outcomesOf } from "../../src/metrics/reliability.ts";
import { aTarget, aSample } from "../support/builders.ts";
import {
  RATE_LIMIT,
  SERVER_FAULT,
  TIMEOUT,
  aCell,
  answering,
  failing,
  stalling,
} from "./made-run.ts";

const ANSWER = answering(200, 400);
const STALLED = { ...ANSWER, stalls: [[195, 203]] as const };
const ttft = (cell: ReturnType<typeof aCell>) =>
  cell.counted.map((attempt) => observationOf(attempt, "ttftMs")?.value);

describe("the attempt that stands for a place", () => {
  test("is the first one, whatever became of it", () => {
    const cell = aCell(() => [failing(SERVER_FAULT), { ...answering(5, 400), attempt: 2 }], 3);
    expect(ttft(cell)).toEqual([Infinity, Infinity, Infinity]);
    expect(cell.retries).toBe(3);
    expect(outcomesOf(cell)).toMatchObject({ total: 3, ok: 0, failed: 3, retries: 3 });
  });

  test("is the one after a rate limit, which says nothing about the provider", () => {
    const cell = aCell(() => [failing(RATE_LIMIT), { ...ANSWER, requeued: true }], 3);
    expect(ttft(cell)).toEqual([200, 200, 200]);
    expect(outcomesOf(cell)).toMatchObject({ total: 6, ok: 3, byKind: { "rate-limited": 3 } });
  });

  test("is the one after our own stall, in whatever order they were recorded", () => {
    const cell = aCell(() => [{ ...answering(210, 400), requeued: true }, STALLED], 3);
    expect(ttft(cell)).toEqual([210, 210, 210]);
    expect(outcomesOf(cell)).toMatchObject({ total: 3, ok: 3, excluded: {}, repeated: 3 });
    expect(outcomesOf(cell).retries).toBe(0);
  });

  test("is the one after our own stall even when that one fails, and stays the first where there is no other", () => {
    const cell = aCell(
      (block) => (block === 0 ? [STALLED, { ...failing(SERVER_FAULT), requeued: true }] : STALLED),
      3,
    );
    expect(outcomesOf(cell)).toMatchObject({ total: 3, ok: 2, failed: 1, excluded: { stall: 2 } });
    expect(outcomesOf(cell).repeated).toBe(1);
  });

  test("follows the order of blocks, not that of the record", () => {
    const cell = aCell((block) => ({ ...answering(100 + block, 400), block: 4 - block }), 5);
    expect(ttft(cell)).toEqual([104, 103, 102, 101, 100]);
  });

  test("is none where we stopped the attempt ourselves: it counts nowhere", () => {
    const aborted = failing({ kind: "aborted", message: "" });
    const cell = aCell((block) => (block === 2 ? aborted : ANSWER), 3);
    expect(outcomesOf(cell)).toMatchObject({ total: 2, ok: 2, failed: 0, byKind: {} });
  });
});

describe("the success rate", () => {
  test("counts the provider's failures and nobody else's", () => {
    const refused = failing({ kind: "http", status: 401, message: "" });
    const cell = aCell(
      (block) => [failing(TIMEOUT), failing(RATE_LIMIT), refused, ANSWER][block % 4] ?? ANSWER,
      40,
    );
    const { successInterval, total } = outcomesOf(cell);
    expect(total).toBe(40);
    // Clopper–Pearson for 10 of 20, from R's binom.test.
    expect(successInterval?.[0]).toBeCloseTo(0.2719578, 6);
    expect(successInterval?.[1]).toBeCloseTo(0.7280422, 6);
  });

  test("is unknown without an attempt that says something", () => {
    expect(outcomesOf(aCell(() => failing(RATE_LIMIT), 5)).successInterval).toBeUndefined();
  });
});

describe("an exclusion", () => {
  test("takes a cold connection out of what counts from the sending, not out of the speed", () => {
    const cell = aCell((block) => ({ ...ANSWER, connection: block < 2 ? "cold" : "warm" }), 6);
    expect(ttft(cell)).toEqual([undefined, undefined, 200, 200, 200, 200]);
    expect(observationOf(cell.counted[0]!, "e2eMs")).toBeUndefined();
    expect(observationOf(cell.counted[0]!, "outputSpeed")?.value).toBeCloseTo(400, 9);
    expect(outcomesOf(cell)).toMatchObject({ ok: 6, excluded: { cold: 2 } });
  });

  test("takes a reused connection out of a cold run", () => {
    const cell = aCell((block) => ({ ...ANSWER, connection: block < 2 ? "warm" : "cold" }), 6, {
      connections: "cold",
    });
    expect(outcomesOf(cell).excluded).toEqual({ cold: 2 });
  });

  test("takes cached prompts out of everything, unless the run measures caches", () => {
    const hit = { ...ANSWER, tokens: { ...ANSWER.tokens, cached: 64 } };
    const make = (block: number) => (block === 0 ? hit : ANSWER);
    const off = aCell(make, 6);
    expect(ttft(off)[0]).toBeUndefined();
    expect(observationOf(off.counted[0]!, "outputSpeed")).toBeUndefined();
    expect(outcomesOf(aCell(make, 6, { cache: "warm" })).excluded).toEqual({});
  });

  test("leaves in what most answers share: else a server that always closes would have no numbers", () => {
    const cold = aCell((block) => ({ ...ANSWER, connection: block < 4 ? "cold" : "warm" }), 6);
    expect(outcomesOf(cold).excluded).toEqual({});
    const cached = aCell(() => ({ ...ANSWER, tokens: { output: 128, cached: 16 } }), 6);
    expect(outcomesOf(cached).excluded).toEqual({});
  });

  test("keeps the TTFT of streams that stall, as each leaves its connection closed behind it", () => {
    const cold = (block: number) => ({ ...stalling(110 + block), connection: "cold" as const });
    expect(ttft(aCell(cold, 3))).toEqual([110, 111, 112]);
    expect(ttft(aCell((block) => (block < 2 ? ANSWER : cold(block)), 5))).toEqual([
      200, 200, 112, 113, 114,
    ]);
    expect(ttft(aCell((block) => (block < 3 ? ANSWER : cold(block)), 4))).toEqual([
      200,
      200,
      200,
      undefined,
    ]);
  });

  test("keeps the success after a failure that closed the connection, as it keeps the failure", () => {
    const broken = failing({ kind: "network", code: "ECONNRESET", message: "" });
    const cell = aCell((block) => {
      if (block % 3 === 1) return broken;
      return { ...ANSWER, connection: block % 3 === 2 ? "cold" : "warm" };
    }, 8);
    expect(ttft(cell)).toEqual([200, Infinity, 200, 200, Infinity, 200, 200, Infinity]);
    expect(outcomesOf(cell)).toMatchObject({ ok: 5, excluded: {} });
  });

  test("takes out the answers of another model only where these are the exception", () => {
    const named = (stray: number) =>
      aCell(
        (block) => ({ ...ANSWER, answeredModel: block < stray ? "m-mini" : "m-2026-01-01" }),
        6,
      );
    expect(outcomesOf(named(2)).excluded).toEqual({ model: 2 });
    expect(outcomesOf(named(6)).excluded).toEqual({});
  });

  test("takes compressed answers out of the times between reads and leaves their TTFT", () => {
    const cell = aCell(() => ({ ...ANSWER, contentEncoding: "br" }), 6);
    expect(ttft(cell)[0]).toBe(200);
    expect(observationOf(cell.counted[0]!, "outputSpeed")).toBeUndefined();
    expect(outcomesOf(cell).excluded).toEqual({ compressed: 6 });
  });

  test("never takes a failure away", () => {
    const make = (block: number) =>
      block === 0
        ? { ...failing(TIMEOUT), connection: "cold" as const }
        : { ...ANSWER, connection: "warm" as const };
    const cell = aCell(make, 6);
    expect(observationOf(cell.counted[0]!, "e2eMs")).toEqual({ value: 60_000, censored: true });
  });
});

test("blocks in which no host could be reached blame nobody; with one host nobody can tell", () => {
  const network = { kind: "network", code: "ENETDOWN", message: "" } as const;
  const sample = (target: string, block: number, failed: boolean) =>
    aSample({ target, block, ...(failed ? { status: "failed", failure: network } : {}) });
  const samples = [
    sample("a", 0, true),
    sample("b", 0, true),
    sample("a", 1, true),
    sample("b", 1, false),
  ];
  expect(offlineBlocks([aTarget("a"), aTarget("b")], samples)).toEqual(new Set([0]));
  const origin = "https://one.example";
  const oneHost = [aTarget("a", { origin }), aTarget("b", { origin })];
  expect(offlineBlocks(oneHost, samples)).toEqual(new Set());
});
