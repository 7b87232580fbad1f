import { describe, expect, test } from "bun:test";
import { conclude } from "../../src/calibration/conclude.ts";
import type { Observed } from "../../src/calibration/conclude.ts";
import type { Failure } from "../../src/core/failure.ts";
import type { Sighting } from "../../src/calibration/errors.ts";

const FAILURE: Failure = { kind: "network", code: "ECONNRESET", message: "reset" };

const sighting = (index: number): Sighting => ({
  requestId: `r${index}`,
  sentAtMs: index * 100,
  ttftMs: 20.5 + index / 100,
  reads: [
    [20.5, 90, 1, 4, 0, 0],
    [40.5, 90, 4, 4, 0, 0],
  ],
});

const truths = new Map(
  Array.from({ length: 20 }, (_, index) => [
    `r${index}`,
    { receivedAtMs: index * 100 + 0.25, sentMs: [20, 40] },
  ]),
);

const observed = (fields: Partial<Observed> = {}): Observed => ({
  parallel: 4,
  results: Array.from({ length: 20 }, (_, index) => sighting(index)),
  latenessMs: [0.1, 0.1, 0.2],
  loopStalls: 1,
  ...fields,
});

describe("a calibration", () => {
  test("says what was done, the spreads and the verdict, and nothing else", () => {
    const calibrated = conclude(observed(), truths);
    expect(calibrated).toEqual({
      ok: true,
      calibration: {
        parallel: 4,
        requests: 20,
        ttftErrorMs: { p50: expect.closeTo(0.595, 6), p99: expect.closeTo(0.69, 6) },
        chunkErrorMs: { p50: expect.closeTo(0.25, 6), p99: expect.closeTo(0.25, 6) },
        timerLatenessMs: { p50: 0.1, p99: 0.2 },
        loopStalls: 1,
        verdict: "good",
      },
    });
  });

  test("counts a request that failed against the client", () => {
    const results = [...observed().results.slice(1), FAILURE];
    expect(conclude(observed({ results }), truths)).toMatchObject({
      calibration: { requests: 19, verdict: "noisy" },
    });
  });

  test("is none when no request succeeded, and says why", () => {
    const calibrated = conclude(observed({ results: [FAILURE, FAILURE] }), truths);
    expect(calibrated).toMatchObject({ ok: false, message: expect.stringContaining("reset") });
  });
});
