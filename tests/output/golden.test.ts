import { expect, test } from "bun:test";
import { FORMATS } from "../../src/output/formatters.ts";
import { render } from "../../src/output/format-of.ts";
import { fullReport } from "../support/full-report.ts";
import { fullSamples } from "../support/full-samples.ts";

const PAGE = { columns: 80, color: false, unicode: true, verbose: false, details: false };

test.each([
  ["at 80 columns", {}],
  ["at 100 columns", { columns: 100 }],
  ["at 120 columns, in colour", { columns: 120, color: true }],
  ["at 200 columns, with everything", { columns: 200, verbose: true, details: true }],
  ["at 120 columns without Unicode", { columns: 120, unicode: false, details: true }],
] as const)("the table of the full report is as before %s", async (_, page) => {
  expect(await render(fullReport(), "table", { ...PAGE, ...page })).toMatchSnapshot();
});

// Two blocks: enough to have everything in it, and short enough for somebody to read what changed.
test.each(FORMATS.filter((format) => format !== "table"))(
  "%s of a short report is as before",
  async (format) => {
    const report = fullReport({ samples: fullSamples(2) });
    expect(await render(report, format, PAGE)).toMatchSnapshot();
  },
);
