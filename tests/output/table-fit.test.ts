import { expect, test } from "bun:test";
import { standings } from "../../src/output/standings.ts";
import { KEEP_ORDER, columnsOf } from "../../src/output/table-columns.ts";
import { GAP, fit } from "../../src/output/table-fit.ts";
import { aDistribution, aReport, aTargetReport } from "../support/builders.ts";

const target = aTargetReport("a-target-with-a-long-name", { model: "a-model-with-a-long-name" });
const reasoning = {
  ...target,
  metrics: {
    ...target.metrics,
    ttftMs: aDistribution(182, { p50Interval: [171, 195] }),
    ttfatMs: aDistribution(900),
    outputSpeed: aDistribution(310, { p50Interval: [290, 330] }),
  },
};
const ALL = columnsOf(standings(aReport({ targets: [reasoning] })), "native");

test("every column has its place in the order of dropping", () => {
  expect(new Set(KEEP_ORDER)).toEqual(new Set(ALL.keys()));
});

test("the narrower the page, the more columns drop, in the documented order and no other", () => {
  for (let page = 250; page >= 20; page--) {
    const kept = fit(ALL, page);
    expect(new Set(kept.keys())).toEqual(new Set(KEEP_ORDER.slice(0, kept.size)));
  }
});

test("columns keep their order from left to right", () => {
  const order = [...ALL.keys()];
  const kept = [...fit(ALL, 80).keys()];
  expect(kept).toEqual(order.filter((id) => kept.includes(id)));
});

test("columns fill no more than the page, and those of numbers are whole", () => {
  for (let page = 250; page >= 30; page--) {
    const kept = [...fit(ALL, page).values()];
    const used = kept.reduce((sum, { width }) => sum + width, GAP * (kept.length - 1));
    expect(used).toBeLessThanOrEqual(page);
    for (const { cells, min, width } of kept) {
      if (min === undefined) {
        expect(width).toBeGreaterThanOrEqual(Bun.stringWidth(cells[0]?.text ?? ""));
      }
    }
  }
});

test("P50 and P95 of TTFT and E2E, the speed and the success are all there at 80 columns", () => {
  expect([...fit(ALL, 80).keys()]).toEqual(
    expect.arrayContaining([
      "speedP50",
      "ttftP50",
      "ttftP95",
      "ttfatP50",
      "e2eP50",
      "e2eP95",
      "ok",
    ]),
  );
});
