import { z } from "zod";
import type { Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { UsageError } from "../core/errors.ts";
import { buildReport } from "./build-report.ts";

// As much of a saved run as tells that it is one, and of a version that can be read. Everything deeper was written by this program.
const identity = {
  schemaVersion: z.literal(1),
  tool: z.looseObject({ name: z.literal("speed-kings"), version: z.string() }),
  environment: z.looseObject({ os: z.string(), cores: z.number() }),
  startedAt: z.string(),
  simulated: z.boolean(),
  plan: z.looseObject({
    seed: z.number(),
    targets: z.array(z.looseObject({ id: z.string(), model: z.string() })),
    sizes: z.array(z.looseObject({ size: z.string() })),
  }),
};
const savedReport = z.looseObject({
  ...identity,
  targets: z.array(z.looseObject({ id: z.string(), labels: z.array(z.unknown()) })),
  comparisons: z.array(z.unknown()),
  labels: z.array(z.unknown()),
  samples: z.array(z.looseObject({ target: z.string(), block: z.number() })),
});
const journalHead = z.looseObject({ type: z.literal("head"), ...identity });
const journalSample = z.looseObject({
  type: z.literal("sample"),
  target: z.string(),
  block: z.number(),
  status: z.enum(["ok", "failed"]),
  reads: z.array(z.array(z.number())),
});

/**
 * Reads a saved run from the content of its file: a finished report, or the journal that a killed process left, from which the
 * report is built as if the run had been interrupted after its last sample.
 * @throws UsageError that names the file and what is wrong with it.
 */
export function readSavedRun(name: string, content: string): Report {
  const firstLine = content.slice(0, content.indexOf("\n") + 1 || content.length);
  return parse(firstLine)?.["type"] === "head" ? recover(name, content) : readReport(name, content);
}

function readReport(name: string, content: string): Report {
  const value = parse(content);
  if (value === undefined) {
    throw new UsageError(`${name} is no JSON`, "give the .json or .jsonl file of a saved run");
  }
  const version = value["schemaVersion"];
  if (typeof version === "number" && version > 1) {
    throw new UsageError(
      `${name} was written by a newer version (schemaVersion ${version})`,
      "update speed-kings",
    );
  }
  const checked = savedReport.safeParse(value);
  if (!checked.success) throw notARun(name, checked.error);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked as far as tells what it is
  return checked.data as unknown as Report;
}

/** A last line that was cut in the middle of its writing is left out; the lines before it are whole. */
function recover(name: string, content: string): Report {
  const lines = content.split("\n").filter((line) => line.trim() !== "");
  const head = journalHead.safeParse(parse(lines[0] ?? ""));
  if (!head.success) throw notARun(name, head.error);
  const samples: Sample[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const sample = journalSample.safeParse(parse(line));
    if (sample.success) {
      const { type: _, ...fields } = sample.data;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked as far as tells what it is
      samples.push(fields as unknown as Sample);
    } else if (index < lines.length - 2) {
      throw notARun(`${name}, line ${index + 2}`, sample.error);
    }
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked as far as tells what it is
  const { plan, ...rest } = head.data as unknown as Report;
  return buildReport(plan, samples, {
    ...rest,
    endedAt: samples.at(-1)?.startedAt ?? rest.startedAt,
    stopReason: "interrupted",
  });
}

function notARun(name: string, error: z.ZodError): UsageError {
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  return new UsageError(
    `${name} is no saved run of speed-kings${where}: ${issue?.message ?? "unknown shape"}`,
    "give the .json or .jsonl file of a run, or `last`",
  );
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return z.record(z.string(), z.unknown()).safeParse(value).data;
  } catch {
    return undefined;
  }
}
