import { describe, expect, test } from "bun:test";
import { HOSTILE } from "../support/hostile.ts";
import { paintFor } from "../../src/text/paint.ts";
import type { ProgressSnapshot, TargetProgress } from "../../src/terminal/progress-state.ts";
import { progressLines, progressLogLine } from "../../src/terminal/progress-view.ts";
import type { Canvas } from "../../src/terminal/progress-view.ts";

const CANVAS: Canvas = { columns: 80, rows: 24, unicode: true, paint: paintFor(false) };

const aTarget = (id: string, overrides: Partial<TargetProgress> = {}): TargetProgress => ({
  id,
  done: 16,
  ttftP50Ms: 182.4,
  speedP50: 310.42,
  tokens: 15_872.4,
  lane: 0.5,
  isStreaming: true,
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
  spent: { usd: 0.0123, maxUsd: 0.25, isPartial: false },
  failed: 0,
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
      aTarget("new", { done: 0, ttftP50Ms: undefined, speedP50: undefined, lane: undefined }),
    ];
    expect(draw(aSnapshot(targets))).toEqual([
      "Racing 4 targets, medium prompts",
      "██████████████████░░░░░░░░░░░░░░░░░  52%  62/120  1m 05s left  $0.0123 of $0.25",
      "",
      "target     done  TTFT P50  tok/s P50  streaming",
      "cerebras  16/31    182 ms      2,105  ██████░░░░░░",
      'groq      16/31    182 ms      310.4  ██████░░░░░░  HTTP 429 "Rate limit reach…',
      "new        0/31         –          –  ░░░░░░░░░░░░",
    ]);
  });

  test("is this at 40 columns, in ASCII", () => {
    const targets = [aTarget("a-target-with-a-long-name", { lastError: ERROR })];
    expect(draw(aSnapshot(targets), { columns: 40, unicode: false })).toEqual([
      "Racing 4 targets, medium prompts",
      "52%  62/120  1m 05s left  $0.0123",
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
    // No room for a blank line, and 20 targets all the same.
    expect(draw(aSnapshot(TWENTY))).toHaveLength(23);
    expect(draw(aSnapshot(TWENTY)).at(-1)).toStartWith("provider-20 ");
    const folded = draw(aSnapshot(TWENTY), { rows: 14 });
    expect(folded).toHaveLength(13);
    expect(folded.at(-1)).toBe("+11 more");
  });

  test("has always fewer lines than the terminal has rows", () => {
    for (let rows = 2; rows < 30; rows++) {
      expect(draw(aSnapshot(TWENTY), { rows }).length).toBeLessThan(rows);
    }
  });

  test("has no time left before it can be known", () => {
    const snapshot = { ...aSnapshot([]), timeLeftMs: undefined, spent: undefined };
    expect(draw(snapshot)[1]).toEndWith("52%  62/120");
  });

  test("says that a run is ending, and why", () => {
    expect(draw({ ...aSnapshot([]), ending: "interrupted" })[0]).toStartWith(
      "stopping: Ctrl-C again",
    );
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

  test("has the sum of tokens and a longer lane where there is room", () => {
    const targets = [aTarget("cerebras"), aTarget("groq", { lane: 1.2, isStreaming: false })];
    expect(draw(aSnapshot(targets)).slice(3)).toEqual([
      "target     done  TTFT P50  tok/s P50   tokens  streaming now",
      "cerebras  16/31    182 ms      310.4   15,872  ████████████░░░░░░░░░░░░",
      "groq      16/31    182 ms      310.4   15,872  ████████████████████████",
    ]);
  });

  test("gives way in order when it is narrow: the limit, the money, the time", () => {
    const barAt = (columns: number): string => draw(aSnapshot([]), { columns })[1] ?? "";
    expect(barAt(60)).toBe("███████░░░░░░░░  52%  62/120  1m 05s left  $0.0123 of $0.25");
    expect(barAt(44)).toBe("████░░░░  52%  62/120  1m 05s left  $0.0123");
    expect(barAt(30)).toBe("52%  62/120  1m 05s left");
    expect(barAt(20)).toBe("███░░░  52%  62/120");
  });

  test("says that more was spent than it knows of", () => {
    const spent = { usd: 0.0123, maxUsd: undefined, isPartial: true };
    expect(draw({ ...aSnapshot([]), spent })[1]).toEndWith("1m 05s left  ≥ $0.0123");
  });
});

describe.each(Object.entries(HOSTILE))("for %s", (_, text) => {
  const snapshot = aSnapshot([aTarget(text, { lastError: text }), aTarget("b")]);

  test.each([40, 80, 120])("the live area keeps to its lines and to %d columns", (columns) => {
    for (const unicode of [true, false]) {
      const lines = draw({ ...snapshot, title: text }, { columns, unicode });
      expect(lines).toHaveLength(6);
      for (const line of lines) {
        expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(Bun.stringWidth(line)).toBeLessThan(columns);
      }
    }
  });

  test("a line of the log is one line", () => {
    const line = progressLogLine({ ...snapshot, failed: 1 }, true);
    expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u);
    expect(line.length).toBeLessThan(300);
  });
});

describe("a line of the log", () => {
  test("says how far, how long still, what it cost, and what went wrong last", () => {
    const targets = [aTarget("cerebras"), aTarget("groq", { lastError: "\u001b[1mHTTP\n500" })];
    expect(progressLogLine({ ...aSnapshot(targets), failed: 3 }, true)).toBe(
      "racing: 62/120 requests (52%), 1m 05s left, $0.0123 of $0.25, 3 failed (groq: HTTP 500)",
    );
  });

  test("is short when there is little to say, and ASCII where that is all there is", () => {
    const snapshot = { ...aSnapshot([]), timeLeftMs: undefined, spent: undefined };
    expect(progressLogLine(snapshot, true)).toBe("racing: 62/120 requests (52%)");
    const spent = { usd: 1, maxUsd: undefined, isPartial: true };
    expect(progressLogLine({ ...snapshot, spent, ending: "interrupted" }, false)).toBe(
      "racing: 62/120 requests (52%), > $1.00, stopping: Ctrl-C again stops the requests in flight at once",
    );
  });
});
