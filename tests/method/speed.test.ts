import { describe, expect, test } from "bun:test";
import type { Report } from "../../src/core/report.ts";
import { planOf } from "./experiments.ts";
import { anAnswer, simulatedReport } from "./simulated-race.ts";
import type { Answer } from "./simulated-race.ts";

/** The report of a target that always answers like this. */
const race = (answer: Partial<Answer>): Promise<Report> =>
  simulatedReport(planOf(["a"], 1, 6), () => anAnswer(answer));

const speedOf = ({ targets }: Report): number | undefined =>
  targets[0]?.metrics.outputSpeed?.p50 ?? undefined;

describe("output speed, from the wire to the report", () => {
  test.each([1, 2, 3, 7, 16, 31, 64])(
    "is exact within 1 %% for %d tokens a chunk",
    async (size) => {
      for (const tokensPerSecond of [20, 150, 1000]) {
        // oxlint-disable-next-line no-await-in-loop
        const report = await race({ tokensPerSecond, tokens: 512, tokensPerChunk: size });
        expect(speedOf(report)! / tokensPerSecond).toBeCloseTo(1, 2);
      }
    },
  );

  test.each([1, 8, 60, 300])(
    "is exact within 1 %% whatever the first chunk: %d tokens",
    async (firstChunk) => {
      const report = await race({
        tokensPerSecond: 200,
        tokens: 512,
        tokensPerChunk: 4,
        firstChunk,
      });
      expect(speedOf(report)! / 200).toBeCloseTo(1, 2);
    },
  );

  test("is not inflated by reasoning that is billed and hidden", async () => {
    const report = await race({ tokensPerSecond: 200, tokens: 256, hiddenTokens: 4000 });
    expect(speedOf(report)! / 200).toBeCloseTo(1, 2);
    const labels = report.targets[0]!.labels.map(({ id }) => id);
    expect(labels).toContain("reasoning-hidden");
  });

  test("of a buffered stream is none, and the report says why", async () => {
    const report = await race({ tokens: 512, tokensPerChunk: 256 });
    expect(speedOf(report)).toBeUndefined();
    expect(report.targets[0]?.metrics.ttftMs?.p50).toBeCloseTo(200, 6);
    expect(report.targets[0]?.labels[0]).toMatchObject({ id: "buffered-stream", effect: "void" });
    const late = await race({ tokens: 512, tokensPerChunk: 500, firstChunk: 4 });
    expect(speedOf(late)).toBeUndefined();
  });
});
