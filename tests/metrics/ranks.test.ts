import { describe, expect, test } from "bun:test";
import { RATE_LIMIT, SERVER_FAULT, answering, evaluated, failing, jitter } from "./made-run.ts";

const at =
  (ttftMs: number, speed: number, salt = 1) =>
  (block: number) =>
    answering(ttftMs * jitter(block, salt), speed * jitter(block, salt + 3));

const ids = (labels: readonly { readonly id: string }[]): string[] => labels.map(({ id }) => id);

describe("ranks", () => {
  test("are intervals: two that cannot be told apart share a place", () => {
    const { targets } = evaluated(
      { fast: at(100, 800, 1), twin: at(100, 800, 9), slow: at(200, 300, 5) },
      20,
    );
    expect(targets.map(({ ranks }) => ranks.ttft)).toEqual([
      { from: 1, to: 2 },
      { from: 1, to: 2 },
      { from: 3, to: 3 },
    ]);
    expect(targets.flatMap(({ crowns }) => crowns)).toEqual([]);
  });

  test("crown a sole first, once in each category", () => {
    const { targets } = evaluated({ quick: at(100, 300, 1), strong: at(200, 800, 5) }, 20);
    expect(targets.map(({ crowns }) => crowns)).toEqual([["ttft"], ["speed", "e2e"]]);
  });

  test("of a lone target crown nobody", () => {
    const { targets, comparisons } = evaluated({ only: at(100, 300) }, 20);
    expect(targets[0]?.ranks.ttft).toEqual({ from: 1, to: 1 });
    expect(targets[0]?.crowns).toEqual([]);
    expect(comparisons).toEqual([]);
  });

  test("leave out a target that was rate limited in more than 2 %, and keep the others", () => {
    const limited = (block: number) => (block < 2 ? failing(RATE_LIMIT) : at(50, 900)(block));
    const { targets } = evaluated({ limited, a: at(100, 300, 2), b: at(200, 300, 5) }, 50);
    expect(targets.map(({ ranks }) => ranks.ttft?.from)).toEqual([undefined, 1, 2]);
    expect(targets[0]?.labels[0]).toMatchObject({
      id: "rate-limited",
      effect: "void",
      value: 0.04,
    });
    expect(targets[0]?.metrics.ttftMs?.n).toBe(48);
    expect(targets[1]?.crowns).toContain("ttft");
  });

  test("take in one that was rate limited once in 50", () => {
    const limited = (block: number) => (block < 1 ? failing(RATE_LIMIT) : at(50, 900)(block));
    const { targets } = evaluated({ limited, a: at(100, 300, 2) }, 50);
    expect(targets[0]?.crowns).toContain("ttft");
  });

  test("leave out a target that fails too often, however fast it is when it works", () => {
    const shaky = (block: number) => (block % 3 === 0 ? failing(SERVER_FAULT) : at(50, 900)(block));
    const { targets } = evaluated({ shaky, a: at(100, 300, 2), b: at(200, 300, 5) }, 30);
    expect(targets[0]?.ranks).toEqual({});
    expect(ids(targets[0]!.labels)).toContain("unreliable");
    expect(targets[1]?.crowns).toContain("ttft");
  });

  test("do not exist below the fewest blocks that could separate so many, and a label says so", () => {
    const three = { a: at(100, 300, 1), b: at(200, 300, 5), c: at(400, 300, 8) };
    const few = evaluated(three, 6);
    expect(few.targets.map(({ ranks }) => ranks)).toEqual([{}, {}, {}]);
    expect(few.labels[0]).toMatchObject({ id: "rank-underpowered", effect: "void", value: 6 });
    expect(few.labels[0]?.text).toContain("at least 7 blocks");
    const enough = evaluated(three, 7);
    expect(enough.targets.map(({ ranks }) => ranks.ttft?.from)).toEqual([1, 2, 3]);
  });

  test("are not taken from all because one has few usable blocks", () => {
    const lump = { ...answering(100, 300), reads: [[100, 9, 1, 512, 0, 0]] as const };
    const buffered = (block: number) => (block < 4 ? at(100, 900)(block) : lump);
    const { targets } = evaluated({ buffered, a: at(100, 300, 2), b: at(100, 500, 5) }, 20);
    expect(targets.map(({ ranks }) => ranks.speed?.from)).toEqual([undefined, 2, 1]);
    expect(ids(targets[0]!.labels)).toContain("too-few-blocks");
    expect(ids(targets[0]!.labels)).toContain("buffered-stream");
  });

  test("do not exist when our own client was too slow", () => {
    const calibration = {
      parallel: 2,
      requests: 20,
      ttftErrorMs: { p50: 20, p99: 80 },
      chunkErrorMs: { p50: 10, p99: 30 },
      timerLatenessMs: { p50: 1, p99: 5 },
      loopStalls: 40,
      verdict: "saturated",
    } as const;
    const found = evaluated({ a: at(100, 300), b: at(900, 300) }, 20, {}, { calibration });
    expect(found.comparisons).toEqual([]);
    expect(found.targets.map(({ ranks, crowns }) => ({ ranks, crowns }))).toEqual([
      { ranks: {}, crowns: [] },
      { ranks: {}, crowns: [] },
    ]);
    expect(found.labels[0]).toMatchObject({ id: "client-saturated", effect: "void", value: 80 });
  });

  test("of TTFT go by the first token of the answer as soon as anybody reasons aloud", () => {
    const thinking = (block: number) => {
      const answer = at(100, 300, 1)(block);
      const reads = answer.reads!.map(([ms, bytes, events, chars], index) =>
        index < 8
          ? ([ms, bytes, events, 0, chars, 0] as const)
          : ([ms, bytes, events, chars, 0, 0] as const),
      );
      return { ...answer, reads, ttfatMs: reads[8]![0] };
    };
    const found = evaluated({ thinking, direct: at(200, 300, 5) }, 20);
    expect(found.targets.map(({ metrics }) => Math.round(metrics.ttftMs!.p50! / 100))).toEqual([
      1, 2,
    ]);
    expect(found.targets.map(({ ranks }) => ranks.ttft?.from)).toEqual([2, 1]);
    expect(found.targets[1]?.crowns).toContain("ttft");
    expect(ids(found.labels)).toContain("ttft-by-ttfat");
  });

  test("make no verdict of a pair that lacks more than 30 % of its blocks", () => {
    const often = (block: number) =>
      block % 5 < 2
        ? { ...at(50, 300, 1)(block), stalls: [[0, 400]] as const }
        : at(50, 300, 1)(block);
    const found = evaluated({ often, b: at(200, 300, 5) }, 30);
    expect(found.comparisons.find(({ category }) => category === "ttft")).toMatchObject({
      blocks: 18,
      verdict: "tie",
    });
    expect(found.labels[0]).toMatchObject({ id: "unpaired", effect: "void" });
    expect(found.labels[0]?.value).toBeCloseTo(0.4, 9);
  });
});

test("sizes are ranked apart", () => {
  const sizes = [
    { size: "short", inputTokens: 100, maxOutputTokens: 128 },
    { size: "long", inputTokens: 10_000, maxOutputTokens: 128 },
  ] as const;
  const both = (short: number, long: number, salt: number) => (block: number) => [
    { ...at(short, 300, salt)(block), size: "short" as const },
    { ...at(long, 300, salt)(block), size: "long" as const },
  ];
  const { targets } = evaluated({ a: both(100, 900, 1), b: both(200, 300, 5) }, 20, { sizes });
  expect(targets.map(({ id, size, crowns }) => [id, size, crowns.includes("ttft")])).toEqual([
    ["a", "short", true],
    ["b", "short", false],
    ["a", "long", false],
    ["b", "long", true],
  ]);
});
