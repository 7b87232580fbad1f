import { describe, expect, test } from "bun:test";
import type { Calibration } from "../../src/core/calibration.ts";
import type { Page } from "../../src/output/formatter.ts";
import { formatCalibration } from "../../src/output/calibration-page.ts";

const PAGE: Page = { columns: 100, color: false, unicode: true, verbose: false, details: false };

const aCalibration = (fields: Partial<Calibration> = {}): Calibration => ({
  parallel: 8,
  requests: 24,
  ttftErrorMs: { p50: 0.2214, p99: 1.404 },
  chunkErrorMs: { p50: -0.0561, p99: 12.34 },
  timerLatenessMs: { p50: 0.07, p99: 0.26 },
  loopStalls: 1234,
  verdict: "good",
  ...fields,
});

describe("the page of a calibration", () => {
  test("shows the spreads with their signs, and the stalls", () => {
    expect(formatCalibration(aCalibration(), 8, PAGE)).toStartWith(
      [
        "How far off this program is, here and now, with 8 streams at once",
        "",
        "                median         P99",
        "  TTFT        +0.22 ms    +1.40 ms  measured less true time to the first token",
        "  chunk       -0.06 ms    +12.3 ms  stamp of each chunk less the moment it was sent",
        "  timer        0.07 ms     0.26 ms  how late a timer fires: our loop was busy, or nobody ran it",
        "  stalls         1,234              times of more than 2.5 ms in which our loop ran nothing",
        "",
        "good: ",
      ].join("\n"),
    );
  });

  test("says what to do when the numbers are bad", () => {
    for (const verdict of ["noisy", "saturated"] as const) {
      const text = formatCalibration(aCalibration({ verdict }), 8, PAGE);
      expect(text).toContain(`\n${verdict}: `);
      expect(text).toMatch(/end what else/i);
    }
  });

  test("says when fewer streams were tried than were asked for", () => {
    const calibration = aCalibration({ parallel: 256 });
    expect(formatCalibration(calibration, 1000, PAGE)).toContain("1,000 were asked for");
    expect(formatCalibration(calibration, 256, PAGE)).not.toContain("asked for");
  });

  test("stays within the width of its place", () => {
    for (const columns of [40, 60, 80]) {
      const page = { ...PAGE, columns, unicode: false };
      const lines = formatCalibration(aCalibration({ verdict: "noisy" }), 8, page).split("\n");
      expect(Math.max(...lines.slice(1).map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  });
});
