import { describe, expect, test } from "bun:test";
import type { Label } from "../../src/core/report.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { ReadRow, Sample } from "../../src/core/sample.ts";
import { aTarget } from "../support/builders.ts";
import {
  RATE_LIMIT,
  SERVER_FAULT,
  TIMEOUT,
  answering,
  evaluated,
  failing,
  jitter,
  stalling,
} from "./made-run.ts";

const ANSWER = answering(200, 400);
type Make = (block: number) => Partial<Sample> | readonly Partial<Sample>[];

/** The labels of a lone target. */
const labels = (make: Make, blocks = 20, overrides: Partial<Plan> = {}): readonly Label[] =>
  evaluated({ groq: make }, blocks, overrides).targets[0]!.labels;

const label = (id: string, ...run: Parameters<typeof labels>): Label | undefined =>
  labels(...run).find((each) => each.id === id);

const noisy = (block: number): Partial<Sample> => answering(200 * jitter(block, 1), 400);
const withTokens = (tokens: Sample["tokens"]) => (): Partial<Sample> => ({ ...ANSWER, tokens });

test("an ordinary target carries no label", () => {
  expect(labels(noisy)).toEqual([]);
});

test("the worst come first: what voids, what warns, what informs", () => {
  const found = labels((block) => {
    const { cached: _, ...tokens } = ANSWER.tokens!;
    if (block < 3) return failing(RATE_LIMIT);
    return { ...noisy(block), tokens, connection: block < 5 ? "cold" : "warm" };
  });
  expect(found.map(({ id, effect }) => [id, effect])).toEqual([
    ["rate-limited", "void"],
    ["cold-connection", "warn"],
    ["cache-unknown", "inform"],
  ]);
});

describe("what became of the attempts", () => {
  test("nothing that counts: said once, whatever the reason", () => {
    const found = labels(() => failing(SERVER_FAULT));
    expect(found.map(({ id }) => id)).toEqual(["no-valid-result"]);
  });

  test("unreliable: the share that it may reach at best", () => {
    const found = label("unreliable", (block) => (block % 2 ? failing(TIMEOUT) : noisy(block)));
    expect(found?.effect).toBe("void");
    expect(found?.value).toBeCloseTo(0.728, 3);
    expect(found?.text).toBe(
      "10 of 20 attempts succeeded, at best 73% would in the long run: not ranked",
    );
  });

  test("survivor-gap: failures move a quantile by more than 5 %", () => {
    const rising = (block: number) =>
      block % 5 === 0
        ? failing(SERVER_FAULT)
        : answering(100 + 10 * ((block * 7) % 20), 400 * jitter(block, 2));
    const found = label("survivor-gap", rising);
    expect(found?.text).toMatch(/^P50 of TTFT is \d+ ms with the failures and \d+ ms without/);
    expect(label("survivor-gap", noisy)).toBeUndefined();
  });

  test("censored-tail: all that is known of a P95 is a lower bound", () => {
    const found = label("censored-tail", (block) => (block < 2 ? failing(TIMEOUT) : noisy(block)));
    expect(found?.text).toContain("P95 of TTFT is only known to be above 60.0 s");
  });

  test("nonstationary: TTFT rose while the run went on", () => {
    const found = label("nonstationary", (block) =>
      answering(200 * (1 + block / 20) * jitter(block, 3), 400),
    );
    expect(found?.effect).toBe("warn");
    expect(found?.value).toBeGreaterThan(0.9);
    expect(found?.text).toMatch(/^TTFT went from 2\d\d ms to 3\d\d ms/);
  });

  test("autocorrelated: neighbours resemble each other", () => {
    const found = label(
      "autocorrelated",
      (block) => answering(200 * (1 + 0.3 * Math.sin(block / 4)), 400 * jitter(block, 3)),
      60,
    );
    expect(found?.value).toBeLessThan(30);
    expect(found?.text).toContain("TTFT");
  });
});

