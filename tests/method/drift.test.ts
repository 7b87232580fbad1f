import { describe, expect, test } from "bun:test";
import { RANKED, driftInterleaved, driftOneAfterTheOther } from "./experiments.ts";

describe("five names of one server whose speed drifts by ±20 % over minutes", () => {
  test("are not told apart when they are raced in interleaved blocks", async () => {
    const separated = await driftInterleaved(200);
    for (const category of RANKED) expect(separated[category]).toBeLessThanOrEqual(0.09);
  }, 120_000);

  test("are told apart, falsely, in nearly every run when they are measured one after the other", async () => {
    const separated = await driftOneAfterTheOther(50);
    for (const category of RANKED) expect(separated[category]).toBeGreaterThan(0.85);
  }, 120_000);
});
