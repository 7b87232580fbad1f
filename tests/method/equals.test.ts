import { expect, test } from "bun:test";
import { clopperPearson } from "../../src/statistics/clopper-pearson.ts";
import { RANKED, equals } from "./experiments.ts";

const RUNS = 200;

test("A/A: a race among five equals crowns one of them in at most 5 % of runs", async () => {
  const { crowned, separated } = await equals(RUNS);
  for (const category of RANKED) {
    expect(crowned[category]).toBeLessThanOrEqual(0.05);
    // One-sided 95 %.
    const { high } = clopperPearson(Math.round(crowned[category] * RUNS), RUNS, 0.9);
    expect(high).toBeLessThanOrEqual(0.09);
    // Any pair at all told apart: what Holm holds at 5 %, here with the noise of 200 runs.
    expect(separated[category]).toBeLessThanOrEqual(0.09);
  }
}, 120_000);