describe("the speed", () => {
  const chunks = (sizes: readonly number[], gapMs: number): readonly ReadRow[] =>
    sizes.map((tokens, index): ReadRow => [200 + index * gapMs, 300, 1, tokens * 4, 0, 0]);
  const streamed = (sizes: readonly number[], gapMs: number) => (): Partial<Sample> => ({
    ...ANSWER,
    reads: chunks(sizes, gapMs),
    lastTokenMs: 200 + (sizes.length - 1) * gapMs,
    tokens: { ...ANSWER.tokens, output: sizes.reduce((sum, size) => sum + size, 0) },
  });
  const sizes = (count: number, size: number): number[] =>
    Array.from({ length: count }, () => size);

  test("of a buffered stream is void, and the label says why", () => {
    const few = label("buffered-stream", streamed([64, 64, 64], 100));
    expect(few).toMatchObject({ effect: "void", value: 20 });
    expect(few?.text).toBe(
      "no output speed for 20 of 20 requests: too few pieces to measure a speed (fewer than 4): the answer was short or was buffered on the way; raise --max-tokens",
    );
    const lump = label("buffered-stream", streamed([4, 4, 4, 4, 112], 100));
    expect(lump?.text).toContain("most of the text came in one piece");
  });

  test("is only a warning where some requests have one", () => {
    const half = (block: number) =>
      block % 2 ? streamed([64, 64, 64], 100)() : streamed(sizes(16, 8), 40)();
    expect(label("buffered-stream", half)).toMatchObject({ effect: "warn", value: 10 });
  });

  test("of short answers is void", () => {
    expect(label("speed-void", streamed(sizes(10, 4), 40))?.text).toBe(
      "no output speed for 20 of 20 requests: there were fewer than 64 tokens",
    );
  });

  test("over a short window is doubtful", () => {
    expect(label("speed-window-short", streamed(sizes(16, 8), 10))?.effect).toBe("warn");
    expect(label("speed-window-short", streamed(sizes(16, 8), 20))).toBeUndefined();
  });

  test("a large first piece says that TTFT is not what it seems", () => {
    const found = label("first-chunk-large", streamed([64, ...sizes(16, 8)], 40));
    expect(found?.value).toBeCloseTo(64, 6);
    expect(label("first-chunk-large", streamed(sizes(16, 16), 40))).toBeUndefined();
  });

  test("that changes within an answer is told", () => {
    const slowing = (): Partial<Sample> => ({
      ...ANSWER,
      reads: ANSWER.reads!.map((row, index): ReadRow => [200 + index ** 2, row[1], 1, 32, 0, 0]),
      lastTokenMs: 200 + 15 ** 2,
    });
    expect(label("speed-unstable", slowing)?.text).toContain("slower");
    expect(label("speed-unstable", () => ANSWER)).toBeUndefined();
  });

  test("of compressed answers is void", () => {
    const found = label("encoding-forced", () => ({ ...ANSWER, contentEncoding: "br" }));
    expect(found).toMatchObject({ effect: "void", value: 20 });
  });
});

