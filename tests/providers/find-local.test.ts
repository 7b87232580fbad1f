import { describe, expect, test } from "bun:test";
import { probeWith } from "../../src/cli/local-targets.ts";
import type { Ask } from "../../src/providers/discovery.ts";
import { findLocalServers, localOrigins, uniquelyNamed } from "../../src/providers/find-local.ts";
import { LOCAL_SERVERS, serverName } from "../../src/providers/local-servers.ts";
import { bunClock } from "../../src/timing/clock.ts";
import { ask } from "../../src/wire/ask.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";

type Pages = Readonly<Record<string, object | string>>;

const models = (owner?: string): object => ({
  object: "list",
  data: [{ id: "m", object: "model", ...(owner === undefined ? {} : { owned_by: owner }) }],
});

/** What each kind of server answers, by its code and documentation; whatever is not here is a 404. */
const PAGES = {
  koboldcpp: {
    "/": "<html>KoboldAI Lite</html>",
    "/api/extra/version": { result: "KoboldCpp", version: "1.90" },
    // It plays Ollama, too.
    "/api/tags": { models: [{ name: "koboldcpp/x" }] },
    "/v1/models": models("koboldcpp"),
  },
  ollama: {
    "/": "Ollama is running",
    "/v1/models": models("library"),
    "/api/tags": { models: [] },
  },
  lmstudio: {
    "/lmstudio-greeting": { lmstudio: true },
    "/api/v0/models": { data: [{ id: "m", state: "not-loaded", quantization: "Q4_K_M" }] },
    "/v1/models": models("organization_owner"),
    // It says 200 to whatever it does not know.
    "*": { error: "Unexpected endpoint or method. (GET /x). Returning 200 anyway" },
  },
  llamacpp: {
    "/": "<html>",
    "/props": { default_generation_settings: {}, total_slots: 1, build_info: "b1" },
    "/health": { status: "ok" },
    "/v1/models": models("llamacpp"),
  },
  "text-generation-webui": {
    "/v1/internal/model/info": { model_name: "m", lora_names: [] },
    "/v1/models": models("user"),
  },
  lemonade: {
    "/v1/health": { status: "ok", model_loaded: null, all_models_loaded: [] },
    "/api/version": { version: "0.6.0" },
    "/v1/models": models("lemonade"),
  },
  sglang: {
    "/": "Ollama is running",
    "/get_model_info": { model_path: "m", is_generation: true },
    "/v1/models": models("sglang"),
  },
  tgi: { "/info": { model_id: "m", max_concurrent_requests: 128 }, "/v1/models": models("m") },
  vllm: { "/version": { version: "0.24.0" }, "/v1/models": models("vllm") },
  docker: {
    "/": "Docker Model Runner is running",
    "/models": [{ id: "sha256:1", tags: ["ai/smollm2"] }],
    "/engines/v1/models": models("docker"),
  },
  localai: {
    "/": "Ollama is running",
    "/system": { backends: ["llama-cpp"], loaded_models: [] },
    "/version": { version: "v3" },
    "/v1/models": models(),
  },
  gpt4all: { "/v1/models": models("humanity") },
  jan: { "/v1/models": models("jan") },
  mlx: { "/health": { status: "ok" }, "/v1/models": models() },
} satisfies Record<keyof typeof LOCAL_SERVERS, Pages>;

interface Asked {
  readonly method: string;
  readonly path: string;
}

function serve(pages: Pages, headers: Record<string, string> = {}, seen: Asked[] = []) {
  return Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const path = new URL(request.url).pathname;
      seen.push({ method: request.method, path });
      const page = pages[path] ?? pages["*"];
      if (page === undefined) return new Response("not found", { status: 404, headers });
      return new Response(typeof page === "string" ? page : JSON.stringify(page), { headers });
    },
  });
}

const serveStatus = (answer: (path: string) => readonly [number, string]) =>
  Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request) {
      const [status, body] = answer(new URL(request.url).pathname);
      return new Response(body, { status });
    },
  });

const transport = createFetchTransport(bunClock);
const asking: Ask = (request) => ask(transport, request, 2000);

