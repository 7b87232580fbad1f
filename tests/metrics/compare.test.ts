import { describe, expect, test } from "bun:test";
import type { Calibration } from "../../src/core/calibration.ts";
import type { Category, Comparison } from "../../src/core/report.ts";
import type { Evaluation } from "../../src/metrics/evaluate.ts";
import {
  RATE_LIMIT,
  SERVER_FAULT,
  TIMEOUT,
  answering,
  evaluated,
  failing,
  jitter,
} from "./made-run.ts";

const find = (found: Evaluation, category: Category, a = "a", b = "b"): Comparison | undefined =>
  found.comparisons.find((each) => each.category === category && each.a === a && each.b === b);

/** A wave of ±10 %, the same for all, so that only pairing sees through it. */
const wave = (block: number): number => 1 + 0.1 * Math.sin(block * 2.4);

const CALIBRATION: Calibration = {
  parallel: 2,
  requests: 20,
  ttftErrorMs: { p50: 0.4, p99: 0.8 },
  chunkErrorMs: { p50: 0.1, p99: 0.3 },
  timerLatenessMs: { p50: 0.1, p99: 0.5 },
  loopStalls: 0,
  verdict: "good",
};

describe("a comparison", () => {
  test("says how many times better the first is, in every category, whichever way is up", () => {
    const found = evaluated(
      {
        a: (block) => answering(100 * wave(block), 400 / wave(block)),
        b: (block) => answering(130 * wave(block), 200 / wave(block)),
      },
      10,
    );
    const ttft = find(found, "ttft");
    expect(ttft).toMatchObject({ size: "short", blocks: 10, verdict: "better", margin: 0.02 });
    expect(ttft?.ratio).toBeCloseTo(1.3, 9);
    // The least that an exact signed-rank test of 10 differences can give: 2 / 2^10.
    expect(ttft?.p).toBeCloseTo(2 / 1024, 12);
    expect(ttft?.pAdjusted).toBeCloseTo(2 / 1024, 12);
    expect(find(found, "speed")?.ratio).toBeCloseTo(2, 9);
    expect(find(found, "e2e")?.verdict).toBe("better");
    expect(find(found, "value")).toBeUndefined();
  });

  test("is turned around when the targets are", () => {
    const slow = (block: number) => answering(130 * jitter(block, 1), 300);
    const fast = (block: number) => answering(100 * jitter(block, 2), 300);
    const one = find(evaluated({ a: slow, b: fast }, 12), "ttft");
    const other = find(evaluated({ a: fast, b: slow }, 12), "ttft");
    expect(one?.verdict).toBe("worse");
    expect(other?.verdict).toBe("better");
    expect(one?.ratio).toBeCloseTo(1 / other!.ratio, 9);
    expect(one?.interval?.[0]).toBeCloseTo(1 / other!.interval![1]!, 9);
  });

  test("calls a difference below the margin a tie, however certain it is", () => {
    const found = evaluated({ a: () => answering(100, 400), b: () => answering(101.5, 400) }, 20);
    expect(find(found, "ttft")).toMatchObject({ verdict: "tie", margin: 0.02 });
    expect(find(found, "ttft")?.pAdjusted).toBeLessThan(0.001);
    expect(find(found, "ttft")).not.toHaveProperty("moreBlocks");
  });

  test("widens the margin to twice our own error, and asks more of the shorter time", () => {
    const found = evaluated(
      { a: () => answering(10, 400), b: () => answering(10.7, 400) },
      20,
      {},
      { calibration: CALIBRATION },
    );
    expect(find(found, "ttft")?.margin).toBeCloseTo(0.08, 9);
    expect(find(found, "ttft")?.verdict).toBe("tie");
    // 0.1 ms at a window of 300 ms is less than 2 %.
    expect(find(found, "speed")?.margin).toBe(0.02);
  });

  test("of equals says what it could have seen", () => {
    const found = evaluated(
      {
        a: (block) => answering(100 * jitter(block, 3), 400),
        b: (block) => answering(100 * jitter(block, 8), 400),
      },
      30,
    );
    const { verdict, detectable } = find(found, "ttft")!;
    expect(verdict).toBe("tie");
    expect(detectable).toBeGreaterThan(0.002);
    expect(detectable).toBeLessThan(0.05);
  });

  test("takes only blocks in which both count", () => {
    const found = evaluated(
      {
        a: (block) => (block === 0 ? failing(RATE_LIMIT) : answering(100, 400)),
        b: (block) =>
          block === 1 ? { ...answering(120, 400), connection: "cold" } : answering(120, 400),
      },
      60,
    );
    expect(find(found, "ttft")?.blocks).toBe(58);
    // The speed of a cold connection counts.
    expect(find(found, "speed")?.blocks).toBe(59);
  });

  test("holds a failure against the one that failed, and keeps its ratio finite", () => {
    const sound = (block: number) => answering(100 * jitter(block, 1), 400 * jitter(block, 2));
    const fails = (block: number) => (block % 4 === 0 ? failing(SERVER_FAULT) : sound(block));
    const works = (block: number) => answering(110 * jitter(block, 5), 360 * jitter(block, 6));
    const clean = evaluated({ a: sound, b: works }, 8);
    const found = evaluated({ a: fails, b: works }, 8);
    for (const category of ["ttft", "speed", "e2e"] as const) {
      const with2of8 = find(found, category);
      expect(with2of8?.blocks).toBe(8);
      expect(with2of8!.ratio).toBeLessThan(find(clean, category)!.ratio);
      expect(with2of8?.interval?.[0]).toBeNull();
      expect(with2of8?.verdict).toBe("tie");
    }
    const half = evaluated(
      { a: (block) => (block % 2 === 0 ? failing(TIMEOUT) : answering(100, 400)), b: works },
      6,
    );
    expect(JSON.parse(JSON.stringify(half))).toEqual(half);
  });

  test("separates a tenfold difference though one of the two gets slower all the time", () => {
    const found = evaluated(
      {
        a: (block) => answering(100 * jitter(block, 1), 400),
        b: (block) => answering(1000 * (1 + block / 50) * jitter(block, 2), 400),
      },
      20,
    );
    const ttft = find(found, "ttft");
    expect(ttft?.verdict).toBe("better");
    expect(ttft?.interval?.[0]).toBeGreaterThan(1.02);
    expect(ttft?.interval?.[1]).toBeGreaterThan(ttft!.ratio);
  });

  test("leaves out what nobody can tell: a timeout against something slower than it", () => {
    const found = evaluated(
      {
        a: (block) => (block === 0 ? failing({ ...TIMEOUT, afterMs: 150 }) : answering(100, 400)),
        b: () => answering(200, 400),
      },
      12,
    );
    expect(find(found, "ttft")?.blocks).toBe(11);
  });
});

