import { describe, expect, test } from "bun:test";
import { paintFor } from "../../src/text/paint.ts";
import type { ProgressSnapshot, TargetProgress } from "../../src/terminal/progress-state.ts";
import { progressLines } from "../../src/terminal/progress-view.ts";
import type { Canvas } from "../../src/terminal/progress-view.ts";

const CANVAS: Canvas = { columns: 80, rows: 24, unicode: true, paint: paintFor(false) };

const aTarget = (id: string, overrides: Partial<TargetProgress> = {}): TargetProgress => ({
  id,
  done: 16,
  ttftP50Ms: 182.4,
  speedP50: 310.42,
  lastError: undefined,
  ...overrides,
});

const aSnapshot = (targets: readonly TargetProgress[]): ProgressSnapshot => ({
  title: "Racing 4 targets, medium prompts",
  done: 62,
  total: 120,
  targets,
  attemptsPerTarget: 31,
  timeLeftMs: 65_000,
  ending: undefined,
});

const TWENTY = Array.from({ length: 20 }, (_, index) => aTarget(`provider-${index + 1}`));
const ERROR = 'HTTP 429 "Rate limit reached for requests per minute"';

const draw = (snapshot: ProgressSnapshot, canvas: Partial<Canvas> = {}): readonly string[] =>
  progressLines(snapshot, { ...CANVAS, ...canvas });

describe("the live area", () => {
  test("is this at 80 columns", () => {
    const targets = [
      aTarget("cerebras", { speedP50: 2104.5 }),
      aTarget("groq", { lastError: ERROR }),
      aTarget("new", { done: 0, ttftP50Ms: undefined, speedP50: undefined }),
    ];
    expect(draw(aSnapshot(targets))).toEqual([
      "Racing 4 targets, medium prompts",
      "████████████████████░░░░░░░░░░░░░░░░░░░░  52%  62/120  1m 05s left",
      "",
      "target     done  TTFT P50  tok/s P50",
      "cerebras  16/31    182 ms      2,105",
      'groq      16/31    182 ms      310.4  HTTP 429 "Rate limit reached for request…',
      "new        0/31         –          –",
    ]);
  });

  test("is this at 40 columns, in ASCII", () => {
    const targets = [aTarget("a-target-with-a-long-name", { lastError: ERROR })];
    expect(draw(aSnapshot(targets), { columns: 40, unicode: false })).toEqual([
      "Racing 4 targets, medium prompts",
      "######.......  52%  62/120  1m 05s left",
      "",
      "target        done  TTFT P50  tok/s P50",
      "a-target...  16/31    182 ms      310.4",
    ]);
  });

  test.each([
    [20, 1],
    [40, 1],
    [80, 1],
    [120, 1],
    [40, 20],
    [80, 20],
    [120, 20],
  ])("leaves the last column free at %p columns with %p targets", (columns, count) => {
    const targets = TWENTY.slice(0, count).map((target) => ({ ...target, lastError: ERROR }));
    for (const line of draw(aSnapshot(targets), { columns, rows: 40 })) {
      expect(Bun.stringWidth(line)).toBeLessThan(columns);
    }
  });

  test("shows 20 targets where there are rows, and folds what is too much into one line", () => {
    expect(draw(aSnapshot(TWENTY), { rows: 30 })).toHaveLength(24);
    const folded = draw(aSnapshot(TWENTY), { rows: 14 });
    expect(folded).toHaveLength(13);
    expect(folded.at(-1)).toBe("+12 more");
  });

  test("has always fewer lines than the terminal has rows", () => {
    for (let rows = 2; rows < 30; rows++) {
      expect(draw(aSnapshot(TWENTY), { rows }).length).toBeLessThan(rows);
    }
  });

  test("has no time left before it can be known", () => {
    expect(draw({ ...aSnapshot([]), timeLeftMs: undefined })[1]).toEndWith("52%  62/120");
  });

  test("says that a run is ending, and why", () => {
    expect(draw({ ...aSnapshot([]), ending: "interrupted" })[0]).toStartWith("Interrupted");
    expect(draw({ ...aSnapshot([]), ending: "max-time" })[0]).toStartWith("Time is up");
    expect(draw({ ...aSnapshot([]), ending: "complete" })[0]).toStartWith("Racing");
  });

  test("shows foreign text without its escape codes", () => {
    const targets = [
      aTarget("\u001b[2Jevil", { lastError: "\u001b]0;x\u0007two\nlines of an error" }),
    ];
    const lines = draw(aSnapshot(targets), { columns: 120 });
    expect(lines.join("")).not.toMatch(/\p{Cc}/u);
    expect(lines.at(-1)).toInclude("two lines of an error");
  });

  test("has escape codes only with colour, and the same text", () => {
    const snapshot = aSnapshot([aTarget("groq", { lastError: ERROR })]);
    const colored = draw(snapshot, { paint: paintFor(true) });
    expect(colored.join("")).toInclude("\u001b[");
    expect(colored.map((line) => Bun.stripANSI(line))).toEqual([...draw(snapshot)]);
  });
});
