import { join } from "node:path";
import { calibrate } from "../../src/calibration/calibrate.ts";
import type { Calibration } from "../../src/core/calibration.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Sample } from "../../src/core/sample.ts";
import { startProgress } from "../../src/terminal/progress.ts";
import type { Progress } from "../../src/terminal/progress.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import type { Transport } from "../../src/wire/transport.ts";
import { median } from "./quantiles.ts";
import { fixed, renderTable } from "./table.ts";

/**
 * Whether the live display touches the numbers: calibrations with it and without it take turns, and both errors are printed. Run it
 * in a terminal, which the display then draws on: `bun scripts/bench/display.ts [REPEATS]`.
 */
const REPEATS = Number(process.argv[2] ?? 10);
const STREAMS = 8;
const TARGETS = Array.from({ length: 20 }, (_, index) => `provider-${index + 1}`);
const PROGRAM = [process.execPath, join(import.meta.dir, "../../src/main.ts")];

/** Of all this only the targets and the time are shown. */
const PLAN: Plan = {
  seed: 1,
  targets: TARGETS.map((id) => ({ id, provider: "simulated", model: "m", origin: "" })),
  sizes: [],
  workloadHash: "",
  iterations: 20,
  warmup: 0,
  concurrency: 1,
  serial: false,
  staggerMs: 0,
  gapMs: [0, 0],
  limits: { headersMs: 0, firstTokenMs: 0, idleMs: 0, totalMs: 0 },
  retries: 0,
  cache: "off",
  connections: "warm",
  maxTimeMs: 60_000,
  rankBy: "speed",
  temperature: 0,
};

/** The transport, with what a race does for its display at each read and at each end of a request. */
function watched(transport: Transport, progress: Progress): Transport {
  let next = 0;
  return async (request, observer, signal) => {
    const target = TARGETS[next++ % TARGETS.length] ?? "";
    const lane = progress.lanes?.open(target, 60);
    let chars = 0;
    const end = await transport(
      request,
      {
        ...observer,
        read: (bytes, at) => {
          observer.read(bytes, at);
          chars += 4;
          lane?.reach(chars);
        },
      },
      signal,
    );
    lane?.close();
    progress.observe({ type: "attempt-end", sample: sampleOf(target) });
    return end;
  };
}

const sampleOf = (target: string): Sample => ({
  target,
  phase: "measured",
  size: "short",
  block: 0,
  order: 0,
  attempt: 1,
  prompt: "",
  startedAt: "",
  status: "ok",
  connection: "warm",
  ttftMs: 20,
  endMs: 100,
  reads: [],
  tokens: {},
});

async function once(isShown: boolean): Promise<Calibration> {
  const transport = createFetchTransport(bunClock, "warm");
  const progress = startProgress({
    look: isShown ? { kind: "area", color: true, unicode: true } : undefined,
    title: "calibrating",
    targets: TARGETS,
    speedOf: () => 100,
  });
  progress.observe({ type: "run-start", plan: PLAN, totalAttempts: 400 });
  const calibrated = await calibrate({
    clock: bunClock,
    transport: watched(transport, progress),
    command: PROGRAM,
    parallel: STREAMS,
    abort: new AbortController().signal,
  });
  await progress.stop();
  if (!calibrated.ok) throw new Error(calibrated.message);
  return calibrated.calibration;
}

const found = { without: [] as Calibration[], with: [] as Calibration[] };
await once(false);
for (let repeat = 0; repeat < REPEATS; repeat++) {
  // In turns, and each time the other one first.
  for (const isShown of repeat % 2 === 0 ? [false, true] : [true, false]) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time, or they would measure each other
    found[isShown ? "with" : "without"].push(await once(isShown));
  }
}

const FIGURES = [
  ["TTFT error P50, ms", ({ ttftErrorMs }) => ttftErrorMs.p50],
  ["TTFT error P99, ms", ({ ttftErrorMs }) => ttftErrorMs.p99],
  ["chunk stamp error P50, ms", ({ chunkErrorMs }) => chunkErrorMs.p50],
  ["chunk stamp error P99, ms", ({ chunkErrorMs }) => chunkErrorMs.p99],
] as const satisfies readonly (readonly [string, (one: Calibration) => number])[];

/** `0.35 (0.31 to 0.44)`: median and extremes of the repeats. */
const cell = (values: readonly number[]): string =>
  `${fixed(median(values), 3)} (${fixed(Math.min(...values), 3)} to ${fixed(Math.max(...values), 3)})`;

process.stdout.write(
  renderTable(
    ["calibration", "without display", "with display", "median of differences"],
    FIGURES.map(([name, of]) => {
      const [a, b] = [found.without.map(of), found.with.map(of)];
      return [name, cell(a), cell(b), fixed(median(b.map((value, i) => value - (a[i] ?? 0))), 3)];
    }),
  ),
);
