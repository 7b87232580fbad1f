import { expect, test } from "bun:test";
import type { Label, LabelEffect } from "../../src/core/report.ts";
import { labelNotes, shownLabels } from "../../src/output/label-notes.ts";
import { aReport, aTargetReport } from "../support/builders.ts";

const label = (effect: LabelEffect, text: string): Label => ({ id: text, effect, text });

const MANY = aReport({
  targets: [
    aTargetReport("a", {
      ranks: { speed: { from: 1, to: 1 } },
      labels: [label("inform", "i1"), label("warn", "w1"), label("void", "v1")],
    }),
    aTargetReport("b", { labels: [label("void", "v2"), label("warn", "w1")] }),
  ],
  labels: [label("inform", "i2"), label("warn", "w2"), label("void", "v3")],
});

test("labels come worst first, those that take a target out of the ranking before those that void a number", () => {
  expect(labelNotes(MANY, true).map(({ about, text }) => `${about}: ${text}`)).toEqual([
    "this run: v3",
    "b: v2",
    "a: v1",
    "this run: w2",
    "a, b: w1",
    "this run: i2",
    "a: i1",
  ]);
});

test("labels take at most five lines, and the last one says how many there are besides", () => {
  const { notes, more } = shownLabels(MANY, { ofRun: true, all: false });
  expect(notes.map(({ text }) => text)).toEqual(["v3", "v2", "v1", "w2"]);
  expect(more).toBe(3);
});

test("all labels are there when all are asked for, or when they fit", () => {
  expect(shownLabels(MANY, { ofRun: true, all: true })).toMatchObject({ more: 0 });
  expect(shownLabels(MANY, { ofRun: true, all: true }).notes).toHaveLength(7);
  expect(shownLabels(MANY, { ofRun: false, all: false }).notes).toHaveLength(4);
});

test("the same words of different weight are different labels", () => {
  const report = aReport({
    targets: [
      aTargetReport("a", { labels: [label("warn", "x")] }),
      aTargetReport("b", { labels: [label("void", "x")] }),
    ],
  });
  expect(labelNotes(report, true).map(({ about }) => about)).toEqual(["b", "a"]);
});
