import { describe, expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import type { Environment } from "../../src/providers/keys.ts";
import { resolveTargets } from "../../src/providers/resolve.ts";
import type { Resolution, ResolveOptions } from "../../src/providers/resolve.ts";
import { PROVIDERS } from "../../src/providers/table.ts";
import { parseTargets } from "../../src/providers/target-spec.ts";

const resolve = (
  text: string,
  environment: Environment = {},
  options: ResolveOptions = {},
): readonly Resolution[] => resolveTargets(parseTargets(text), environment, options);

const failure = (
  text: string,
  environment: Environment = {},
  options: ResolveOptions = {},
): UsageError => {
  try {
    resolve(text, environment, options);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error(`${text} was accepted`);
};

const only = (...given: Parameters<typeof resolve>): Resolution => {
  const all = resolve(...given);
  expect(all).toHaveLength(1);
  return all[0]!;
};

/** The key that would be sent, and where to. */
const sent = (resolution: Resolution): { key: string | undefined; url: string } | undefined =>
  "entrant" in resolution
    ? {
        key: resolution.entrant.endpoint.key?.reveal(),
        url: resolution.entrant.endpoint.baseUrl,
      }
    : undefined;

describe("providers", () => {
  test("a key in the environment makes a provider ready, with its default model", () => {
    const resolution = only("groq", { GROQ_API_KEY: " gsk-1 \n" });
    expect(resolution).toMatchObject({
      status: "ready",
      id: "groq",
      resolved: {
        target: {
          id: "groq",
          provider: "groq",
          model: "openai/gpt-oss-120b",
          origin: "https://api.groq.com",
        },
        quirks: { outputCapField: "max_completion_tokens" },
      },
    });
    expect(sent(resolution)).toEqual({ key: "gsk-1", url: "https://api.groq.com/openai/v1" });
  });

  test("a missing or empty key says which variable to set and where to get one", () => {
    for (const environment of [{}, { CEREBRAS_API_KEY: " " }]) {
      expect(only("cerebras", environment)).toMatchObject({
        status: "no-key",
        keyEnv: "CEREBRAS_API_KEY",
        message: "no key for Cerebras",
        advice: expect.stringMatching(/set CEREBRAS_API_KEY .*https:\/\/cloud\.cerebras\.ai/),
      });
    }
  });

  test("every provider reads its own variable and no other's", () => {
    const environment: Record<string, string> = {
      CLOUDFLARE_ACCOUNT_ID: "acc",
      AZURE_RESOURCE_NAME: "res",
    };
    for (const row of Object.values(PROVIDERS)) {
      for (const variable of row.keyEnv) environment[variable] = `key-of-${variable}`;
    }
    for (const resolution of resolve("all", environment)) {
      const row = Object.entries(PROVIDERS).find(([name]) => name === resolution.provider)?.[1];
      const variable: string | undefined = row?.keyEnv[0];
      if (resolution.status !== "no-model") {
        expect(sent(resolution)?.key).toBe(
          variable === undefined ? undefined : `key-of-${variable}`,
        );
      }
      expect(resolution.fromAll).toBe(true);
    }
  });

  test("an explicit model beats --model, which beats the default", () => {
    const environment = { GROQ_API_KEY: "k" };
    const model = (text: string, options: ResolveOptions): unknown => {
      const resolution = only(text, environment, options);
      return "resolved" in resolution ? resolution.resolved.target.model : resolution.status;
    };
    expect(model("groq/a/b", { model: "c" })).toBe("a/b");
    expect(model("groq", { model: "c" })).toBe("c");
    expect(model("groq", { model: "GPT-OSS-20B" })).toBe("openai/gpt-oss-20b");
  });

  test("--model with an alias says who does not serve that model", () => {
    const environment = { DEEPSEEK_API_KEY: "k", FIREWORKS_API_KEY: "k" };
    const [deepseek, fireworks] = resolve("deepseek,fireworks", environment, {
      model: "gpt-oss-120b",
    });
    expect(deepseek).toMatchObject({
      status: "no-model",
      message: "DeepSeek does not serve gpt-oss-120b",
    });
    expect(fireworks).toMatchObject({
      resolved: { target: { model: "accounts/fireworks/models/gpt-oss-120b" } },
    });
  });

  test("Ollama needs no key, is asked for its model, and stands where its variables say", () => {
    expect(only("ollama")).toMatchObject({ status: "needs-model" });
    expect(sent(only("ollama"))).toEqual({ key: undefined, url: "http://localhost:11434" });
    const host = { OLLAMA_HOST: "0.0.0.0:4000" };
    expect(sent(only("ollama", host))?.url).toBe("http://127.0.0.1:4000");
    expect(sent(only("local", { OLLAMA_HOST: "box:4000" }))?.url).toBe("http://box:4000");
    const both = { ...host, OLLAMA_URL: "http://box:5000/" };
    expect(sent(only("local/qwen3:4b", both))?.url).toBe("http://box:5000");
    expect(only("ollama/qwen3:4b")).toMatchObject({
      status: "ready",
      resolved: { target: { model: "qwen3:4b", origin: "http://localhost:11434" } },
    });
  });
});

describe("local servers", () => {
  test("are to be found first, unless OLLAMA_URL says where the one is", () => {
    expect(only("local")).toMatchObject({ status: "needs-server" });
    expect(only("local", { OLLAMA_HOST: "0.0.0.0:4000" })).toMatchObject({
      status: "needs-server",
    });
    expect(only("local/vllm/m", { OLLAMA_URL: "http://box:5000" })).toMatchObject({
      status: "needs-server",
      server: "vllm",
      model: "m",
    });
    expect(only("local", {}, { model: "gpt-oss-20b" })).toMatchObject({ model: "gpt-oss:20b" });
    expect(only("local", {}, { model: "glm-5.2" })).toMatchObject({ status: "no-model" });
  });
});

describe("what a row says", () => {
  test("a key travels in the header that the provider wants it in", () => {
    const headers = (text: string, environment: Environment): unknown => {
      const resolution = only(text, environment);
      if (!("resolved" in resolution)) throw new Error("not ready");
      const { dialect, endpoint, quirks, target } = resolution.resolved;
      const call = { model: target.model, prompt: "p", maxOutputTokens: 1, temperature: 0 };
      const { url, headers: written } = dialect.encode(endpoint, call, quirks);
      return [url, Object.entries(written).filter(([, value]) => value.includes("k-1"))];
    };
    expect(headers("claude", { ANTHROPIC_API_KEY: "k-1" })).toEqual([
      "https://api.anthropic.com/v1/messages",
      [["x-api-key", "k-1"]],
    ]);
    expect(headers("gemini/models/x y", { GOOGLE_API_KEY: "k-1" })).toEqual([
      "https://generativelanguage.googleapis.com/v1beta/models/x%20y:streamGenerateContent?alt=sse",
      [["x-goog-api-key", "k-1"]],
    ]);
    expect(headers("azure/dep", { AZURE_API_KEY: "k-1", AZURE_RESOURCE_NAME: "res" })).toEqual([
      "https://res.openai.azure.com/openai/v1/chat/completions",
      [["api-key", "k-1"]],
    ]);
    expect(
      headers("bedrock", { AWS_BEARER_TOKEN_BEDROCK: "k-1", AWS_REGION: "eu-west-1" }),
    ).toEqual([
      "https://bedrock-mantle.eu-west-1.api.aws/v1/chat/completions",
      [["authorization", "Bearer k-1"]],
    ]);
  });

  test("Azure's older address has the deployment and the version in it", () => {
    const key = { AZURE_OPENAI_API_KEY: "k" };
    const url = (environment: Environment): string | undefined => {
      const resolution = only("azure/my dep", { ...key, ...environment });
      if (!("resolved" in resolution)) return undefined;
      const { dialect, endpoint, quirks } = resolution.resolved;
      const call = { model: "my dep", prompt: "p", maxOutputTokens: 1, temperature: 0 };
      return dialect.encode(endpoint, call, quirks).url;
    };
    const v1 = "https://r.openai.azure.com/openai/v1/chat/completions";
    for (const endpoint of [
      "https://r.openai.azure.com",
      "https://r.openai.azure.com/",
      "https://r.openai.azure.com/openai/v1/",
    ]) {
      expect(url({ AZURE_OPENAI_ENDPOINT: endpoint })).toBe(v1);
    }
    expect(
      url({
        AZURE_OPENAI_ENDPOINT: "https://r.openai.azure.com/",
        OPENAI_API_VERSION: "2024-10-21",
      }),
    ).toBe(
      "https://r.openai.azure.com/openai/deployments/my%20dep/chat/completions?api-version=2024-10-21",
    );
    expect(only("azure", { ...key, AZURE_RESOURCE_NAME: "r" })).toMatchObject({
      status: "no-model",
      advice: "name one of your deployments: azure/DEPLOYMENT",
    });
    expect(only("azure/d", key)).toMatchObject({
      status: "no-key",
      keyEnv: "AZURE_OPENAI_ENDPOINT",
    });
  });

  test("a variable inside an address cannot lead to another host", () => {
    for (const account of ["a/../../x", "evil.com/", "a@evil.com", "..", "a b", "a#"]) {
      const environment = { CLOUDFLARE_API_TOKEN: "k", CLOUDFLARE_ACCOUNT_ID: account };
      expect(failure("cloudflare", environment).message).toContain("CLOUDFLARE_ACCOUNT_ID");
      const region = { AWS_BEARER_TOKEN_BEDROCK: "k", AWS_REGION: account };
      expect(failure("bedrock", region).message).toContain("AWS_REGION");
    }
    const missing = only("cloudflare", { CLOUDFLARE_API_TOKEN: "k" });
    expect(missing).toMatchObject({ status: "no-key", keyEnv: "CLOUDFLARE_ACCOUNT_ID" });
  });

  test("a pinned upstream is the only one, and the model keeps its name", () => {
    const environment = { OPENROUTER_API_KEY: "k" };
    const resolution = only("openrouter/openai/gpt-oss-120b@cerebras", environment);
    expect(resolution).toMatchObject({
      id: "openrouter@cerebras",
      resolved: {
        target: { model: "openai/gpt-oss-120b" },
        quirks: { body: { provider: { only: ["cerebras"], allow_fallbacks: false } } },
      },
    });
  });

  test("a LiteLLM proxy wants no key, and one that is there goes to it", () => {
    expect(only("litellm/m")).toMatchObject({ status: "ready" });
    const environment = { LITELLM_API_KEY: "k", LITELLM_BASE_URL: "https://gw.example/v1" };
    expect(sent(only("litellm/m", environment))).toEqual({ key: "k", url: "https://gw.example" });
  });
});

describe("headers of a gateway", () => {
  const headers = (resolution: Resolution): unknown =>
    "entrant" in resolution ? resolution.entrant.endpoint.headers : undefined;

  test("are for the one target given by URL, or for the one that is named", () => {
    const text = "groq,x=https://h/v1#m";
    const environment = { GROQ_API_KEY: "k", TOKEN: "t-1" };
    const options = { headers: ["CF-Auth: Bearer ${TOKEN}", "groq=X-A: b, c: d"] };
    const [groq, url] = resolve(text, environment, options);
    expect(headers(groq!)).toEqual({ "x-a": "b, c: d" });
    expect(headers(url!)).toEqual({ "cf-auth": "Bearer t-1" });
  });

  test("go to nobody by guess, and their values are in no error", () => {
    const errors = [
      failure("groq", { GROQ_API_KEY: "k" }, { headers: ["X-A: MARKED-1234"] }),
      failure("x=https://h/v1#m,y=https://i/v1#m", {}, { headers: ["X-A: MARKED-1234"] }),
      failure("x=https://h/v1#m", {}, { headers: ["z=X-A: MARKED-1234"] }),
      failure("x=https://h/v1#m", {}, { headers: ["MARKED-1234"] }),
      failure("x=https://h/v1#m", {}, { headers: ["X-A: MARKED-1234\u00e4"] }),
      failure("x=https://h/v1#m", {}, { headers: ["X-A: ${NOT_SET}"] }),
    ];
    for (const { message, advice } of errors) expect(`${message}${advice}`).not.toContain("MARKED");
  });
});

describe("targets given by URL", () => {
  test("get no key unless one is named for them", () => {
    const environment = { OPENAI_API_KEY: "k", GROQ_API_KEY: "k" };
    const resolution = only("x=https://api.groq.com/openai/v1#m", environment);
    expect(resolution).toMatchObject({ status: "ready", provider: "openai-compatible" });
    expect(sent(resolution)?.key).toBeUndefined();
  });

  test("are asked for their model when none is named", () => {
    expect(only("x=http://127.0.0.1:1/v1")).toMatchObject({ status: "needs-model" });
    expect(only("x=http://127.0.0.1:1/v1", {}, { model: "m" })).toMatchObject({ status: "ready" });
  });

  test("--key-env NAME is for the only one", () => {
    const resolutions = resolve(
      "groq,x=https://h.example/v1#m",
      { GROQ_API_KEY: "of-groq", MINE: "of-x" },
      { keyEnv: "MINE" },
    );
    expect(resolutions.map((resolution) => sent(resolution)?.key)).toEqual(["of-groq", "of-x"]);
    expect(failure("groq", { MINE: "k" }, { keyEnv: "MINE" }).advice).toContain("name=https://");
    const two = "x=https://h/v1#m,y=https://i/v1#m";
    expect(failure(two, { MINE: "k" }, { keyEnv: "MINE" }).advice).toContain("target=VARIABLE");
  });

  test("--key-env target=NAME is for that target alone", () => {
    const resolutions = resolve(
      "groq,x=https://h/v1#m,y=https://i/v1#m",
      { A: "of-x", B: "of-groq" },
      { keyEnv: "x=A,groq=B" },
    );
    expect(resolutions.map((resolution) => sent(resolution)?.key)).toEqual([
      "of-groq",
      "of-x",
      undefined,
    ]);
    expect(failure("x=https://h/v1#m", { A: "k" }, { keyEnv: "xx=A" }).advice).toContain("x");
  });

  test("a named variable that is not set is a missing key", () => {
    expect(only("x=https://h/v1#m", {}, { keyEnv: "MINE" })).toMatchObject({
      status: "no-key",
      keyEnv: "MINE",
    });
  });
});

describe("keys stay where they belong", () => {
  test("a key typed in the place of a variable's name is not repeated", () => {
    for (const key of ["sk-proj-abc123def456", "gsk_abc123def456ghi789", "xai-secret=="]) {
      const shown = ((): string => {
        try {
          return JSON.stringify(resolve("x=https://h/v1#m", {}, { keyEnv: key }));
        } catch (error) {
          return error instanceof UsageError ? `${error.message} ${error.advice}` : String(error);
        }
      })();
      expect(shown).not.toContain(key);
    }
  });

  test("a key over plain http to another machine is refused, unless --insecure", () => {
    const environment = { MINE: "k" };
    const options = { keyEnv: "MINE" };
    expect(failure("x=http://10.0.0.5/v1#m", environment, options).advice).toContain("--insecure");
    expect(failure("x=http://localhost.example.com/v1#m", environment, options)).toBeDefined();
    expect(failure("x=http://127.example.com/v1#m", environment, options)).toBeDefined();
    const insecure = { ...options, insecure: true };
    expect(only("x=http://10.0.0.5/v1#m", environment, insecure)).toMatchObject({
      status: "ready",
    });
    expect(only("x=http://10.0.0.5/v1#m")).toMatchObject({ status: "ready" });
  });

  test("a key over plain http to this machine is fine", () => {
    for (const host of ["localhost", "127.0.0.1:8080", "127.8.9.1", "[::1]:80"]) {
      expect(only(`x=http://${host}/v1#m`, { MINE: "k" }, { keyEnv: "MINE" })).toMatchObject({
        status: "ready",
      });
    }
  });

  test("a key that cannot stand in a header is refused without showing it", () => {
    const { message, advice } = failure("groq", { GROQ_API_KEY: "gsk-abc\nx-evil: 1" });
    expect(message).toContain("GROQ_API_KEY");
    expect(`${message} ${advice}`).not.toContain("gsk-abc");
    expect(failure("groq", { GROQ_API_KEY: "gsk-äöü" }).message).toContain("GROQ_API_KEY");
  });

  test("no resolution shows a key when it is printed", () => {
    const resolution = only("groq", { GROQ_API_KEY: "gsk-marked" });
    expect(Bun.inspect(resolution, { depth: 9 }) + JSON.stringify(resolution)).not.toContain(
      "gsk-marked",
    );
  });
});

describe("ids", () => {
  const ids = (text: string): string[] =>
    resolve(text, { GROQ_API_KEY: "k" }).map((resolution) => resolution.id);

  test("the first target of a provider has its short name, others add the model", () => {
    expect(ids("groq,groq/a")).toEqual(["groq", "groq/a"]);
    expect(ids("groq/a,groq")).toEqual(["groq/a", "groq"]);
    expect(ids("groq/a,groq/b")).toEqual(["groq", "groq/b"]);
    expect(ids("groq/a,x=http://h/v1#m")).toEqual(["groq", "x"]);
  });

  test("the same target twice, or two under one name, is refused", () => {
    for (const text of [
      "groq,groq",
      "groq/a,groq/a",
      "x=http://h/v1,x=http://i/v1",
      "groq,groq=http://h/v1",
    ]) {
      expect(failure(text).message).toContain("named twice");
    }
  });
});
