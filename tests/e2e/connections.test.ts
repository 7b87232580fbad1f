import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeAuthority } from "../support/authority.ts";
import type { Authority } from "../support/authority.ts";
import { startRecordingProxy } from "../support/recording-proxy.ts";
import type { Manner } from "../support/recording-proxy.ts";
import { HostileFolder, PROGRAMS, runProgram } from "./programs.ts";
import { raceOf, reportOf } from "./races.ts";

setDefaultTimeout(60_000);

const KEY = "k3yMARKEDk3y";

let authority: Authority;

beforeAll(async () => {
  authority = await makeAuthority(["localhost", "far.test", "near.test"]);
});

const event = (fields: object): string => `data: ${JSON.stringify(fields)}\n\n`;
const STREAM = [
  event({ choices: [{ index: 0, delta: { content: "one two" }, finish_reason: null }] }),
  event({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }),
  "data: [DONE]\n\n",
].join("");

const answering: Manner = (request) =>
  request.method === "POST"
    ? new Response(STREAM, { headers: { "content-type": "text/event-stream" } })
    : Response.json({ object: "list", data: [{ id: "m" }] });

/** A server on this machine that remembers who asked what. */
function serve(answer: (request: Request) => Response, tls?: { cert: string; key: string }) {
  const asked: { readonly line: string; readonly headers: Headers }[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    ...(tls === undefined ? {} : { tls }),
    fetch: (request) => {
      const line = `${request.method} ${new URL(request.url).pathname}`;
      asked.push({ line, headers: request.headers });
      return answer(request);
    },
  });
  return { asked, port: server.port ?? 0, [Symbol.dispose]: () => void server.stop(true) };
}

let folder: HostileFolder;
beforeAll(async () => {
  folder = await HostileFolder.create();
  await writeFile(join(folder.path, "ca.pem"), authority.ca);
});
afterAll(() => folder[Symbol.asyncDispose]());

