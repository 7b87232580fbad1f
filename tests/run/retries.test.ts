import { describe, expect, test } from "bun:test";
import { randomFor } from "../../src/core/random.ts";
import { backoffMs } from "../../src/run/backoff.ts";
import { aPlan, aTarget } from "../support/plans.ts";
import { ANSWER, play, REFUSED, samplesOf } from "../support/play-run.ts";
import type { Script } from "../support/scripted-transport.ts";

const status = (code: number, headers: Record<string, string> = {}): Script => ({
  status: code,
  headers,
  reads: [{ atMs: 5, text: '{"error":{"message":"not now"}}' }],
  endMs: 5,
});
const OVERLOADED = status(503);

describe("retries", () => {
  const plan = (retries: number) =>
    aPlan({ targets: [aTarget("a")], warmup: 0, iterations: 3, retries });

  test("are attempts of their own: the failure before them stays", async () => {
    let count = 0;
    const played = await play(plan(2), () => (++count === 1 ? OVERLOADED : ANSWER));
    expect(samplesOf(played).map(({ block, attempt, status: s }) => [block, attempt, s])).toEqual([
      [0, 1, "failed"],
      [0, 2, "ok"],
      [1, 1, "ok"],
      [2, 1, "ok"],
    ]);
  });

  test("and requests for a second time never send a prompt that was sent before, to nobody", async () => {
    const prompts: string[] = [];
    let count = 0;
    await play(aPlan({ warmup: 1, iterations: 8, retries: 2 }), (id, { body }) => {
      prompts.push(body ?? "");
      if (id === "b") return ANSWER;
      count++;
      return count === 4
        ? status(429, { "retry-after": "1" })
        : count % 2 === 0
          ? OVERLOADED
          : ANSWER;
    });
    expect(prompts.length).toBeGreaterThan(20);
    expect(new Set(prompts).size).toBe(prompts.length);
  });

  test("end after as many as were allowed", async () => {
    const played = await play(plan(2), () => OVERLOADED);
    expect(samplesOf(played).map(({ block, attempt }) => [block, attempt])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 1],
      [2, 2],
      [2, 3],
    ]);
  });

  test("are not made unless asked for, nor for what will not pass", async () => {
    expect(samplesOf(await play(plan(0), () => OVERLOADED))).toHaveLength(3);
    expect(samplesOf(await play(plan(5), () => REFUSED))).toHaveLength(1);
  });
});

describe("backoff", () => {
  test("stays below a bound that doubles, up to 30 s", () => {
    for (let failures = 1; failures <= 12; failures++) {
      const waits = Array.from({ length: 200 }, (_, seed) =>
        backoffMs(failures, undefined, randomFor(seed, "test")),
      );
      const bound = Math.min(30_000, 500 * 2 ** (failures - 1));
      expect(Math.max(...waits)).toBeLessThan(bound);
      expect(Math.max(...waits)).toBeGreaterThan(bound * 0.9);
    }
  });

  test("waits at least as long as the provider asked for", () => {
    for (let seed = 0; seed < 100; seed++) {
      expect(backoffMs(5, 2000, randomFor(seed, "test"))).toBeWithin(2000, 2250);
    }
  });
});

describe("a rate limit", () => {
  test("pauses that target for as long as it asked, while the others race on", async () => {
    let count = 0;
    const played = await play(aPlan({ iterations: 20, warmup: 0 }), (id) =>
      id === "a" && ++count === 3 ? status(429, { "retry-after": "4" }) : ANSWER,
    );
    const a = samplesOf(played).filter(({ target }) => target === "a");
    const limited = a.findIndex(({ failure }) => failure?.kind === "rate-limited");
    const next = Date.parse(a[limited + 1]!.startedAt) - Date.parse(a[limited]!.startedAt);
    expect(next).toBeGreaterThanOrEqual(4000);
    expect(played.events).toContainEqual(
      expect.objectContaining({ type: "target-paused", target: "a" }),
    );
    // Every place of both targets is filled in the end, the limited and the skipped ones later.
    for (const target of ["a", "b"]) {
      const filled = samplesOf(played).filter((s) => s.target === target && s.status === "ok");
      expect(filled.map(({ block }) => block).toSorted((x, y) => x - y)).toEqual(
        Array.from({ length: 20 }, (_, index) => index),
      );
    }
    expect(a.filter(({ requeued }) => requeued === true).length).toBeGreaterThanOrEqual(2);
  });

  test("fills a limited place once more and not for ever", async () => {
    const plan = aPlan({ targets: [aTarget("a")], iterations: 3, warmup: 0 });
    const played = await play(plan, () => status(429, { "retry-after": "1" }));
    expect(samplesOf(played).length).toBeLessThanOrEqual(6);
    expect(played.stopReason).toBe("complete");
  });

  test("of a day is final: the target is given up", async () => {
    const daily: Script = {
      status: 429,
      reads: [
        {
          atMs: 5,
          text: '{"message":"Requests per day limit exceeded","type":"too_many_requests_error","param":"quota","code":"request_quota_exceeded"}',
        },
      ],
      endMs: 5,
    };
    const plan = aPlan({ targets: [aTarget("a")], iterations: 5, warmup: 0 });
    const played = await play(plan, () => daily);
    expect(samplesOf(played)).toHaveLength(1);
    expect(played.events).toContainEqual({ type: "target-given-up", target: "a" });
  });
});

