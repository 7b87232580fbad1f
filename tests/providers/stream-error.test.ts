import { describe, expect, test } from "bun:test";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { addUp, tell } from "./replay.ts";

describe("errors inside a stream", () => {
  const failureOf = (event: unknown, name?: string): unknown =>
    addUp(
      openaiChat.decode({
        data: typeof event === "string" ? event : JSON.stringify(event),
        ...(name === undefined ? undefined : { event: name }),
      }),
    ).errors[0];

  test("every shape gives a stream error with the provider's words", () => {
    const cases: readonly (readonly [unknown, string | undefined, object])[] = [
      [{ error: { message: "boom", code: "x" } }, undefined, { code: "x" }],
      [{ error: "boom" }, undefined, {}],
      [{ error: { message: "boom" }, status_code: 503 }, undefined, { status: 503 }],
      [{ error: { message: "boom", status_code: 400 } }, "error", { status: 400 }],
      [{ message: "boom", type: "t", param: null, code: "c" }, undefined, { code: "c" }],
      [{ object: "error", message: "boom", code: 500 }, undefined, { status: 500 }],
      [{ detail: "boom" }, undefined, {}],
      [{ type: "error", error: { type: "api_error", message: "boom" } }, "error", {}],
      ["boom", "error", {}],
      [
        [{ error: { code: 503, message: "boom", status: "UNAVAILABLE" } }],
        undefined,
        { status: 503 },
      ],
      [
        { choices: [{ delta: {}, finish_reason: "error", error: { code: 502, message: "boom" } }] },
        undefined,
        { status: 502 },
      ],
    ];
    for (const [event, name, expected] of cases) {
      expect(failureOf(event, name)).toMatchObject({ kind: "stream-error", ...expected });
      expect(failureOf(event, name)).toHaveProperty(
        "message",
        expect.stringMatching(/^error inside the stream.*: boom$/),
      );
    }
  });

  test("usage in the event of an error is kept beside it", () => {
    const told = tell({ error: { message: "cut" }, choices: [], usage: { completion_tokens: 3 } });
    expect(told.errors).toHaveLength(1);
    expect(told.usage).toEqual({ output: 3 });
  });

  test("a finish reason that means a broken generation is an error", () => {
    const told = tell({ choices: [{ delta: {}, finish_reason: "insufficient_system_resource" }] });
    expect(told.errors[0]).toMatchObject({ kind: "stream-error", reason: "overloaded" });
    expect(told.finish).toBe("other");
  });

  test("a limit told inside a stream has its reason", () => {
    const limit = { error: { message: "Rate limit reached on tokens per minute (TPM)" } };
    expect(failureOf(limit)).toMatchObject({ reason: "rate-limited-tokens", retryable: true });
    expect(failureOf({ error: { message: "Overloaded", type: "overloaded_error" } })).toMatchObject(
      {
        reason: "overloaded",
      },
    );
  });

  test("data that is no JSON object is a protocol failure, shown cleaned and short", () => {
    for (const data of ["<html>", "{", "null", "42", '"text"', "\u001b[31mnope"]) {
      expect(failureOf(data)).toMatchObject({ kind: "protocol" });
    }
    expect(failureOf("\u001b[31mnope")).toHaveProperty(
      "message",
      expect.not.stringContaining("\u001b"),
    );
  });
});
