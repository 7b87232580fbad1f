import { describe, expect, test } from "bun:test";
import { providerStatuses } from "../../src/cli/provider-status.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import { isLoopback } from "../../src/core/loopback.ts";
import { parseTargets } from "../../src/providers/target-spec.ts";

const nobody: Ask = ({ url }) =>
  Promise.resolve({ kind: "network", code: "ECONNREFUSED", message: `nothing listens at ${url}` });

const answer = (body: string) => Promise.resolve({ status: 200, headers: new Headers(), body });

/** An Ollama with these models, at an address where nobody else listens. */
const ollama =
  (origin: string, ...names: readonly string[]): Ask =>
  (request) => {
    const { origin: asked, pathname } = new URL(request.url);
    if (asked !== origin) return nobody(request);
    if (pathname === "/api/tags") {
      return answer(JSON.stringify({ models: names.map((name) => ({ name, model: name })) }));
    }
    if (pathname === "/api/ps") return answer('{"models":[]}');
    return answer(pathname === "/api/version" ? '{"version":"0.9.0"}' : "Ollama is running");
  };

const statuses = (env: Readonly<Record<string, string>>, ask: Ask) =>
  providerStatuses(parseTargets("all"), env, {
    probe: ask,
    local: ask,
    cloud: ask,
    wantsModels: false,
    wantsCheck: false,
  });

async function statusOf(id: string, env: Readonly<Record<string, string>>, ask = nobody) {
  const all = await statuses(env, ask);
  const named = parseTargets("all").flatMap((spec) => ("provider" in spec ? spec.provider : []));
  expect(all.map((status) => status.id)).toEqual(named);
  return all.find((status) => status.id === id);
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
    expect(asked.filter((url) => !isLoopback(url))).toEqual([]);
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
    expect(JSON.stringify(await statuses(env, nobody))).not.toContain("MARKED");
  });
});

describe("a local server", () => {
  const URL_OF_OLLAMA = "http://127.0.0.1:7777";
  const env = { OLLAMA_URL: URL_OF_OLLAMA };

  test("that answers is running, with the model it would race", async () => {
    const ask = ollama(URL_OF_OLLAMA, "nomic-embed-text", "llama");
    expect(await statusOf("local", env, ask)).toMatchObject({
      status: "running",
      model: "llama",
      models: 2,
      baseUrl: URL_OF_OLLAMA,
    });
  });

  test("without a model runs all the same, and how to get one is said", async () => {
    const status = await statusOf("local", env, ollama(URL_OF_OLLAMA));
    expect(status).toMatchObject({ status: "running", models: 0 });
    expect(status?.advice).toContain("ollama pull");
  });

  test("that does not answer is not running, and how to start it is said", async () => {
    const status = await statusOf("local", env);
    expect(status).toMatchObject({ status: "not running" });
    expect(status?.advice?.toLowerCase()).toContain("ollama");
  });

  test("at an address that is none is not running, and hides nobody else", async () => {
    const status = await statusOf("local", { OLLAMA_URL: "ftp://gpu" });
    expect(status).toMatchObject({ status: "not running" });
    expect(status?.advice).toStartWith("OLLAMA_URL is not an http URL");
  });
});