describe.concurrent("connections", () => {
  describe.each([...PROGRAMS])("of the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs("to a server of an own authority stand once its certificate is named", async () => {
      using server = serve(() => answering(new Request("http://x", { method: "POST" })), authority);
      const words = raceOf(`x=https://localhost:${server.port}/v1#m`, "-o", "json");
      const refused = await runProgram(program, words);
      expect(refused.code).toBe(1);
      expect(refused.stdout).toContain("comes from nobody whom this machine trusts");
      expect(refused.stdout).toContain("NODE_EXTRA_CA_CERTS");
      expect(server.asked).toEqual([]);
      const env = { NODE_EXTRA_CA_CERTS: join(folder.path, "ca.pem") };
      const trusted = await runProgram(program, words, { env });
      expect(trusted.code).toBe(0);
      expect(reportOf(trusted).targets[0]?.attempts.ok).toBeGreaterThan(0);
    });

    runs(
      "go through the proxy of the environment, which the report names, but for NO_PROXY",
      async () => {
        const proxy = await startRecordingProxy(authority, answering);
        try {
          const env = {
            HTTPS_PROXY: proxy.url,
            NO_PROXY: "near.test",
            NODE_EXTRA_CA_CERTS: join(folder.path, "ca.pem"),
          };
          const targets = "far=https://far.test/v1#m,near=https://near.test/v1#m";
          const raced = await runProgram(program, raceOf(targets, "-o", "json"), { env });
          expect(raced.code).toBe(0);
          const { network, targets: found } = reportOf(raced);
          expect(found.map(({ id, attempts: { ok } }) => [id, ok > 0])).toEqual([
            ["far", true],
            ["near", false],
          ]);
          expect(network?.map(({ target, proxy: named }) => [target, named])).toEqual([
            ["far", new URL(proxy.url).host],
            ["near", undefined],
          ]);
          expect(new Set(proxy.overheard.map(({ host }) => host))).toEqual(new Set(["far.test"]));
        } finally {
          await proxy.stop();
        }
      },
    );

    runs(
      "with a key do not go over plain http to another machine unless it is allowed",
      async () => {
        const proxy = await startRecordingProxy(authority, answering);
        try {
          const words = raceOf("x=http://far.test/v1#m", "--key-env", "MY_KEY");
          const env = { HTTP_PROXY: proxy.url, MY_KEY: KEY };
          const refused = await runProgram(program, words, { env });
          expect(refused.code).toBe(2);
          expect(refused.stderr).toMatch(/plain http.*--insecure/);
          expect(proxy.toProxy).toEqual([]);
          await runProgram(program, [...words, "--insecure"], { env });
          expect(proxy.toProxy.some((head) => head.includes(KEY))).toBe(true);
        } finally {
          await proxy.stop();
        }
      },
    );

    runs(
      "carry a header to the one target that it is for, from a flag and from a file",
      async () => {
        const answer = () => answering(new Request("http://x", { method: "POST" }));
        using first = serve(answer);
        using second = serve(answer);
        await using own = await HostileFolder.create();
        await writeFile(
          join(own.path, "mine.yaml"),
          `targets: { b: { baseUrl: "http://127.0.0.1:${second.port}/v1", model: m, headers: { x-b: "\${WORD}" } } }`,
        );
        const words = raceOf(`a=http://127.0.0.1:${first.port}/v1#m,b`, "--config", "mine.yaml");
        const flags = ["--header", "a=x-a: one, two", "--no-save"];
        const { code } = await runProgram(program, [...words, ...flags], {
          cwd: own.path,
          env: { WORD: "from-the-environment" },
        });
        expect(code).toBe(0);
        // Once or twice: a place that a stall of this machine has spoiled is filled again.
        const sent = ({ asked }: typeof first) => [
          ...new Set(asked.map(({ headers }) => `${headers.get("x-a")}; ${headers.get("x-b")}`)),
        ];
        expect(sent(first)).toEqual(["one, two; null"]);
        expect(sent(second)).toEqual(["null; from-the-environment"]);
        await writeFile(join(own.path, "wrong.json"), '{"targets":{"b":{"baseURL":"https://h"}}}');
        const wrong = await runProgram(program, ["list", "--config", "wrong.json"], {
          cwd: own.path,
        });
        expect(wrong.code).toBe(2);
        expect(wrong.stderr).toMatch(
          /^error: wrong\.json: unknown field .*did you mean baseUrl\?\n$/,
        );
      },
    );

    runs("to an Ollama that is found load nothing until a race begins", async () => {
      const line = JSON.stringify({ model: "m", response: "one two", done: false });
      const last = JSON.stringify({ model: "m", response: "", done: true, done_reason: "stop" });
      using ollama = serve((request) => {
        const { pathname } = new URL(request.url);
        if (pathname === "/") return new Response("Ollama is running");
        if (pathname === "/api/tags") return Response.json({ models: [{ name: "m" }] });
        if (pathname === "/api/ps") return Response.json({ models: [] });
        if (pathname === "/api/generate") return new Response(`${line}\n${last}\n`);
        return new Response("404 page not found", { status: 404 });
      });
      // Undone again: the tests' own environment names an address where nobody listens.
      const env = { OLLAMA_URL: "", OLLAMA_HOST: `127.0.0.1:${ollama.port}` };
      const listed = await runProgram(program, ["list", "local/ollama", "--models"], { env });
      expect(listed.stdout).toMatch(/^local\/ollama +running +m +1$/m);
      const race = raceOf("local/ollama", "--no-save");
      expect((await runProgram(program, [...race, "--dry-run"], { env })).code).toBe(0);
      expect(ollama.asked.filter(({ line: asked }) => !asked.startsWith("GET "))).toEqual([]);
      expect((await runProgram(program, race, { env })).code).toBe(0);
      expect(ollama.asked.filter(({ line: asked }) => asked.startsWith("POST "))).not.toEqual([]);
    });
  });
});
