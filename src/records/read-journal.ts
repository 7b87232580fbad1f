import { z } from "zod";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { checkShape } from "./check-shape.ts";
import type { JsonLine, JsonLines } from "./read-lines.ts";
import { recoverReport } from "./recover.ts";
import type { Build, RunHead } from "./recover.ts";
import { reportSchema } from "./report-schema.ts";
import { sampleSchema } from "./sample-schema.ts";

const headSchema = z.looseObject({
  schemaVersion: z.literal(1),
  tool: reportSchema.shape.tool,
  environment: reportSchema.shape.environment,
  startedAt: reportSchema.shape.startedAt,
  simulated: reportSchema.shape.simulated,
  calibration: reportSchema.shape.calibration,
  network: reportSchema.shape.network.optional(),
  plan: reportSchema.shape.plan,
});

/** A run out of JSON lines. */
export interface LinesRun {
  /** As far as it was written: to be checked as a report when `isWhole`, else made of what was recovered. */
  readonly report: unknown;
  readonly isWhole: boolean;
}

const without = ({ value }: JsonLine): Record<string, unknown> => {
  const { type: _, ...fields } = value;
  return fields;
};

function asSample(name: string, line: JsonLine): Sample {
  const fields = without(line);
  const check = checkShape(sampleSchema, fields);
  if (!check.fits) {
    throw new UsageError(`${name}, line ${line.number} is no sample: ${check.problem}`);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract of a sample was just checked
  return fields as unknown as Sample;
}

function asHead(name: string, line: JsonLine): RunHead {
  const fields = without(line);
  const check = checkShape(headSchema, fields);
  if (!check.fits) {
    throw new UsageError(
      `${name}, line ${line.number} does not begin a run of speed-kings: ${check.problem}`,
    );
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the shape was just checked
  return { network: [], ...fields } as unknown as RunHead;
}

function readOne(name: string, lines: readonly JsonLine[], build: Build | undefined): LinesRun {
  const [head, ...rest] = lines;
  if (head === undefined) throw new UsageError(`${name} holds no run`);
  const last = rest.at(-1);
  const isWhole = last?.value["type"] === "tail";
  const samples = (isWhole ? rest.slice(0, -1) : rest).map((line) => {
    if (line.value["type"] === "sample") return line;
    throw new UsageError(
      `${name}, line ${line.number} is neither the head, nor a sample, nor the end of a run`,
    );
  });
  if (isWhole && last !== undefined) {
    // In the order of a report, so that it is written as it was: samples come last.
    const report = { ...without(head), ...without(last), samples: samples.map(without) };
    return { report, isWhole };
  }
  const parts = samples.map((line) => asSample(name, line));
  const report: Report = recoverReport(asHead(name, head), parts, build);
  return { report, isWhole };
}

/**
 * Runs out of JSON lines, each from its head line on: finished ones, as `-o jsonl` writes them, and the journal that a killed
 * process left.
 * @throws UsageError with the line that does not belong there.
 */
export function readJournal(name: string, { lines }: JsonLines, build?: Build): LinesRun[] {
  const starts = lines.flatMap(({ value }, index) => (value["type"] === "head" ? [index] : []));
  return starts.map((start, index) => readOne(name, lines.slice(start, starts[index + 1]), build));
}
