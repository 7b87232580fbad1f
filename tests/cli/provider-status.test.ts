import { describe, expect, test } from "bun:test";
import { providerStatuses } from "../../src/cli/provider-status.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import { PROVIDER_NAMES } from "../../src/providers/table.ts";

const nobody: Ask = ({ url }) =>
  Promise.resolve({ kind: "network", code: "ECONNREFUSED", message: `nothing listens at ${url}` });

/** An Ollama with these models. */
const ollama =
  (...names: readonly string[]): Ask =>
  ({ url }) =>
    Promise.resolve({
      status: 200,
      headers: new Headers(),
      body: JSON.stringify({
        models: url.endsWith("/tags") ? names.map((name) => ({ name, model: name })) : [],
      }),
    });

async function statusOf(id: string, env: Readonly<Record<string, string>>, ask = nobody) {
  const statuses = await providerStatuses(env, ask);
  expect(statuses.map((status) => status.id)).toEqual([...PROVIDER_NAMES]);
  return statuses.find((status) => status.id === id);
}

describe("a provider in the cloud", () => {
  test("is ready with a key, and is not asked anything", async () => {
    const asked: string[] = [];
    const ask: Ask = (request) => {
      asked.push(request.url);
      return nobody(request);
    };
    const env = { GROQ_API_KEY: "gsk-0", OLLAMA_URL: "http://127.0.0.1:1" };
    expect(await statusOf("groq", env, ask)).toMatchObject({
      status: "ready",
      model: "openai/gpt-oss-120b",
      keyEnv: ["GROQ_API_KEY"],
    });
    expect(asked.every((url) => url.startsWith("http://127.0.0.1:1/"))).toBe(true);
  });

  test("lacks a key without one, and the variable is named", async () => {
    const status = await statusOf("cerebras", {});
    expect(status).toMatchObject({ status: "no key", model: "gpt-oss-120b" });
    expect(status?.advice).toContain("CEREBRAS_API_KEY");
  });

  test("with nonsense for a key is told apart, and hides nobody else", async () => {
    const env = { GROQ_API_KEY: "gsk MARKED" };
    const status = await statusOf("groq", env);
    expect(status).toMatchObject({ status: "no key" });
    expect(status?.advice).toStartWith("GROQ_API_KEY holds a character that no key has");
    expect(JSON.stringify(await providerStatuses(env, nobody))).not.toContain("MARKED");
  });
});

describe("a local server", () => {
  test("that answers is running, with the model it would race", async () => {
    const env = { OLLAMA_URL: "http://gpu.test:1234" };
    expect(await statusOf("local", env, ollama("nomic-embed-text", "llama"))).toMatchObject({
      status: "running",
      model: "llama",
      models: 2,
      baseUrl: "http://gpu.test:1234",
    });
  });

  test("without a model runs all the same, and how to get one is said", async () => {
    const status = await statusOf("local", {}, ollama());
    expect(status).toMatchObject({ status: "running", models: 0 });
    expect(status?.advice).toContain("ollama pull");
  });

  test("that does not answer is not running, and how to start it is said", async () => {
    const status = await statusOf("local", {});
    expect(status).toMatchObject({ status: "not running" });
    expect(status?.advice).toContain("ollama serve");
  });

  test("at an address that is none is not running, and hides nobody else", async () => {
    const status = await statusOf("local", { OLLAMA_URL: "ftp://gpu" });
    expect(status).toMatchObject({ status: "not running" });
    expect(status?.advice).toStartWith("OLLAMA_URL is not an http URL");
  });
});
