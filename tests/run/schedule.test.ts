import { describe, expect, test } from "bun:test";
import { blocksOf, gapAfter, groupsOf } from "../../src/run/schedule.ts";
import { aPlan, aTarget } from "../support/plans.ts";

const FIVE = ["a", "b", "c", "d", "e"].map((id) => aTarget(id));
const block = (index: number) => ({ phase: "measured", size: "short", index }) as const;
const orderOf = (seed: number, index: number): string =>
  groupsOf(aPlan({ seed, targets: FIVE }), FIVE, block(index))
    .flatMap(({ entries }) => entries.map(({ target }) => target.id))
    .join("");

describe("the order of a block", () => {
  test("is the same for the same seed and differs for another", () => {
    const orders = (seed: number): string[] =>
      Array.from({ length: 20 }, (_, i) => orderOf(seed, i));
    expect(orders(7)).toEqual(orders(7));
    expect(orders(7)).not.toEqual(orders(8));
  });

  test("puts each target first about equally often", () => {
    const firsts = Array.from({ length: 1000 }, (_, index) => orderOf(3, index)[0]!);
    for (const { id } of FIVE) {
      // Binomial(1000, 1/5): 99.99 % within 151 and 249.
      expect(firsts.filter((first) => first === id).length).toBeWithin(150, 251);
    }
  });

  test("holds every target once, within the stagger", () => {
    const groups = groupsOf(aPlan({ targets: FIVE }), FIVE, block(0));
    expect(groups.flatMap(({ entries }) => entries.map(({ order }) => order))).toEqual([
      0, 1, 2, 3, 4,
    ]);
    for (const { startsAfterMs } of groups) expect(startsAfterMs).toBeWithin(0, 250);
  });
});

test("targets of one host never overlap: they share a group", () => {
  const origin = "http://same.test";
  const targets = [aTarget("a", { origin }), aTarget("b"), aTarget("c", { origin })];
  const groups = groupsOf(aPlan({ targets }), targets, block(0));
  expect(groups.map(({ entries }) => entries.length).toSorted((a, b) => a - b)).toEqual([1, 2]);
});

test("a serial plan has one group, in random order", () => {
  const plan = aPlan({ targets: FIVE, serial: true });
  expect(groupsOf(plan, FIVE, block(0))).toHaveLength(1);
});

test("sizes alternate block by block", () => {
  const sizes = [
    { size: "short", inputTokens: 100, maxOutputTokens: 128 },
    { size: "long", inputTokens: 10_000, maxOutputTokens: 1024 },
  ] as const;
  const blocks = blocksOf(aPlan({ sizes, iterations: 2 }), "measured");
  expect(blocks.map(({ size, index }) => `${size}${index}`)).toEqual([
    "short0",
    "long0",
    "short1",
    "long1",
  ]);
});

test("the gap after a block lies in its range and repeats with the seed", () => {
  const plan = aPlan();
  for (let index = 0; index < 50; index++) {
    expect(gapAfter(plan, block(index))).toBeWithin(250, 750);
    expect(gapAfter(plan, block(index))).toBe(gapAfter(plan, block(index)));
  }
});