describe("end-to-end times", () => {
  const stopping = (tokens: number) => ({
    ...answering(100, 400),
    tokens: { output: tokens, source: "usage" as const },
    finishReason: "stop" as const,
  });

  test("of a block are compared only for answers of like length", () => {
    const found = evaluated(
      {
        a: (block) => (block < 3 ? stopping(90) : answering(100, 400)),
        b: () => answering(120, 400),
      },
      12,
    );
    expect(find(found, "e2e")?.blocks).toBe(9);
    expect(find(found, "ttft")?.blocks).toBe(12);
  });

  test("of a target with shorter answers than the others are not ranked at all", () => {
    const found = evaluated(
      {
        a: () => answering(100, 400),
        b: () => answering(120, 400),
        short: () => stopping(90),
      },
      12,
    );
    expect(found.targets.map(({ ranks }) => ranks.e2e?.from)).toEqual([1, 2, undefined]);
    expect(found.targets.map(({ ranks }) => ranks.ttft !== undefined)).toEqual([true, true, true]);
    expect(found.targets[2]?.labels[0]).toMatchObject({ id: "length-mismatch", effect: "void" });
  });
});

describe("value", () => {
  const price = { a: 1e-4, b: 3e-4, free: 0 } as Readonly<Record<string, number>>;
  const costOf = ({ target }: { readonly target: string }) => price[target];

  test("is compared by what a token costs, and what is free or unknown is not ranked", () => {
    const found = evaluated(
      {
        a: () => answering(100, 400),
        b: () => answering(100, 400),
        free: () => answering(100, 400),
        unknown: () => answering(100, 400),
      },
      12,
      {},
      { costOf },
    );
    expect(find(found, "value")?.ratio).toBeCloseTo(3, 9);
    expect(found.targets.map(({ ranks }) => ranks.value)).toEqual([
      { from: 1, to: 1 },
      { from: 2, to: 2 },
      undefined,
      undefined,
    ]);
    expect(found.targets[0]?.crowns).toContain("value");
  });

  test("suffers from a failure that was billed", () => {
    const billed = { ...failing(SERVER_FAULT), tokens: {} };
    const found = evaluated(
      {
        a: (block) => (block === 5 ? billed : answering(100, 400)),
        b: () => answering(100, 400),
      },
      12,
      {},
      { costOf },
    );
    expect(find(found, "value")?.interval?.[0]).toBeGreaterThan(0);
    expect(find(found, "value")!.p).toBeGreaterThan(2 / 2 ** 12);
  });
});
