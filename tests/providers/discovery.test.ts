import { describe, expect, test } from "bun:test";
import type { Failure } from "../../src/core/failure.ts";
import { discoverModel, listModels } from "../../src/providers/discovery.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import { resolveTargets } from "../../src/providers/resolve.ts";
import type { Entrant } from "../../src/providers/entrant.ts";
import { parseTargets } from "../../src/providers/target-spec.ts";

function entrant(target: string): Entrant {
  const [resolution] = resolveTargets(parseTargets(target), {});
  if (resolution === undefined || !("entrant" in resolution)) throw new Error("not resolved");
  return resolution.entrant;
}

type Scripted = { readonly json: unknown } | { readonly status: number; readonly text: string };

/** Answers by path: JSON with 200, a status with a text, or a failure; 404 anywhere else. */
const answering =
  (answers: Readonly<Record<string, Scripted | Failure>>): Ask =>
  async ({ url, method }) => {
    expect(method).toBe("GET");
    const answer = answers[new URL(url).pathname] ?? { status: 404, text: "404 page not found" };
    if ("kind" in answer) return answer;
    return "json" in answer
      ? { status: 200, headers: new Headers(), body: JSON.stringify(answer.json) }
      : { status: answer.status, headers: new Headers(), body: answer.text };
  };

const names = (...ids: string[]): Scripted => ({
  json: { models: ids.map((name) => ({ name })) },
});
const data = (...ids: string[]): Scripted => ({ json: { data: ids.map((id) => ({ id })) } });
const refused: Failure = { kind: "network", code: "ECONNREFUSED", message: "connection refused" };

test("a key that a server repeats in a model's name gets nowhere", async () => {
  const key = "sk-MARKED-0123456789";
  const [resolution] = resolveTargets(
    parseTargets("x=http://127.0.0.1:1/v1"),
    { MY_KEY: key },
    { keyEnv: "MY_KEY", headers: ["x-gateway-token: tok-987654321"] },
  );
  if (resolution?.status !== "needs-model") throw new Error("not resolved");
  const ask = answering({ "/v1/models": data(`gpt-${key}`, "m-tok-987654321", "plain") });
  expect(await discoverModel(resolution.entrant, ask)).toMatchObject({ model: "gpt-[key]" });
  expect(await listModels(resolution.entrant, ask)).toMatchObject({
    models: [{ id: "gpt-[key]" }, { id: "m-[key]" }, { id: "plain" }],
  });
});

describe("Ollama", () => {
  test("a model that is loaded is chosen before the first of the list", async () => {
    const ask = answering({
      "/api/tags": names("a", "b", "c"),
      "/api/ps": { json: { models: [{ name: "b", expires_at: "2026-08-17T08:27:52Z" }] } },
    });
    expect(await discoverModel(entrant("ollama"), ask)).toEqual({
      ok: true,
      model: "b",
      others: 2,
    });
    expect(await listModels(entrant("ollama"), ask)).toEqual({
      ok: true,
      models: [{ id: "a" }, { id: "b", loaded: true }, { id: "c" }],
    });
  });

  test("without one in memory, the first that can chat is chosen", async () => {
    const ask = answering({
      "/api/tags": names("nomic-embed-text:latest", "qwen3:4b"),
      "/api/ps": names(),
    });
    expect(await discoverModel(entrant("ollama"), ask)).toMatchObject({ model: "qwen3:4b" });
  });

  test("an older server without /api/ps is no failure", async () => {
    const ask = answering({ "/api/tags": names("a") });
    expect(await discoverModel(entrant("ollama"), ask)).toMatchObject({ model: "a" });
  });

  test("no model at all is advised to be pulled", async () => {
    const ask = answering({ "/api/tags": names(), "/api/ps": names() });
    expect(await discoverModel(entrant("ollama"), ask)).toMatchObject({
      ok: false,
      failure: { advice: expect.stringContaining("`ollama pull llama3.2`") },
    });
  });

  test("nobody at the port is advised to be started", async () => {
    const ask = answering({ "/api/tags": refused, "/api/ps": refused });
    expect(await discoverModel(entrant("ollama"), ask)).toMatchObject({
      ok: false,
      failure: {
        kind: "network",
        message: "nothing answers at http://localhost:11434",
        advice: expect.stringMatching(/`ollama serve`.*OLLAMA_URL/),
      },
    });
  });
});

describe("a server given by URL", () => {
  const place = entrant("x=http://127.0.0.1:9/v1");

  test("its first model is chosen, and how many others there are is told", async () => {
    const ask = answering({
      "/v1/models": data("text-embedding-3", "m", "n"),
    });
    expect(await discoverModel(place, ask)).toEqual({ ok: true, model: "m", others: 1 });
  });

  test("a list of nothing but embeddings still gives its first", async () => {
    const ask = answering({ "/v1/models": data("bge-m3") });
    expect(await discoverModel(place, ask)).toMatchObject({ model: "bge-m3" });
  });

  test("without a list, the model can be named", async () => {
    for (const answers of [
      {},
      { "/v1/models": data() },
      { "/v1/models": { json: { hello: 1 } } },
    ]) {
      expect(await discoverModel(place, answering(answers))).toMatchObject({
        ok: false,
        failure: { advice: expect.stringContaining("x=http://127.0.0.1:9/v1#MODEL") },
      });
    }
  });

  test("a refusal is explained, a network failure passed on", async () => {
    const forbidden = answering({
      "/v1/models": { status: 401, text: '{"error":{"message":"no"}}' },
    });
    expect(await discoverModel(place, forbidden)).toMatchObject({
      failure: { reason: "bad-key", status: 401, advice: expect.stringContaining("--key-env") },
    });
    expect(await discoverModel(place, answering({ "/v1/models": refused }))).toEqual({
      ok: false,
      failure: refused,
    });
  });
});
