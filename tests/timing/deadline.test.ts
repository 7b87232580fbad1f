import { describe, expect, test } from "bun:test";
import { fromMs, toMs, nanos } from "../../src/core/units.ts";
import { nextDeadline } from "../../src/timing/deadline.ts";

const LIMITS = { headersMs: 10, firstTokenMs: 60, idleMs: 30, totalMs: 300 };
const SENT_MS = 1000;

/** Which limit runs out first, and how long after the sending. */
function next(
  state: { readonly hasHeaders: boolean; readonly hasToken: boolean; readonly lastReadMs?: number },
  limits: Partial<typeof LIMITS> = {},
): readonly [string, number] {
  const progress = {
    sentAt: nanos(fromMs(SENT_MS)),
    lastReadAt: nanos(fromMs(SENT_MS + (state.lastReadMs ?? 0))),
    ...state,
  };
  const { phase, at } = nextDeadline(progress, { ...LIMITS, ...limits });
  return [phase, toMs(at) - SENT_MS];
}

const NOTHING = { hasHeaders: false, hasToken: false };
const HEADERS = { hasHeaders: true, hasToken: false, lastReadMs: 5 };

describe("the limit that runs out next", () => {
  test("is that of the headers, then that of the first token, both since the sending", () => {
    expect(next(NOTHING)).toEqual(["headers", 10]);
    expect(next(HEADERS)).toEqual(["first-token", 60]);
  });

  test("is that of the first token even before the headers, when it is the shorter one", () => {
    expect(next(NOTHING, { firstTokenMs: 4 })).toEqual(["first-token", 4]);
  });

  test("is silence since the last read once a token has come", () => {
    expect(next({ hasHeaders: true, hasToken: true, lastReadMs: 50 })).toEqual(["idle", 80]);
  });

  test("is the whole time when that is shorter than all others", () => {
    for (const state of [NOTHING, HEADERS]) {
      expect(next(state, { totalMs: 3 })).toEqual(["total", 3]);
    }
    const late = { hasHeaders: true, hasToken: true, lastReadMs: 290 };
    expect(next(late)).toEqual(["total", 300]);
  });

  test("of two that run out together is the one that says more", () => {
    expect(next(NOTHING, { totalMs: 10 })).toEqual(["headers", 10]);
    expect(next(HEADERS, { totalMs: 60 })).toEqual(["first-token", 60]);
  });
});