describe("the circumstances", () => {
  test("another model answered: all the time, or now and then", () => {
    const always = label("model-differs", () => ({
      ...ANSWER,
      answeredModel: "deepseek-v4-flash",
    }));
    expect(always?.text).toBe("asked for llama-3.3-70b, answered by deepseek-v4-flash");
    const sometimes = label("model-mixed", (block) => ({
      ...ANSWER,
      answeredModel: block < 3 ? "llama-3.1-8b" : "llama-3.3-70b-instruct",
    }));
    expect(sometimes).toMatchObject({ value: 3 });
    expect(sometimes?.text).toContain("(llama-3.1-8b): left out");
    expect(
      label("model-differs", () => ({ ...ANSWER, answeredModel: "Llama-3.3-70B" })),
    ).toBeUndefined();
  });

  test("a prompt cache helped a few, and they are left out; or it helped most, and they are not", () => {
    const hits =
      (share: number) =>
      (block: number): Partial<Sample> => ({
        ...ANSWER,
        tokens: { ...ANSWER.tokens, cached: block < share ? 64 : 0 },
      });
    expect(label("cache-hit", hits(2))?.text).toBe(
      "2 of 20 prompts were partly read from a prompt cache: left out",
    );
    expect(label("cache-hit", hits(20))?.text).toContain("(64 of 1000 tokens in the median)");
    expect(label("cache-hit", hits(20), 20, { cache: "warm" })).toBeUndefined();
  });

  test("connections were not what they should have been", () => {
    const cold =
      (count: number) =>
      (block: number): Partial<Sample> => ({
        ...ANSWER,
        connection: block < count ? "cold" : "warm",
      });
    expect(label("cold-connection", cold(1))?.text).toBe(
      "1 of 20 requests opened a new connection: left out of TTFT and E2E",
    );
    expect(label("cold-connection", cold(20))?.text).toContain("its set-up is in TTFT and E2E");
    expect(label("cold-connection", cold(18), 20, { connections: "cold" })?.text).toBe(
      "2 of 20 requests used an open connection: left out of TTFT and E2E",
    );
  });

  test("cold connections of streams that stalled are told, since their TTFT counts or is left out", () => {
    const from = (first: number) => (block: number) =>
      block < first ? ANSWER : { ...stalling(110), connection: "cold" as const };
    expect(label("cold-connection", from(0))?.text).toBe(
      "20 of 20 requests opened a new connection: its set-up is in TTFT and E2E",
    );
    expect(label("cold-connection", from(18))?.text).toBe(
      "2 of 20 requests opened a new connection: 1 left out of TTFT and E2E, the others followed a failure: its set-up is in TTFT and E2E",
    );
    const renewed = (block: number) =>
      block === 5 || block === 9 ? { ...ANSWER, connection: "cold" as const } : ANSWER;
    expect(label("cold-connection", renewed)?.text).toBe(
      "2 of 20 requests opened a new connection: left out of TTFT and E2E",
    );
  });

  test("a model that was loaded or started for an answer is told apart from a slow one", () => {
    const loaded = (block: number): Partial<Sample> => ({
      ...ANSWER,
      serverTimings: { loadMs: block < 2 ? 1500 : 40 },
    });
    expect(label("model-loaded", loaded)).toMatchObject({ effect: "warn", value: 2 });
    expect(label("model-loaded", loaded)?.text).toStartWith(
      "the model had to be loaded for 2 of 20 answers (1.5 s by its own word)",
    );
    const starting = { ...SERVER_FAULT, reason: "cold-start" } as const;
    const refused = (block: number): Partial<Sample> => (block < 3 ? failing(starting) : ANSWER);
    expect(label("cold-start", refused)?.text).toStartWith(
      "3 of 20 requests met a model that was still being started",
    );
    const first = (ttftMs: number) => (block: number) =>
      block === 0 ? answering(ttftMs, 400) : ANSWER;
    expect(label("cold-start", first(7300))?.text).toStartWith(
      "the first answer waited 7.3 s for its first token where 200 ms is usual",
    );
    expect(label("cold-start", first(1900))).toBeUndefined();
    expect(label("model-loaded", noisy)).toBeUndefined();
  });

  test("this machine stalled, and the place was filled again", () => {
    const found = label("client-stall", (block) =>
      block === 3
        ? [
            { ...ANSWER, stalls: [[190, 205]] },
            { ...ANSWER, requeued: true },
          ]
        : ANSWER,
    );
    expect(found).toMatchObject({ effect: "warn", value: 1 });
    expect(found?.text).toEndWith("of 1 of 21 answers came: made again");
  });
});

