import { describe, expect, test } from "bun:test";
import type { Failure } from "../../src/core/failure.ts";
import { METRICS } from "../../src/core/report.ts";
import type { MetricId } from "../../src/core/report.ts";
import type { ReadRow, Sample } from "../../src/core/sample.ts";
import { gapsOf, observationOf } from "../../src/metrics/metrics.ts";
import { SERVER_FAULT, TIMEOUT, aCell, answering, failing } from "./made-run.ts";

const ANSWER = answering(200, 400);

/** What each metric sees in one sample: a number, `> n` for a lower bound, or nothing. */
function seen(fields: Partial<Sample>): Partial<Record<MetricId, number | string>> {
  const [attempt] = aCell(() => fields, 1).counted;
  return Object.fromEntries(
    METRICS.flatMap((id) => {
      const found = attempt === undefined ? undefined : observationOf(attempt, id);
      if (found === undefined) return [];
      return [[id, found.censored ? `> ${found.value}` : found.value] as const];
    }),
  );
}

const failed = (failure: Failure): Partial<Sample> => ({ ...ANSWER, status: "failed", failure });

describe("what an attempt tells", () => {
  test("is a value of everything, for a success", () => {
    expect(seen(ANSWER)).toEqual({
      headersMs: 100,
      firstEventMs: 200,
      ttftMs: 200,
      ttfatMs: 200,
      outputSpeed: expect.closeTo(400, 9),
      tpotMs: expect.closeTo(2.5, 9),
      e2eMs: 500,
    });
  });

  test("is a lower bound of what had not come before a timeout, and no speed", () => {
    expect(seen({ ...failing(TIMEOUT), headersMs: 90 })).toEqual({
      headersMs: 90,
      firstEventMs: "> 60000",
      ttftMs: "> 60000",
      ttfatMs: "> 60000",
      e2eMs: "> 60000",
    });
  });

  test("keeps TTFT and the speed of a stream that timed out later", () => {
    const late = failed({ ...TIMEOUT, phase: "idle", afterMs: 30_500 });
    expect(seen(late)).toMatchObject({ ttftMs: 200, e2eMs: "> 30500" });
    expect(seen(late).outputSpeed).toBeCloseTo(400, 9);
  });

  test.each<Failure>([
    { kind: "truncated", message: "" },
    { kind: "stream-error", message: "" },
    { kind: "network", code: "ECONNRESET", message: "" },
  ])("is worse than any number for $kind, however quick its first token came", (failure) => {
    const times = seen(failed(failure));
    expect(times).toMatchObject({ ttftMs: Infinity, ttfatMs: Infinity, e2eMs: Infinity });
    expect(times).not.toHaveProperty("outputSpeed");
  });

  test("of a timeout is what came before it, and the end is a lower bound", () => {
    const late = failed({ kind: "timeout", phase: "idle", afterMs: 9000, message: "" });
    expect(seen(late)).toMatchObject({ ttftMs: 200 });
  });

  test("is worse than any number for a refusal, however quick", () => {
    const refused = { ...failing(SERVER_FAULT), headersMs: 5 };
    expect(seen(refused)).toEqual({
      headersMs: Infinity,
      firstEventMs: Infinity,
      ttftMs: Infinity,
      ttfatMs: Infinity,
      e2eMs: Infinity,
    });
  });

  test("is nothing for a rate limit", () => {
    expect(seen(failing({ kind: "rate-limited", status: 429, message: "" }))).toEqual({});
  });

  test("is a lower bound of TTFAT where the cap came while the model still reasoned", () => {
    const { ttfatMs: _, ...thinking } = ANSWER;
    const none: object = { ttfatMs: undefined };
    expect(seen({ ...thinking, ...none })).toMatchObject({
      ttftMs: 200,
      ttfatMs: "> 500",
      e2eMs: 500,
    });
    expect(seen({ ...thinking, ...none, firstToolCallMs: 200 }).ttfatMs).toBeUndefined();
  });
});

describe("gaps between reads", () => {
  const gaps = (fields: Partial<Sample>): readonly number[] =>
    gapsOf(aCell(() => fields, 1).counted[0]!);

  test("lie between reads that brought text; a keep-alive is none", () => {
    const reads: readonly ReadRow[] = [
      [100, 9, 1, 4, 0, 0],
      [150, 9, 0, 0, 0, 0],
      [300, 9, 1, 0, 4, 0],
      [310, 9, 1, 0, 0, 4],
      [900, 9, 2, 0, 0, 0],
    ];
    expect(gaps({ ...ANSWER, reads })).toEqual([200, 10]);
  });

  test("of a compressed or buffered answer mean nothing", () => {
    expect(gaps({ ...ANSWER, contentEncoding: "gzip" })).toEqual([]);
    const lumps = ANSWER.reads!.map((row, index): ReadRow =>
      index === 9 ? [row[0], 9, 1, 4000, 0, 0] : row,
    );
    expect(gaps({ ...ANSWER, reads: lumps })).toEqual([]);
  });
});
