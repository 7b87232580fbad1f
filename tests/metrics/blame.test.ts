import { expect, test } from "bun:test";
import { FAILURE_REASONS } from "../../src/core/failure.ts";
import type { Failure } from "../../src/core/failure.ts";
import { blameOf } from "../../src/metrics/blame.ts";
import { aSample } from "../support/builders.ts";

const blame = (failure: Failure) => blameOf(aSample({ status: "failed", failure }));
const http = (status: number): Failure => ({ kind: "http", status, message: "" });

test("a success blames nobody", () => {
  expect(blameOf(aSample())).toBeUndefined();
});

test("what breaks at the provider or on the way to it is the provider's", () => {
  expect(blame({ kind: "timeout", phase: "idle", afterMs: 1, message: "" })).toBe("provider");
  expect(blame({ kind: "truncated", message: "" })).toBe("provider");
  expect(blame({ kind: "stream-error", message: "" })).toBe("provider");
  expect(blame({ kind: "network", code: "ECONNRESET", message: "" })).toBe("provider");
  expect(blame({ kind: "empty", message: "" })).toBe("provider");
  expect(blame({ kind: "protocol", message: "" })).toBe("provider");
  expect([500, 503, 529, 408].map((status) => blame(http(status)))).toEqual(
    Array.from({ length: 4 }, () => "provider"),
  );
});

test("a request that nobody could answer is ours", () => {
  expect([400, 401, 402, 403, 404, 422].map((status) => blame(http(status)))).toEqual(
    Array.from({ length: 6 }, () => "us"),
  );
  expect(blame({ kind: "aborted", message: "" })).toBe("us");
});

test("a rate limit is the account's, whatever way it is told", () => {
  expect(blame({ kind: "rate-limited", status: 503, message: "" })).toBe("account");
  expect(blame(http(429))).toBe("account");
  expect(blame({ kind: "stream-error", reason: "rate-limited-tokens", message: "" })).toBe(
    "account",
  );
});

test("the reason goes before the status: a provider that refuses a bad key with 500 is not down", () => {
  expect(blame({ ...http(500), reason: "bad-key" })).toBe("us");
  expect(blame({ ...http(400), reason: "overloaded" })).toBe("provider");
  const known = ["us", "account", "provider"];
  for (const reason of FAILURE_REASONS) {
    expect(known).toContain(blame({ ...http(500), reason }) ?? "nobody");
  }
});

test("an answer that a content filter withheld is the prompt's fault", () => {
  const empty = { status: "failed", failure: { kind: "empty", message: "" } } as const;
  expect(blameOf(aSample({ ...empty, finishReason: "content-filter" }))).toBe("us");
  expect(blameOf(aSample({ ...empty, finishReason: "stop" }))).toBe("provider");
});