describe("the tokens", () => {
  test("were counted by nobody but us", () => {
    expect(label("tokens-estimated", withTokens({ output: 128, cached: 0 }))?.value).toBe(20);
    const timed = withTokens({ output: 128, cached: 0, source: "timings" });
    expect(label("tokens-estimated", timed)).toBeUndefined();
  });

  test("include reasoning that was not streamed, declared or not", () => {
    const declared = withTokens({ output: 528, reasoning: 400, cached: 0, source: "usage" });
    expect(label("reasoning-hidden", declared)?.value).toBe(20);
    const silent = withTokens({ output: 528, o200k: 128, o200kFirstRead: 8, source: "usage" });
    expect(label("reasoning-hidden", silent)?.value).toBe(20);
    expect(labels(silent).map(({ id }) => id)).not.toContain("speed-void");
  });

  test("ended before the cap", () => {
    const early = (block: number): Partial<Sample> => ({
      ...ANSWER,
      finishReason: "stop",
      tokens: { ...ANSWER.tokens, output: block < 5 ? 90 : 128 },
    });
    expect(label("early-stop", early)).toMatchObject({ value: 5 });
    expect(label("early-stop", () => ANSWER)).toBeUndefined();
  });

  test("all went into reasoning", () => {
    const none: object = { ttfatMs: undefined };
    expect(label("reasoning-cut", () => ({ ...ANSWER, ...none }))?.value).toBe(20);
  });

  test("are counted in another way than others with this model count them", () => {
    const counting = (output: number): Make =>
      withTokens({ output, o200k: 120, o200kFirstRead: 8, cached: 0, source: "usage" });
    const found = evaluated({ a: counting(128), b: counting(128), odd: counting(190) }, 10);
    const discrepancies = found.targets.map(({ labels: mine }) =>
      mine.find(({ id }) => id === "usage-discrepancy"),
    );
    expect(discrepancies.map((each) => each?.effect)).toEqual([undefined, undefined, "warn"]);
    expect(discrepancies[2]?.value).toBeCloseTo(190 / 128, 9);
  });
});

describe("a run", () => {
  const runLabel = (id: string, ...run: Parameters<typeof evaluated>): Label | undefined =>
    evaluated(...run).labels.find((each) => each.id === id);

  test("always says that it is one session, and that quality was not checked", () => {
    const { labels: found } = evaluated({ a: noisy }, 10);
    expect(found.map(({ id }) => id)).toEqual([
      "n-below-floor",
      "uncalibrated",
      "single-session",
      "quality-unverified",
    ]);
    expect(found.every(({ effect }) => effect === "inform")).toBe(true);
  });

  test("says that P95 is indicative only as long as it is", () => {
    const values = (block: number) => answering(200 * jitter(block, 4), 400 * jitter(block, 5));
    expect(runLabel("n-below-floor", { a: values }, 30)?.value).toBeLessThanOrEqual(30);
    expect(runLabel("n-below-floor", { a: values }, 200)).toBeUndefined();
  });

  test("says when it could see large differences only", () => {
    const wild = (salt: number) => (block: number) =>
      answering(200 * jitter(block, salt) ** 40, 400);
    const found = runLabel("rank-coarse", { a: wild(1), b: wild(2) }, 10);
    expect(found?.effect).toBe("warn");
    expect(found?.value).toBeGreaterThan(0.5);
    expect(runLabel("rank-coarse", { a: noisy, b: noisy }, 20)).toBeUndefined();
  });

  test("says when nobody could be reached for a while", () => {
    const network = failing({ kind: "network", code: "ENETUNREACH", message: "" });
    const dark = (block: number) => (block < 3 ? network : noisy(block));
    const found = evaluated({ a: dark, b: dark }, 20);
    expect(found.labels.find(({ id }) => id === "offline")).toMatchObject({ value: 3 });
    expect(found.targets[0]?.attempts.successInterval?.[1]).toBe(1);
  });

  test("says which targets may share more than a name", () => {
    const origin = "https://one.example";
    const targets = [aTarget("a", { origin }), aTarget("b", { origin }), aTarget("c")];
    const found = runLabel("shared-upstream", { a: noisy, b: noisy, c: noisy }, 10, { targets });
    expect(found?.text).toMatch(/^a and b share/);
  });

  test("names sizes only where there are several", () => {
    const few = { a: noisy, b: noisy };
    expect(runLabel("rank-underpowered", few, 3)?.text).toStartWith(
      "no ranks in output speed, TTFT and E2E: 2 targets need at least 6 blocks",
    );
    const sizes = [
      { size: "short", inputTokens: 100, maxOutputTokens: 128 },
      { size: "long", inputTokens: 100, maxOutputTokens: 128 },
    ] as const;
    expect(runLabel("rank-underpowered", few, 3, { sizes })?.text).toContain("(short)");
  });
});
