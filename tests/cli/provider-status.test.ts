import { describe, expect, test } from "bun:test";
import type { GivenFlags } from "../../src/cli/flags.ts";
import { providerStatuses } from "../../src/cli/provider-status.ts";
import type { ProviderStatus } from "../../src/cli/status.ts";
import { readTargetOptions } from "../../src/cli/target-options.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import { UsageError } from "../../src/core/errors.ts";
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

type Environment = Readonly<Record<string, string>>;
const SILENT = { wantsModels: false, wantsCheck: false };

async function statuses(
  env: Environment,
  ask: Ask,
  flags: GivenFlags = {},
  wanted: typeof SILENT = SILENT,
): Promise<readonly ProviderStatus[]> {
  const options = await readTargetOptions(flags, env);
  return providerStatuses(options, { env, probe: ask, local: ask, cloud: ask, ...wanted });
}

async function statusOf(id: string, env: Environment, ask = nobody) {
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
    expect(status).toMatchObject({
      status: "no key",
      model: "gpt-oss-120b",
      missing: "CEREBRAS_API_KEY",
      advice: "get a key at https://cloud.cerebras.ai",
    });
    const azure = await statusOf("azure", { AZURE_OPENAI_API_KEY: "k" });
    expect(azure).toMatchObject({ status: "no key", missing: "AZURE_OPENAI_ENDPOINT" });
  });

  test("with nonsense for a key is told apart, and hides nobody else", async () => {
    const env = { GROQ_API_KEY: "gsk MARKED" };
    const status = await statusOf("groq", env);
    expect(status).toMatchObject({ status: "no key" });
    expect(status?.advice).toStartWith("GROQ_API_KEY holds a character that no key has");
    expect(JSON.stringify(await statuses(env, nobody))).not.toContain("MARKED");
  });
});

describe("a provider that is asked", () => {
  const groq = { providers: "groq" };
  const env = { GROQ_API_KEY: "gsk-MARKED-1234567890" };
  const says =
    (status: number, body: string): Ask =>
    () =>
      Promise.resolve({ status, headers: new Headers(), body });
  const models = JSON.stringify({ data: [{ id: "a" }, { id: "b" }] });
  const CHECK = { wantsModels: false, wantsCheck: true };
  const MODELS = { wantsModels: true, wantsCheck: false };

  test("proves its key, or says how many models it has", async () => {
    const [checked] = await statuses(env, says(200, models), groq, CHECK);
    expect(checked).toMatchObject({ status: "ready", checked: true });
    expect(checked?.models).toBeUndefined();
    const [listed] = await statuses(env, says(200, models), groq, MODELS);
    expect(listed).toMatchObject({
      status: "ready",
      models: 2,
      listed: [{ id: "a" }, { id: "b" }],
    });
    expect(listed?.checked).toBeUndefined();
  });

  test("refuses a wrong key in its own words, without the key in them", async () => {
    const body = `{"error":{"message":"Invalid API Key: ${env.GROQ_API_KEY}","code":"invalid_api_key"}}`;
    for (const wanted of [CHECK, MODELS]) {
      // oxlint-disable-next-line no-await-in-loop
      const [status] = await statuses(env, says(401, body), groq, wanted);
      expect(status).toMatchObject({ status: "key refused", failed: true });
      expect(status?.advice).toMatch(/Invalid API Key.*check GROQ_API_KEY/i);
      expect(JSON.stringify(status)).not.toContain("MARKED");
    }
  });

  test("is unreachable when nobody answers", async () => {
    const [status] = await statuses(env, nobody, groq, CHECK);
    expect(status).toMatchObject({ status: "unreachable", failed: true });
    expect(status?.advice).toContain("nothing listens at https://api.groq.com");
  });

  test("keeps its good key when something else is wrong with it", async () => {
    const busy = says(503, '{"error":{"message":"over capacity"}}');
    const [status] = await statuses(env, busy, groq, CHECK);
    expect(status).toMatchObject({ status: "ready", failed: true });
    expect(status?.advice).toContain("over capacity");
    expect(status?.checked).toBeUndefined();
  });

  test("may be one given by URL, with its own key and headers", async () => {
    const seen: Record<string, string>[] = [];
    const ask: Ask = ({ headers }) => {
      seen.push({ ...headers });
      return answer(models);
    };
    const flags = {
      providers: "x=https://gw.test/v1#a",
      "key-env": "X_KEY",
      header: "x-team: red",
    };
    const [status] = await statuses({ X_KEY: "k-1" }, ask, flags, CHECK);
    expect(status).toMatchObject({ id: "x", status: "ready", checked: true, model: "a" });
    expect(seen).toMatchObject([{ authorization: "Bearer k-1", "x-team": "red" }]);
    const error: unknown = await statuses({}, ask, { "key-env": "nosuch=K" }, CHECK).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain("no target of this run");
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
    expect(status?.advice).toStartWith(
      `nothing answers at ${URL_OF_OLLAMA}: OLLAMA_URL leads there`,
    );
    expect(status).not.toHaveProperty("missing");
  });

  test("that is found is told with its kind and its place; several are told apart", async () => {
    const two: Ask = (request) => {
      const { origin, pathname } = new URL(request.url);
      if (origin === "http://127.0.0.1:11434") return ollama(origin, "a", "b")(request);
      if (origin !== "http://127.0.0.1:8000") return nobody(request);
      if (pathname !== "/v1/models") {
        return Promise.resolve({ status: 404, headers: new Headers(), body: "" });
      }
      return answer('{"object":"list","data":[{"id":"m","owned_by":"vllm"}]}');
    };
    const both = await statuses({}, two, { providers: "local" });
    expect(both).toMatchObject([
      { id: "local/vllm", status: "running", model: "m", server: "vLLM at 127.0.0.1:8000" },
      { id: "local/ollama", status: "running", models: 2, server: "Ollama at 127.0.0.1:11434" },
    ]);
    const [one] = await statuses({}, two, { providers: "local/8000" });
    expect(one).toMatchObject({ label: "vLLM", status: "running" });
    expect(await statuses({}, two, { providers: "local/sglang" })).toMatchObject([
      { status: "not running" },
    ]);
  });

  test("that wants a key says so, and how to name it", async () => {
    const locked: Ask = (request) =>
      new URL(request.url).origin === "http://127.0.0.1:1337"
        ? Promise.resolve({
            status: 401,
            headers: new Headers(),
            body: "Missing authorization header",
          })
        : nobody(request);
    const [status] = await statuses({}, locked, { providers: "local" });
    expect(status).toMatchObject({ status: "no key", server: "Jan at 127.0.0.1:1337" });
    expect(status?.advice).toContain("--providers my-server=http://127.0.0.1:1337/v1 --key-env");
  });

  test("at an address that is none is not running, and hides nobody else", async () => {
    const status = await statusOf("local", { OLLAMA_URL: "ftp://gpu" });
    expect(status).toMatchObject({ status: "not running" });
    expect(status?.advice).toStartWith("OLLAMA_URL is not an http URL");
  });
});
