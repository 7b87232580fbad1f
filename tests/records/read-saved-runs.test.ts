import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import type { Report } from "../../src/core/report.ts";
import { formatJson } from "../../src/output/json.ts";
import { formatJsonl } from "../../src/output/jsonl.ts";
import { wholeText } from "../../src/output/pieces.ts";
import { formatTable } from "../../src/output/table.ts";
import { decodeText } from "../../src/records/decode-text.ts";
import { readSavedRuns } from "../../src/records/read-saved-runs.ts";
import { paced, reportOf } from "../compare/two-runs.ts";
import { fullReport } from "../support/full-report.ts";

const PAGE = { columns: 120, color: false, unicode: true, verbose: true, details: true };
const report = reportOf({ a: paced("a"), b: paced("b") }, 12);
const text = (value: unknown): string => `${JSON.stringify(value)}\n`;
const read = (content: string) => readSavedRuns("run.json", content);

/** What a journal of this run holds after so many samples. */
function journal({ plan, tool, environment, startedAt, samples }: Report, count: number): string {
  const head = { type: "head", schemaVersion: 1, tool, environment, startedAt, simulated: false };
  return [
    { ...head, network: [], plan },
    ...samples.slice(0, count).map((sample) => ({ type: "sample", ...sample })),
  ]
    .map(text)
    .join("");
}

