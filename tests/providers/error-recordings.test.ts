import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { ollama } from "../../src/providers/ollama.ts";
import { openaiChat } from "../../src/providers/openai-chat.ts";
import { ERROR_RECORDINGS } from "./error-recordings.ts";
import { HAS_RECORDINGS, RECORDINGS } from "./replay.ts";

interface Recorded {
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [string, string])[];
  };
}

describe.skipIf(!HAS_RECORDINGS)("recorded refusals", () => {
  for (const [file, reason, code, words] of ERROR_RECORDINGS) {
    test(`${file} is ${reason}, in the provider's own words`, async () => {
      const recorded: Recorded = await Bun.file(join(RECORDINGS, `${file}.meta.json`)).json();
      const { status } = recorded.response;
      const headers = new Headers(recorded.response.headers.map(([name, value]) => [name, value]));
      const body = await Bun.file(join(RECORDINGS, `${file}.json`)).text();
      const dialect = file.startsWith("ollama/") ? ollama : openaiChat;
      const failure = dialect.explain({ status, headers, body });
      expect(failure.kind).toBe(status === 429 ? "rate-limited" : "http");
      expect(failure.reason).toBe(reason);
      expect("code" in failure ? failure.code : undefined).toBe(code);
      expect(failure.message).toContain(words);
      expect(failure.message).toContain(`(${status})`);
      expect(failure.message).not.toContain("\n");
      expect(failure.advice).toBeTruthy();
    });
  }

  test("the waiting time is read from Google's RetryInfo and Azure's headers", async () => {
    const google = await Bun.file(join(RECORDINGS, "gemini/vercel-429-retry-info.json")).text();
    const refusal = { status: 429, headers: new Headers(), body: google };
    expect(openaiChat.explain(refusal)).toMatchObject({ retryAfterMs: 34_400, retryable: true });
    const headers = new Headers({ "retry-after": "1", "retry-after-ms": "0" });
    expect(openaiChat.explain({ status: 429, headers, body: "" })).toMatchObject({
      retryAfterMs: 1000,
    });
  });
});
