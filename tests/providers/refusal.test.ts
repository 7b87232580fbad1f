import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Failure } from "../../src/core/failure.ts";
import { Secret } from "../../src/core/secret.ts";
import { ollama } from "../../src/providers/ollama.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { HOST_REFUSALS } from "./refusals-of-hosts.ts";
import { OTHER_REFUSALS } from "./refusals-of-others.ts";
import { MISSION_REFUSALS } from "./refusals.ts";

const KEY = "sk-live-0123456789abcdef";
const endpoint = {
  baseUrl: "https://api.example.com/v1",
  key: new Secret(KEY),
  keyEnv: "EXAMPLE_API_KEY",
};

const explain = (status: number, body: unknown, headers: Record<string, string> = {}): Failure =>
  openaiChat.explain({
    status,
    headers: new Headers(headers),
    body: typeof body === "string" ? body : JSON.stringify(body),
    model: "gpt-oss-120b",
    endpoint,
  });

describe("explain", () => {
  for (const { from, status, body, headers, reason, also } of [
    ...MISSION_REFUSALS,
    ...OTHER_REFUSALS,
    ...HOST_REFUSALS,
  ]) {
    test(`${from}: ${reason}`, () => {
      const failure = explain(status, body, headers);
      expect(failure.reason).toBe(reason);
      expect(failure).toMatchObject({ status, ...also });
      expect(failure.advice).toBeTruthy();
    });
  }

  test("without a key, a 401 advises how to give one", () => {
    const bare = { status: 401, headers: new Headers(), body: "" };
    expect(openaiChat.explain({ ...bare, endpoint: { baseUrl: "http://h/v1" } }).advice).toContain(
      "--key-env",
    );
    expect(openaiChat.explain(bare).advice).toBe("check the key");
  });

  test("Ollama's missing model is advised to be pulled, by its name", () => {
    const failure = ollama.explain({
      status: 404,
      headers: new Headers(),
      body: '{"error":"model \'qwen3:4b\' not found"}',
      model: "qwen3:4b",
    });
    expect(failure.advice).toContain("`ollama pull qwen3:4b`");
    expect(failure.message).toBe("no model qwen3:4b (404): model 'qwen3:4b' not found");
  });

  test("a key that the provider echoes is not repeated", () => {
    const failure = explain(401, {
      error: { message: `Incorrect API key provided: ${KEY}.`, code: KEY },
    });
    expect(JSON.stringify(failure)).not.toContain("0123456789");
    expect(failure.message).toBe("refused the key (401): Incorrect API key provided: [key].");
  });

  test("terminal escapes, line breaks and account ids do not reach the message", () => {
    const words = "\u001b[31mred\u001b[0m\nnext\u202eevil organization `org_01hz3x5k9q8abc`";
    const { message } = explain(400, { error: { message: words } });
    expect(message).toBe("refused the request (400): red next evil organization `org-…`");
  });

  test("long words are cut to one readable line", () => {
    const { message } = explain(400, { error: { message: "word ".repeat(500) } });
    expect(message.length).toBeLessThan(240);
    expect(message.endsWith("…")).toBe(true);
  });

  test("never throws, whatever status, headers and body are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300, max: 599 }),
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.anything().map((value) => JSON.stringify({ error: value }) ?? ""),
        ),
        fc.constantFrom("", "5", "soon", "Wed, 21 Oct 2026 07:28:30 GMT", "-1", "1e400"),
        (status, body, retryAfter) => {
          const failure = explain(status, body, { "retry-after": retryAfter });
          expect(failure.message).not.toMatch(/[\r\n]/);
          expect(failure.reason).toBeDefined();
        },
      ),
    );
  });
});
