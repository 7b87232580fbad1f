import { expect, test } from "bun:test";
import { checkKey } from "../../src/providers/check-key.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import { resolveTargets } from "../../src/providers/resolve.ts";
import { parseTargets } from "../../src/providers/target-spec.ts";

async function check(provider: string, variable: string, status: number, body: string) {
  const [resolution] = resolveTargets(parseTargets(provider), { [variable]: "key-MARKED" });
  if (resolution === undefined || !("resolved" in resolution)) throw new Error("not ready");
  const asked: string[] = [];
  const ask: Ask = async ({ method, url, headers }) => {
    expect(headers["authorization"]).toBe("Bearer key-MARKED");
    asked.push(`${method} ${url}`);
    return { status, headers: new Headers(), body };
  };
  return { failure: await checkKey(resolution.resolved, ask), asked };
}

test("the cheapest call that proves a key is made, and no other", async () => {
  const list = '{"data":[{"id":"m"}]}';
  expect(await check("groq", "GROQ_API_KEY", 200, list)).toEqual({
    failure: undefined,
    asked: ["GET https://api.groq.com/openai/v1/models"],
  });
  expect(await check("openrouter", "OPENROUTER_API_KEY", 200, "{}")).toEqual({
    failure: undefined,
    asked: ["GET https://openrouter.ai/api/v1/key"],
  });
  expect(await check("hf", "HF_TOKEN", 200, "data: {}")).toEqual({
    failure: undefined,
    asked: ["POST https://router.huggingface.co/v1/chat/completions"],
  });
});

test("a refused key says so, and is not shown", async () => {
  const body =
    '{"error":{"message":"Incorrect API key provided: key-MARKED","code":"invalid_api_key"}}';
  for (const [provider, variable] of [
    ["groq", "GROQ_API_KEY"],
    ["openrouter", "OPENROUTER_API_KEY"],
    ["vercel", "AI_GATEWAY_API_KEY"],
  ] as const) {
    const { failure } = await check(provider, variable, 401, body);
    expect(failure).toMatchObject({ reason: "bad-key", advice: `check ${variable}` });
    expect(JSON.stringify(failure)).not.toContain("MARKED");
  }
});
