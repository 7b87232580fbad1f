import { expect, test } from "bun:test";
import { RANKED, thirtyPercent } from "./experiments.ts";

test("B/B: 30 % are found in 90 % of runs at n = 30 and 20 % noise, and the interval holds them in 93 %", async () => {
  const { found, covered } = await thirtyPercent(200);
  for (const category of RANKED) {
    expect(found[category]).toBeGreaterThanOrEqual(0.9);
    expect(covered[category]).toBeGreaterThanOrEqual(0.93);
  }
}, 120_000);
