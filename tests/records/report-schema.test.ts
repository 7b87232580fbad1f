import { describe, expect, test } from "bun:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import published from "../../docs/report.schema.json" with { type: "json" };
import { METRICS } from "../../src/core/report.ts";
import type { Report } from "../../src/core/report.ts";
import { reportJsonSchema, reportSchema } from "../../src/records/report-schema.ts";
import { aReport, aSample } from "../support/builders.ts";
import { fullReport } from "../support/full-report.ts";
import { paced, reportOf } from "../compare/two-runs.ts";
import { RATE_LIMIT, SERVER_FAULT, TIMEOUT, failing } from "../metrics/made-run.ts";

/** A validator that is not zod. */
const ajv = new Ajv2020({ strict: true, allErrors: true, formats: { "date-time": true } });
const validate = ajv.compile(published);

/** As another program gets it. */
const sent = (report: unknown): unknown => JSON.parse(JSON.stringify(report));

const FAILURES = {
  a: (block: number) =>
    block % 3 === 0
      ? failing(TIMEOUT)
      : block % 3 === 1
        ? failing(SERVER_FAULT)
        : paced("a")(block),
  b: (block: number) => (block === 0 ? failing(RATE_LIMIT) : paced("b")(block)),
};

const REPORTS: Readonly<Record<string, Report>> = {
  "a full report": fullReport(),
  "a small one": aReport({ samples: [aSample()] }),
  "one made of samples": reportOf({ a: paced("a"), b: paced("b") }),
  "one with failures": reportOf(FAILURES, 12),
  "one of an interrupted run without a sample": aReport({
    interrupted: true,
    stopReason: "interrupted",
  }),
};

test("docs/report.schema.json is what the code says: `bun scripts/schema.ts --write` makes it", () => {
  expect(published as object).toEqual(sent(reportJsonSchema()) as object);
});

describe.each(Object.entries(REPORTS))("%s", (_, report) => {
  test("fits the published schema, by a validator that is not zod", () => {
    validate(sent(report));
    expect(validate.errors ?? []).toEqual([]);
  });

  test("fits the contract itself", () => {
    expect(reportSchema.safeParse(sent(report)).error?.issues ?? []).toEqual([]);
  });
});

/** A report that somebody changed, as plain JSON. */
const changed = (change: (report: any) => void): unknown => {
  const report: unknown = sent(fullReport());
  change(report);
  return report;
};

const BROKEN: Readonly<Record<string, (report: any) => void>> = {
  "a property that nobody knows": (report) => (report.extra = 1),
  "one deep inside": (report) => (report.samples[0].tokens.extra = 1),
  "a missing property": (report) => delete report.plan.seed,
  "an unknown stop reason": (report) => (report.stopReason = "bored"),
  "a time as text": (report) => (report.samples[0].endMs = "12"),
  "a row of reads that is too short": (report) => (report.samples[0].reads = [[1, 2, 3]]),
  "text in a row of reads": (report) => (report.samples[0].reads = [[1, 2, 3, 4, 5, "6"]]),
  "a metric of another program": (report) => (report.targets[0].metrics.goodput = {}),
  "a failure without its kind": (report) => (report.samples[0].failure = { message: "no" }),
  "another schema version": (report) => (report.schemaVersion = 2),
  "an interval of three": (report) => (report.targets[0].metrics.ttftMs.p50Interval = [1, 2, 3]),
  "a negative count": (report) => (report.targets[0].attempts.total = -1),
};

describe.each(Object.entries(BROKEN))("%s", (_, change) => {
  test("is refused by both", () => {
    expect(validate(changed(change))).toBe(false);
    expect(reportSchema.safeParse(changed(change)).success).toBe(false);
  });
});

test("the published schema describes every metric and says its units", () => {
  const text = JSON.stringify(published);
  for (const metric of METRICS) expect(text).toContain(`"${metric}"`);
  expect(published.description).toContain("milliseconds");
});