/** The error with which a file is refused. */
function refusal(content: string): UsageError {
  try {
    read(content);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error("it was read");
}

describe("a saved run gives the same page again, byte for byte", () => {
  test.each([
    ["as saved", text],
    ["as -o json writes it", (run: Report) => wholeText(formatJson(run, PAGE))],
    ["as -o jsonl writes it", (run: Report) => wholeText(formatJsonl(run, PAGE))],
  ] as const)("%s", (_, write) => {
    for (const run of [report, fullReport()]) {
      const [again] = read(write(run));
      expect(again?.notes).toEqual([]);
      expect(formatTable(again!.report, PAGE)).toBe(formatTable(run, PAGE));
      expect(JSON.parse(wholeText(formatJson(again!.report, PAGE)))).toEqual(JSON.parse(text(run)));
    }
  });

  test("and the JSON again, with properties in their order", async () => {
    const written = wholeText(formatJson(report, PAGE));
    expect(wholeText(formatJson(read(written)[0]!.report, PAGE))).toBe(written);
  });
});

describe("several runs in one file", () => {
  test("a list of reports", () => {
    expect(read(text([report, report])).map((run) => run.report)).toHaveLength(2);
  });

  test("JSON lines, one run after the other", async () => {
    const lines = wholeText(formatJsonl(report, PAGE));
    expect(read(lines + lines)).toHaveLength(2);
  });
});

describe("the journal of a run that was killed", () => {
  test("gives a report of what it holds, as if interrupted, and says so", () => {
    const [run] = read(journal(report, 10));
    expect(run?.report).toMatchObject({ interrupted: true, stopReason: "interrupted" });
    expect(run?.report.samples).toHaveLength(10);
    expect(run?.report.targets[0]?.attempts).toMatchObject({ total: 5, ok: 5 });
    expect(run?.report.labels[0]).toMatchObject({ id: "recovered", effect: "warn", value: 10 });
    expect(run?.notes.join()).toContain("did not come to its end");
  });

  test("with its last line cut off anywhere still gives all whole lines", () => {
    const whole = journal(report, 3);
    const cutFrom = journal(report, 2).length;
    for (const end of [cutFrom + 1, cutFrom + 40, whole.length - 2]) {
      const [run] = read(whole.slice(0, end));
      expect(run?.report.samples).toHaveLength(2);
      expect(run?.notes.join()).toContain("cut off");
    }
  });

  test("without a sample is a run with nothing measured", () => {
    const [run] = read(journal(report, 0));
    expect(run?.report.samples).toEqual([]);
    expect(run?.report.endedAt).toBe(report.startedAt);
  });

  test("ends when its last attempt did", () => {
    const ends = report.samples.slice(0, 4).map((one) => Date.parse(one.startedAt) + one.endMs);
    const [run] = read(journal(report, 4));
    expect(Date.parse(run!.report.endedAt)).toBe(Math.trunc(Math.max(...ends)));
  });

  test("is made a report by whoever knows more, such as prices", () => {
    const run = readSavedRuns("x", journal(report, 4), (plan, samples) => ({
      ...report,
      plan,
      samples,
      methodVersion: "of the test",
    }))[0];
    expect(run?.report.methodVersion).toBe("of the test");
  });

  test.each([
    ["damage in the middle", "{oops}\n", "line 3"],
    ["a line of something else", '{"type":"note"}\n', "line 3"],
    ["a sample with a property missing", '{"type":"sample","target":"a"}\n', "line 3"],
  ])("%s is named by its line", (_, line, where) => {
    const lines = journal(report, 3).split("\n");
    lines.splice(2, 0, line.trim());
    expect(refusal(lines.join("\n")).message).toContain(where);
  });
});

describe("what is no saved run is refused with its name and what is wrong", () => {
  test.each([
    ["nothing", "", "empty"],
    ["blanks", " \n\n ", "empty"],
    ["prose", "speed-kings 0.1.0 · 4 targets\n", "no JSON"],
    ["HTML", "<!doctype html><p>no</p>", "no JSON"],
    ["a number", "42", "no saved run"],
    ["null", "null", "no saved run"],
    ["an empty list", "[]", "empty list"],
    ["a list of numbers", "[1, 2]", "run 1 holds JSON, but no saved run"],
    ["JSON of something else", '{"name":"left-pad"}', "no saved run"],
    ["a newer version", '{"schemaVersion":2}', "newer version"],
    ["an odd version", '{"schemaVersion":"1"}', "schemaVersion"],
    ["a report cut in the middle", text(report).slice(0, 5000), "ends in the middle"],
    ["a report without samples", text({ ...report, samples: undefined }), "samples"],
    ["brackets without end", "[".repeat(100_000), "ends in the middle"],
    ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, ""],
    ["binary", "\u0000\u0001\u0002ELF", "no JSON"],
  ])("%s", (_, content, why) => {
    const { message } = refusal(content);
    expect(message).toStartWith("run.json");
    expect(message).toContain(why);
    expect(message.length).toBeLessThan(400);
  });

  test("a property of the wrong type is named by its path", () => {
    const broken = { ...report, plan: { ...report.plan, seed: "one" } };
    expect(refusal(text(broken)).message).toContain("plan.seed");
  });

  test("a report that would change the prototype of everything changes nothing", () => {
    const evil = text(report).replace("{", '{"__proto__":{"polluted":true},');
    expect(read(evil)[0]?.notes.join()).toContain("does not know");
    expect("polluted" in {}).toBe(false);
  });
});

test("a property of a later version is let pass and named once", () => {
  const samples = report.samples.map((sample) => ({ ...sample, mood: "fine" }));
  const [run] = read(text({ ...report, samples, weather: "rain" }));
  expect(run?.notes).toHaveLength(1);
  expect(run?.notes[0]).toContain("weather");
  expect(run?.notes[0]?.match(/samples\.mood/g)).toHaveLength(1);
});

describe("the text of a file", () => {
  const bytes = (encoding: "utf16le" | "utf8", mark: string): Uint8Array =>
    Buffer.from(mark + text(report), encoding);

  test.each([
    ["UTF-8", bytes("utf8", "")],
    ["UTF-8 with a byte order mark", bytes("utf8", "\ufeff")],
    ["UTF-16, as Windows PowerShell redirects", bytes("utf16le", "\ufeff")],
    ["UTF-16 the other way round", Buffer.from(`\ufeff${text(report)}`, "utf16le").swap16()],
  ])("%s is read", (_, content) => {
    expect(read(decodeText(content))[0]?.report.plan).toEqual(report.plan);
  });

  test("line ends of Windows are no damage", () => {
    expect(read(journal(report, 3).replaceAll("\n", "\r\n"))[0]?.report.samples).toHaveLength(3);
  });
});
