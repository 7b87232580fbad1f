import { expect, test } from "bun:test";
import { FILE_PAGE, render } from "../../src/output/format-of.ts";
import { fullReport } from "../support/full-report.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";

const linesOf = (text: string): readonly Record<string, unknown>[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

test("JSONL is a head, a line a sample, and a tail, and holds the whole report", async () => {
  const report = fullReport();
  const lines = linesOf(await render(report, "jsonl", FILE_PAGE));
  expect(lines.map(({ type }) => type)).toEqual([
    "head",
    ...report.samples.map(() => "sample"),
    "tail",
  ]);
  const [{ type: _, ...head } = {}, ...rest] = lines;
  const { type: __, ...tail } = rest.at(-1)!;
  const samples = rest.slice(0, -1).map(({ type: ___, ...sample }) => sample);
  expect({ ...head, ...tail, samples }).toEqual(JSON.parse(JSON.stringify(report)));
});

test.each(Object.entries(HOSTILE))("JSON and JSONL give %s back unchanged", async (_, text) => {
  const report = hostileReport(text);
  expect(JSON.parse(await render(report, "json", FILE_PAGE))).toEqual(
    JSON.parse(JSON.stringify(report)),
  );
  const [head] = linesOf(await render(report, "jsonl", FILE_PAGE));
  expect(head).toMatchObject({ environment: { cpu: text } });
});
