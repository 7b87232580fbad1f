import { expect, test } from "bun:test";
import { formatJson } from "../../src/output/json.ts";
import { wholeText } from "../../src/output/pieces.ts";
import type { Page } from "../../src/output/formatter.ts";
import { aReport, aSample, aTargetReport } from "../support/builders.ts";

const PAGE: Page = { columns: 80, color: true, unicode: false, verbose: false, details: false };

test("JSON is the whole report, two spaces deep, with a newline at its end", async () => {
  const report = aReport({ samples: [aSample()] });
  const text = wholeText(formatJson(report, PAGE));
  expect(JSON.parse(text)).toEqual(report);
  expect(text).toStartWith('{\n  "schemaVersion": 1,\n');
  expect(text).toEndWith("\n}\n");
});

test("a read of a sample takes one line", async () => {
  const text = wholeText(formatJson(aReport({ samples: [aSample()] }), PAGE));
  expect(text).toContain("\n        [200, 291, 1, 4, 0, 0],\n");
});

test("text that looks like a row of numbers stays as it is", async () => {
  const model = "[\n  1,\n  2\n]";
  const report = aReport({ targets: [aTargetReport("x", { model })] });
  expect(JSON.parse(wholeText(formatJson(report, PAGE)))).toEqual(report);
});

test("numbers of every shape survive", async () => {
  const sample = aSample({ reads: [[1e-7, 1e21, -0.5, 0, 3.25, 4]] });
  const text = wholeText(formatJson(aReport({ samples: [sample] }), PAGE));
  expect(JSON.parse(text)).toHaveProperty("samples[0].reads", sample.reads);
});
