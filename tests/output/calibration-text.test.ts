import { expect, test } from "bun:test";
import type { Calibration } from "../../src/core/calibration.ts";
import { calibrationText } from "../../src/output/calibration-text.ts";

const CALIBRATION: Calibration = {
  parallel: 5,
  requests: 60,
  ttftErrorMs: { p50: 0.41, p99: 0.83 },
  chunkErrorMs: { p50: 0.2, p99: 0.7 },
  timerLatenessMs: { p50: 0.3, p99: 1.2 },
  loopStalls: 0,
  verdict: "good",
};

test("our own error is one line, with its sign", () => {
  expect(calibrationText(CALIBRATION)).toBe("TTFT +0.4 ms median, 0.8 ms P99; loop stalls 0");
  expect(calibrationText({ ...CALIBRATION, ttftErrorMs: { p50: -0.04, p99: 31.2 } })).toBe(
    "TTFT -0.04 ms median, 31 ms P99; loop stalls 0",
  );
});

test("a machine that cannot be trusted is said to be one", () => {
  expect(calibrationText({ ...CALIBRATION, verdict: "noisy" })).toInclude("noisy");
  expect(calibrationText({ ...CALIBRATION, loopStalls: 1200, verdict: "saturated" })).toMatch(
    /loop stalls 1,200; this machine is too slow.*void/,
  );
});