describe("a limit that shows when some requests had worked", () => {
  const limited = (body: object, code = 429): Script => ({
    status: code,
    reads: [{ atMs: 5, text: JSON.stringify({ error: body }) }],
    endMs: 5,
  });
  const after = async (count: number, refused: Script) => {
    let requests = 0;
    const plan = aPlan({ targets: [aTarget("a")], iterations: 6, warmup: 0 });
    return await play(plan, () => (++requests > count ? refused : ANSWER));
  };

  test("of a day or of the account's money ends the target", async () => {
    for (const refused of [
      limited({
        message: "Rate limit reached on requests per day (RPD)",
        code: "rate_limit_exceeded",
      }),
      limited({ message: "You exceeded your current quota", code: "insufficient_quota" }),
    ]) {
      const played = await after(2, refused);
      expect(samplesOf(played)).toHaveLength(3);
      expect(played.events).toContainEqual({ type: "target-given-up", target: "a" });
    }
  });

  test("of one request larger than a minute's tokens is not asked again", async () => {
    const message = "Request too large on tokens per minute (TPM): Limit 8000, Requested 10200";
    const played = await after(
      2,
      limited({ message, type: "tokens", code: "rate_limit_exceeded" }, 413),
    );
    const samples = samplesOf(played);
    expect(samples).toHaveLength(6);
    expect(samples.some(({ requeued }) => requeued)).toBeFalse();
    expect(samples[5]?.failure).toMatchObject({ kind: "rate-limited", retryable: false });
  });

  test("of a sliding day that has room again in seconds is waited for", async () => {
    const message = "Rate limit reached on tokens per day (TPD). Please try again in 7s.";
    const played = await after(2, limited({ message, code: "rate_limit_exceeded" }));
    expect(played.events).toContainEqual(expect.objectContaining({ type: "target-paused" }));
  });
});

describe("stopWhen", () => {
  test("ends the run at the block's end, with its reason", async () => {
    const played = await play(
      aPlan({ iterations: 50, warmup: 0 }),
      undefined,
      undefined,
      (samples, blocks) => (blocks >= 7 && samples.length >= 14 ? "precise" : undefined),
    );
    expect(played.stopReason).toBe("precise");
    expect(played.attempts).toHaveLength(14);
    expect(played.events).toContainEqual({ type: "run-ending", reason: "precise" });
  });

  test("ends it in the warm-up, before anything is measured", async () => {
    const played = await play(
      aPlan({ iterations: 5, warmup: 2 }),
      undefined,
      undefined,
      (samples, blocks) => (blocks === 0 && samples.length === 2 ? "max-cost" : undefined),
    );
    expect(played.stopReason).toBe("max-cost");
    expect(samplesOf(played).map(({ phase }) => phase)).toEqual(["warmup", "warmup"]);
  });

  test("is not asked once every block was run: then the run is complete", async () => {
    const asked: number[] = [];
    const played = await play(
      aPlan({ iterations: 3, warmup: 1 }),
      undefined,
      undefined,
      (_, blocks) => {
        asked.push(blocks);
        return blocks === 3 ? "max-cost" : undefined;
      },
    );
    expect(played.stopReason).toBe("complete");
    expect(asked).toEqual([0, 1, 2]);
  });
});
