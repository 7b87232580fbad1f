import { describe, expect, test } from "bun:test";
import { settleLocal } from "../../src/cli/local-targets.ts";
import type { LocalOutcome } from "../../src/cli/local-targets.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import type { FoundServer } from "../../src/providers/find-local.ts";
import { LOCAL_SERVERS } from "../../src/providers/local-servers.ts";

const at = (name: keyof typeof LOCAL_SERVERS, port: number, wantsKey = false): FoundServer => ({
  name,
  row: LOCAL_SERVERS[name],
  origin: `http://127.0.0.1:${port}`,
  wantsKey,
});

/** What the server at each port has: the first in memory, where its protocol tells. */
const having =
  (models: Readonly<Record<string, readonly string[]>>): Ask =>
  async ({ url, method }) => {
    expect(method).toBe("GET");
    const ids = models[new URL(url).port] ?? [];
    const body = { data: ids.map((id) => ({ id })), models: ids.map((name) => ({ name })) };
    return { status: 200, headers: new Headers(), body: JSON.stringify(body) };
  };

const ask = having({ 11434: ["qwen3:4b", "llama3.2:latest"], 8000: ["qwen3:4b"], 1337: ["x"] });
const BOTH = [at("vllm", 8000), at("ollama", 11434)];

async function settled(
  wanted: { readonly server?: string; readonly model?: string },
  servers: readonly FoundServer[] = BOTH,
): Promise<readonly string[]> {
  const named = { id: "local", provider: "local", fromAll: false, status: "needs-server" } as const;
  const outcomes = await settleLocal({ ...named, ...wanted }, servers, ask);
  return outcomes.map((outcome: LocalOutcome) =>
    "resolved" in outcome
      ? `${outcome.resolved.target.id} ${outcome.resolved.target.model} ${outcome.resolved.endpoint.baseUrl}`
      : `${outcome.id}: ${outcome.message}: ${outcome.advice}`,
  );
}

describe("local", () => {
  test("is every server that runs, told apart by its kind", async () => {
    expect(await settled({})).toEqual([
      "local/vllm qwen3:4b http://127.0.0.1:8000/v1",
      "local/ollama qwen3:4b http://127.0.0.1:11434",
    ]);
  });

  test("keeps its short name when only one runs", async () => {
    expect(await settled({}, [at("vllm", 8000)])).toEqual([
      "local qwen3:4b http://127.0.0.1:8000/v1",
    ]);
  });

  test("with a kind or a port is that server, with any model of it", async () => {
    expect(await settled({ server: "vllm" })).toEqual(["local qwen3:4b http://127.0.0.1:8000/v1"]);
    expect(await settled({ server: "11434", model: "llama3.2" })).toEqual([
      "local llama3.2 http://127.0.0.1:11434",
    ]);
  });

  test("with a model is whoever has it", async () => {
    expect(await settled({ model: "llama3.2" })).toEqual(["local llama3.2 http://127.0.0.1:11434"]);
    expect(await settled({ model: "qwen3:4b" })).toHaveLength(2);
    expect(await settled({ model: "nosuch" })).toEqual([
      expect.stringMatching(/no local server has the model nosuch: .*`ollama pull nosuch`/),
    ]);
  });

  test("without a server says how to come to one, or which others run", async () => {
    expect(await settled({}, [])).toEqual([expect.stringContaining("start one, such as Ollama")]);
    expect(await settled({ server: "sglang" })).toEqual([
      "local: no server of the kind sglang runs on this machine: these do: local/vllm, local/ollama",
    ]);
  });

  test("with a server that wants a key says how to name it, and asks it nothing", async () => {
    expect(await settled({}, [at("jan", 1337, true)])).toEqual([
      "local: the server at http://127.0.0.1:1337/v1 wants a key: name it with its key: --providers my-server=http://127.0.0.1:1337/v1 --key-env VARIABLE",
    ]);
  });
});
