import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { HostileFolder, PROGRAMS, environmentIn, runProgram } from "./programs.ts";
import { at, raceOf, reportOf } from "./races.ts";
import type { Report } from "./report-shape.ts";

/**
 * The stream of which published tools report a TTFT from 0 to 603 ms and a speed from 19 to 145 tokens/s. Times are measured on real
 * sockets here, so these tests run one after the other and nothing runs beside them.
 */
const TRUTH = { ttftMs: 200, ttfatMs: 600, lastTokenMs: 1560, outputSpeed: 100 } as const;
const TOLERANCE = 0.02;

setDefaultTimeout(60_000);

let openai: Simulator;
let ollama: Simulator;

beforeAll(() => {
  openai = startSimulator({ name: "openai" });
  ollama = startSimulator({ name: "ollama" });
});
afterAll(() => {
  openai.stop();
  ollama.stop();
});

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;

/** What the report says in the middle, in the terms of the truth. */
function measured({ targets, samples }: Report, id: string): Record<keyof typeof TRUTH, number> {
  const { metrics } = targets.find((target) => target.id === id)!;
  const p50 = (name: string): number => metrics[name]?.p50 ?? Number.NaN;
  const own = samples.filter(({ target, phase }) => target === id && phase === "measured");
  return {
    ttftMs: p50("ttftMs"),
    ttfatMs: p50("ttfatMs"),
    lastTokenMs: median(own.map(({ lastTokenMs }) => lastTokenMs ?? Number.NaN)),
    outputSpeed: p50("outputSpeed"),
  };
}

/** What is further from the truth than it may be, in words; empty when nothing is. */
function errorsOf(report: Report, id: string): readonly string[] {
  const found = measured(report, id);
  return Object.entries(TRUTH).flatMap(([name, truth]) => {
    const value = found[name as keyof typeof TRUTH];
    const isTrue = Math.abs(value / truth - 1) <= TOLERANCE;
    return isTrue ? [] : [`${id}: ${name} is ${value} and not ${truth}`];
  });
}

/** A busy machine may spoil a median of three requests; a wrong measurement is wrong every time. */
const TRIES = 3;

/** Races until what is reported of these targets is true, and gives that report. */
async function untilTrue(race: () => Promise<Report>, ...ids: readonly string[]): Promise<Report> {
  let errors: readonly string[] = [];
  for (let number = 1; number <= TRIES; number++) {
    // oxlint-disable-next-line no-await-in-loop
    const report = await race();
    for (const id of ids) {
      const { attempts } = report.targets.find((target) => target.id === id)!;
      expect(attempts.failed).toBe(0);
      expect(attempts.ok).toBeGreaterThanOrEqual(report.plan.iterations);
    }
    errors = ids.flatMap((id) => errorsOf(report, id));
    if (errors.length === 0) return report;
  }
  throw new Error(errors.join("; "));
}

/** The output cap lets all 140 tokens out. */
const FLAGS = "--max-tokens 200 -o json --no-save".split(" ");

describe.each([...PROGRAMS])(
  "the reference stream, measured by the program as $name",
  (program) => {
    test.skipIf(!program.isThere)("is true within 2 % in both protocols", async () => {
      const words = raceOf(`${at(openai)},local`, ...FLAGS, "-n", "3", "--warmup", "1");
      const env = { OLLAMA_URL: ollama.url };
      const race = async (): Promise<Report> => {
        const finished = await runProgram(program, words, { env });
        expect(finished.code).toBe(0);
        return reportOf(finished);
      };
      const report = await untilTrue(race, "x", "local");
      for (const sample of report.samples) {
        expect(sample.tokens).toMatchObject({ output: 140, source: "usage" });
      }
      expect(report.samples.find(({ target }) => target === "x")?.tokens["reasoning"]).toBe(40);
    });
  },
);

const python = process.platform === "win32" ? null : Bun.which("python3");

describe.skipIf(python === null).concurrent("in front of a terminal that nobody reads", () => {
  test.each(PROGRAMS.filter(({ isThere }) => isThere))(
    "it is as true in $name",
    async (program) => {
      const script = join(import.meta.dir, "../support/unread-terminal.py");
      const words = raceOf(at(openai), ...FLAGS, "-n", "2");
      const race = async (): Promise<Report> => {
        await using folder = await HostileFolder.create();
        await using child = Bun.spawn([python ?? "", script, ...program.command, ...words], {
          cwd: folder.path,
          env: { ...environmentIn(folder.path), LANG: "C.UTF-8", TERM: "xterm" },
          stdin: "ignore",
          stderr: "pipe",
        });
        const output = (await new Response(child.stdout).text()).trimEnd();
        const lastLine = output.lastIndexOf("\n");
        expect(JSON.parse(output.slice(lastLine))).toMatchObject({ code: 0, full: true });
        return JSON.parse(output.slice(0, lastLine)) as Report;
      };
      await untilTrue(race, "x");
    },
  );
});
