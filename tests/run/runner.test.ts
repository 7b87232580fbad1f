import { describe, expect, test } from "bun:test";
import type { RunEvent } from "../../src/core/events.ts";
import type { RunOutcome } from "../../src/run/runner.ts";
import { aPlan, aTarget } from "../support/plans.ts";
import { ANSWER, play, REFUSED } from "../support/play-run.ts";
import { delta } from "../support/scripted-transport.ts";
import type { Script } from "../support/scripted-transport.ts";

const measured = ({ attempts }: RunOutcome, target: string) =>
  attempts.map(({ sample }) => sample).filter((s) => s.phase === "measured" && s.target === target);

describe("a run", () => {
  test("sends one request per target and block after the warm-up, and tells each of them", async () => {
    const played = await play(aPlan({ iterations: 5, warmup: 2 }));
    expect(played.stopReason).toBe("complete");
    expect(played.attempts).toHaveLength(2 * (5 + 2));
    expect(measured(played, "a").map(({ block }) => block)).toEqual([0, 1, 2, 3, 4]);
    expect(played.events.at(0)).toMatchObject({ type: "run-start", totalAttempts: 14 });
    expect(played.events.filter(({ type }) => type === "attempt-end")).toHaveLength(14);
    expect(played.events.at(-1)).toEqual({ type: "run-end" });
  });

  test("sends both targets of a block the same prompt, and no block the prompt of another", async () => {
    const played = await play(aPlan());
    const prompts = (target: string): string[] =>
      measured(played, target).map(({ prompt }) => prompt);
    expect(prompts("a")).toEqual(prompts("b"));
    expect(new Set(prompts("a")).size).toBe(5);
  });

  test("interleaves: no target has two requests more than another at any time", async () => {
    const { requests } = await play(
      aPlan({ iterations: 30, targets: ["a", "b", "c"].map((id) => aTarget(id)) }),
    );
    const count = { a: 0, b: 0, c: 0 } as Record<string, number>;
    for (const id of requests) {
      count[id]! += 1;
      const values = Object.values(count);
      expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(1);
    }
  });

  test("keeps up to `concurrency` requests of a target in flight, and no more", async () => {
    let inFlight = 0;
    let most = 0;
    const watch = (event: RunEvent): void => {
      if (event.type === "attempt-start") most = Math.max(most, ++inFlight);
      if (event.type === "attempt-end") inFlight--;
    };
    const plan = aPlan({
      targets: [aTarget("a")],
      concurrency: 4,
      iterations: 40,
      warmup: 0,
      gapMs: [0, 0],
      staggerMs: 100,
    });
    const played = await play(plan, undefined, watch);
    expect(most).toBe(4);
    expect(measured(played, "a")).toHaveLength(40);
  });

  test("goes on with the others when one is refused for good, and sends that one nothing more", async () => {
    const played = await play(aPlan(), (id) => (id === "a" ? REFUSED : ANSWER));
    expect(played.requests.filter((id) => id === "a")).toHaveLength(1);
    expect(measured(played, "b")).toHaveLength(5);
  });

  test("does not give up for a fault of the network that may pass", async () => {
    let count = 0;
    const failure = {
      kind: "network",
      code: "ECONNRESET",
      message: "reset",
      retryable: true,
    } as const;
    const played = await play(aPlan(), (id) =>
      id === "a" && ++count === 1 ? { reads: [], endMs: 5, failure } : ANSWER,
    );
    expect(measured(played, "a").map(({ status }) => status)).toEqual([
      "ok",
      "ok",
      "ok",
      "ok",
      "ok",
    ]);
  });

  test("ends at once when everybody is refused", async () => {
    const played = await play(aPlan({ iterations: 1000 }), () => REFUSED);
    expect(played.requests).toHaveLength(2);
    expect(played.tookMs).toBeLessThan(2000);
  });

  test("does not give up a target that has worked before", async () => {
    let count = 0;
    const played = await play(aPlan(), (id) => (id === "a" && ++count > 2 ? REFUSED : ANSWER));
    expect(measured(played, "a").map(({ status }) => status)).toEqual([
      "ok",
      "failed",
      "failed",
      "failed",
      "failed",
    ]);
  });
});

describe("an end before the end", () => {
  test("max-time lets the block in flight finish and starts no other", async () => {
    const played = await play(aPlan({ iterations: 1000, maxTimeMs: 10_000 }));
    expect(played.stopReason).toBe("max-time");
    expect(played.attempts.length % 2).toBe(0);
    expect(played.events).toContainEqual({ type: "run-ending", reason: "max-time" });
    expect(played.tookMs).toBeLessThan(12_000);
  });

  test("a first interrupt lets the block in flight finish", async () => {
    const played = await play(aPlan({ iterations: 1000 }), undefined, (event, { ending }) => {
      if (event.type === "attempt-end" && event.sample.block === 3) ending.abort();
    });
    expect(played.stopReason).toBe("interrupted");
    expect(measured(played, "a").map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok"]);
    expect(measured(played, "b")).toHaveLength(4);
  });

  test("a second one stops what is in flight and keeps what there was", async () => {
    const slow: Script = { reads: [{ atMs: 100, text: delta({ content: "so far" }) }] };
    let starts = 0;
    const played = await play(
      aPlan({ warmup: 0 }),
      () => slow,
      (event, { ending, abort }) => {
        if (event.type === "attempt-start" && ++starts === 2) {
          ending.abort();
          abort.abort();
        }
      },
    );
    expect(played.stopReason).toBe("interrupted");
    expect(played.attempts.map(({ sample }) => sample.failure?.kind)).toEqual([
      "aborted",
      "aborted",
    ]);
  });
});
