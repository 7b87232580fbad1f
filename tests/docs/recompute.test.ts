import { expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomFor } from "../../src/core/random.ts";
import type { Sample } from "../../src/core/sample.ts";
import { buildReport } from "../../src/records/build-report.ts";
import { answering } from "../metrics/made-run.ts";
import { aPlan, aSample, aTarget } from "../support/builders.ts";

const SCRIPT = join(import.meta.dir, "..", "..", "docs", "recompute.ts");
const STATISTICS = ["n", "max", "p50", "p95", "stddev"] as const;

/** A run with noise, drift, two sizes, and some samples spoiled by a stall. */
function aRun() {
  const targets = [aTarget("a"), aTarget("b")];
  const sizes = [
    { size: "short", inputTokens: 100, maxOutputTokens: 128 },
    { size: "medium", inputTokens: 1000, maxOutputTokens: 512 },
  ] as const;
  const plan = aPlan({ targets, sizes, iterations: 65 });
  const samples = targets.flatMap((target, index) =>
    sizes.flatMap(({ size }) =>
      Array.from({ length: 65 }, (_, block): Sample => {
        const random = randomFor(9, `${target.id}/${size}/${block}`);
        const drift = 1 + 0.2 * Math.sin(block / 6);
        const made = answering(
          200 * drift * random.uniform(0.7, 1.4) * (index + 1),
          300 * random.uniform(0.8, 1.2),
        );
        const ttftMs = made.ttftMs ?? 0;
        return aSample({
          ...made,
          target: target.id,
          size,
          block,
          tokens: { ...made.tokens, o200k: 130, o200kFirstRead: 8 },
          ...(block % 13 === 5 ? { stalls: [[ttftMs - 30, ttftMs - 0.1]] } : {}),
        });
      }),
    ),
  );
  return buildReport(plan, samples, {
    tool: { name: "speed-kings", version: "0.1.0", revision: "test", bun: Bun.version },
    environment: { os: "test", arch: "x64", cpu: "test", cores: 2 },
    startedAt: "2026-11-24T00:00:00.000Z",
    endedAt: "2026-11-24T00:10:00.000Z",
    stopReason: "complete",
    simulated: false,
  });
}

test("the numbers of the table follow from the samples, by arithmetic that is not the program's", async () => {
  const report = aRun();
  const path = join(tmpdir(), `speed-kings-recompute-${process.pid}.json`);
  await Bun.write(path, JSON.stringify(report));
  const { stdout, stderr } = Bun.spawnSync([process.execPath, SCRIPT, path]);
  await rm(path);
  expect(stderr.toString()).toBe("");
  const recomputed = JSON.parse(stdout.toString()) as Record<string, any>[];
  expect(recomputed).toHaveLength(4);
  for (const [index, target] of report.targets.entries()) {
    const own = recomputed[index]!;
    expect(own).toMatchObject({ id: target.id, size: target.size });
    expect(own["ok"]).toBe(target.attempts.ok);
    expect(own["total"]).toBe(target.attempts.total);
    expect(own["output"]).toBe(target.tokens.output);
    for (const metric of ["ttftMs", "e2eMs", "outputSpeed"] as const) {
      const reported = target.metrics[metric]!;
      expect(reported.n).toBeGreaterThan(55);
      for (const statistic of STATISTICS) {
        expect(own[metric][statistic]).toBeCloseTo(reported[statistic]!, 9);
      }
      const interval: readonly (number | null)[] | undefined = reported.p50Interval;
      interval?.forEach((end, side) => {
        expect(own[metric].p50Interval[side]).toBeCloseTo(end!, 9);
      });
    }
  }
});