describe("servers on this machine", () => {
  for (const [name, pages] of Object.entries(PAGES)) {
    test(`${name} is recognised by what it answers, whatever its port`, async () => {
      const seen: Asked[] = [];
      const headers = name === "mlx" ? { server: "BaseHTTP/0.6 Python/3.12" } : {};
      using server = serve(pages, headers, seen);
      const origin = `http://127.0.0.1:${server.port}`;
      expect(await findLocalServers(asking, [origin])).toMatchObject([
        { name, origin, wantsKey: false },
      ]);
      // Nothing that loads, pulls or flushes.
      expect(seen.every(({ method }) => method === "GET")).toBe(true);
      expect(seen.map(({ path }) => path).filter((path) => /flush|pull|load$/.test(path))).toEqual(
        [],
      );
    });
  }

  test("one that nobody knows is named by its port, and one with a lock says so", async () => {
    using open = serve({ "/v1/models": models() });
    using locked = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: () => new Response('{"error":"key"}', { status: 401 }),
    });
    using page = serve({ "/": "<html>hello</html>" });
    const ports = [open.port, locked.port, page.port];
    const found = await findLocalServers(
      asking,
      ports.map((port) => `http://127.0.0.1:${port}`),
    );
    expect(found).toMatchObject([
      { name: String(open.port), wantsKey: false },
      { name: String(locked.port), wantsKey: true },
    ]);
  });

  test("an empty LM Studio, and Docker without a model, are recognised all the same", async () => {
    using lmstudio = serve({
      "/lmstudio-greeting": { lmstudio: true },
      "/v1/models": { object: "list", data: [] },
    });
    using docker = serve({ "/engines/v1/models": { object: "list", data: [] } });
    const origins = [lmstudio, docker].map(({ port }) => `http://127.0.0.1:${port}`);
    const found = await findLocalServers(asking, origins);
    expect(found.map(({ name }) => name)).toEqual(["lmstudio", "docker"]);
  });

  test("Jan is known by how it asks for a key, and a locked llama.cpp by its open list", async () => {
    using jan = serveStatus((path) =>
      path === "/" ? [200, "<html>"] : [401, "Missing authorization header"],
    );
    using llamacpp = serveStatus((path) =>
      path === "/v1/models"
        ? [200, JSON.stringify(models("llamacpp"))]
        : [401, '{"error":{"code":401,"message":"Invalid API Key"}}'],
    );
    const origins = [jan, llamacpp].map(({ port }) => `http://127.0.0.1:${port}`);
    expect(await findLocalServers(asking, origins)).toMatchObject([
      { name: "jan", wantsKey: true },
      { name: "llamacpp", wantsKey: true },
    ]);
  });

  test("an app that answers every path with its own page is none of them", async () => {
    using app = serve({ "*": "<!doctype html><title>my app</title>" });
    using api = serve({ "*": { hello: "world" } });
    const origins = [app, api].map(({ port }) => `http://127.0.0.1:${port}`);
    expect(await findLocalServers(asking, origins)).toEqual([]);
  });

  test("one that accepts and never answers holds up nobody", async () => {
    using silent = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => {} } });
    using ollama = serve(PAGES.ollama);
    const origins = [silent, ollama].map(({ port }) => `http://127.0.0.1:${port}`);
    const found = await findLocalServers(probeWith(transport), origins);
    expect(found.map(({ name }) => name)).toEqual(["ollama"]);
  });

  test("two of one kind are told apart", () => {
    const row = LOCAL_SERVERS.vllm;
    const servers = [8000, 8001].map((port) => ({
      name: "vllm",
      row,
      origin: `http://127.0.0.1:${port}`,
      wantsKey: false,
    }));
    expect(uniquelyNamed(servers).map(({ name }) => name)).toEqual(["vllm", "vllm-8001"]);
  });

  test("are looked for on this machine only, wherever variables point", () => {
    const origins = localOrigins({
      OLLAMA_HOST: "0.0.0.0:4444",
      LMSTUDIO_BASE_URL: "http://gpu-box:1234/v1",
      LLAMA_ARG_PORT: "8099",
      LOCALAI_ADDRESS: ":9090",
    });
    expect(origins.every((origin) => origin.startsWith("http://127.0.0.1:"))).toBe(true);
    for (const port of [4444, 8099, 9090, 11434, 1234, 8080, 8000, 30000]) {
      expect(origins).toContain(`http://127.0.0.1:${port}`);
    }
  });

  test("are all asked at once", async () => {
    let open = 0;
    let most = 0;
    const slow: Ask = async () => {
      most = Math.max(most, ++open);
      await new Promise(setImmediate);
      open--;
      return { kind: "network", code: "ECONNREFUSED", message: "nobody" };
    };
    const origins = localOrigins({});
    expect(await findLocalServers(slow, origins)).toEqual([]);
    expect(most).toBe(origins.length);
  });
});

test("a kind is known by its common names", () => {
  expect(serverName("LM-Studio")).toBe("lmstudio");
  expect(serverName("llama.cpp")).toBe("llamacpp");
  expect(serverName("8081")).toBe("8081");
  expect(serverName("qwen3")).toBeUndefined();
});
