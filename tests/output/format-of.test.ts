import { expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { formatOf } from "../../src/output/format-of.ts";

test.each([
  ["run.json", "json"],
  ["run.jsonl", "jsonl"],
  ["RESULT.MD", "markdown"],
  ["/tmp/a.b/run.csv", "csv"],
  ["run.samples.csv", "csv-samples"],
  ["run.html", "html"],
  ["card.svg", "svg"],
  ["run.txt", "table"],
] as const)("%s is %s", (path, format) => {
  expect(formatOf(path)).toBe(format);
});

test.each(["run", "run.pdf", "json", "run.json.bak", ""])(
  "%p is refused with the endings that there are",
  (path) => {
    expect(() => formatOf(path)).toThrow(UsageError);
    try {
      formatOf(path);
    } catch (error) {
      const advice = error instanceof UsageError ? error.advice : "";
      for (const ending of [".json", ".jsonl", ".md", ".csv", ".html", ".svg", ".txt"]) {
        expect(advice).toInclude(ending);
      }
    }
  },
);
