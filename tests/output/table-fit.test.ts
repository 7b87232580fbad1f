import { expect, test } from "bun:test";
import { CATEGORIES } from "../../src/core/report.ts";
import { columnsOf } from "../../src/output/table-columns.ts";
import { GAP, fit } from "../../src/output/table-fit.ts";
import { keepOrder } from "../../src/output/table-keep-order.ts";
import { atVolume } from "../../src/pricing/volume.ts";
import { fullReport } from "../support/full-report.ts";

const ALL = columnsOf(atVolume(fullReport(), 1e6), { distribution: true });
const KEEP = keepOrder("speed");

test("every column has its place in the order of dropping", () => {
  for (const category of CATEGORIES) {
    expect(keepOrder(category).toSorted()).toEqual([...ALL.keys()].toSorted());
  }
});

test("the narrower the page, the more columns drop, in the documented order and no other", () => {
  for (let page = 250; page >= 20; page--) {
    const kept = fit(ALL, page, KEEP);
    expect(new Set(kept.keys())).toEqual(new Set(KEEP.slice(0, kept.size)));
  }
});

test("columns keep their order from left to right", () => {
  const order = [...ALL.keys()];
  const kept = [...fit(ALL, 80, KEEP).keys()];
  expect(kept).toEqual(order.filter((id) => kept.includes(id)));
});

test("columns fill no more than the page, and those of numbers are whole", () => {
  for (let page = 250; page >= 30; page--) {
    const kept = [...fit(ALL, page, KEEP).values()];
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
  const usual = columnsOf(fullReport(), { distribution: true });
  expect([...fit(usual, 80, KEEP).keys()]).toEqual(
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

test("the cost of a month, where one is asked for, is there at 80 columns", () => {
  expect([...fit(ALL, 80, KEEP).keys()]).toContain("monthlyCost");
});

test("what the rows are ordered by stays longest beside the names, and stands before the rest", () => {
  for (const [rankBy, first] of [
    ["speed", "speedP50"],
    ["ttft", "ttftP50"],
    ["e2e", "e2eP50"],
    ["value", "value"],
  ] as const) {
    const report = fullReport();
    const columns = columnsOf(
      { ...report, plan: { ...report.plan, rankBy } },
      { distribution: true },
    );
    expect([...columns.keys()].slice(0, 4)).toEqual(["place", "target", "model", first]);
    expect(fit(columns, 24, keepOrder(rankBy)).has(first)).toBe(true);
  }
});
