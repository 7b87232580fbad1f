import { describe, expect, test } from "bun:test";
import { findTargets } from "../../src/cli/targets.ts";
import { readTargetOptions } from "../../src/cli/target-options.ts";
import type { GivenFlags } from "../../src/cli/flags.ts";
import { RunError, UsageError } from "../../src/core/errors.ts";
import { createLog } from "../../src/terminal/log.ts";
import type { LogLevel } from "../../src/terminal/log.ts";
import { bunClock } from "../../src/timing/clock.ts";
import type { Transport } from "../../src/wire/transport.ts";
import { scriptedTransport } from "../support/scripted-transport.ts";

const list = (...ids: readonly string[]): string =>
  JSON.stringify({ object: "list", data: ids.map((id) => ({ id, object: "model" })) });

/** A network in which every server answers with `body`. */
const answering = (body: string, status = 200): Transport =>
  scriptedTransport(bunClock, () => ({ status, reads: [{ atMs: 0, text: body }], endMs: 0 }));

/** A network in which nobody listens. */
const refused: Transport = (request, observer) => {
  observer.sent(bunClock.now(), "cold");
  const message = `nothing listens at ${new URL(request.url).host}`;
  return Promise.resolve({
    endedAt: bunClock.now(),
    failure: { kind: "network", code: "ECONNREFUSED", message, advice: "start it" },
  });
};

interface Found {
  /** `id model`, a target each. */
  readonly targets: readonly string[];
  readonly said: string;
  readonly error: unknown;
}

async function find(
  flags: GivenFlags,
  transport: Transport,
  env: Readonly<Record<string, string>> = {},
  level: LogLevel = "normal",
): Promise<Found> {
  const lines: string[] = [];
  const log = createLog(level, false, (line) => lines.push(line));
  const wanted = await readTargetOptions(flags, env);
  try {
    const found = await findTargets(wanted, transport, log);
    const targets = found.map(({ target }) => `${target.id} ${target.model}`);
    return { targets, said: lines.join(""), error: undefined };
  } catch (error) {
    return { targets: [], said: lines.join(""), error };
  }
}

const ONE = { providers: "x=http://one.test/v1" };

describe("a target that can race", () => {
  test("needs no question when its model is named", async () => {
    const found = await find({ providers: "x=http://one.test/v1#m" }, refused);
    expect(found).toEqual({ targets: ["x m"], said: "", error: undefined });
  });

  test("is asked for its model when none is named", async () => {
    expect(await find(ONE, answering(list("only")))).toMatchObject({
      targets: ["x only"],
      said: "",
    });
  });

  test("of several models takes the first that chats, and says how to name another", async () => {
    const network = answering(list("text-embedding-3", "chat-a", "chat-b"));
    expect(await find(ONE, network)).toMatchObject({
      targets: ["x chat-a"],
      said: "x: racing chat-a; 1 more models are there (x=http://one.test/v1#MODEL picks one)\n",
    });
    const env = { OLLAMA_URL: "http://gpu.test:7777" };
    const ollama = answering(JSON.stringify({ models: [{ name: "a" }, { name: "b" }] }));
    expect(await find({ providers: "local" }, ollama, env)).toMatchObject({
      targets: ["local a"],
      said: "local: racing a; 1 more models are there (local/MODEL picks one)\n",
    });
  });

  test("keeps its place in the order asked for", async () => {
    const flags = { providers: "b=http://b.test/v1#1,groq,a=http://a.test/v1#2" };
    const { targets } = await find(flags, refused, { GROQ_API_KEY: "gsk-0" });
    expect(targets.map((text) => text.split(" ")[0]!)).toEqual(["b", "groq", "a"]);
  });
});

describe("a target that cannot race", () => {
  test("is a warning as long as another one can", async () => {
    const found = await find({ providers: "groq,x=http://one.test/v1#m" }, refused);
    expect(found.targets).toEqual(["x m"]);
    expect(found.said).toMatch(/^warning: groq: no key for Groq: set GROQ_API_KEY .*\n$/);
  });

  test("that nobody named is left out in silence", async () => {
    const env = { CEREBRAS_API_KEY: "csk-0" };
    const found = await find({}, refused, env);
    expect(found.targets.map((text) => text.split(" ")[0]!)).toEqual(["cerebras"]);
    expect(found.said).toBe("");
    expect((await find({}, refused, env, "verbose")).said).toContain("debug: local: nothing");
  });
});

describe("when nobody can race", () => {
  test("because of one server, the error is about that one", async () => {
    const { said, error } = await find(ONE, refused);
    expect(said).toBe("");
    expect(error).toEqual(new RunError("x: nothing listens at one.test", "start it"));
  });

  test("because of one key, it is a usage error", async () => {
    const { error } = await find({ providers: "groq" }, refused);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: "groq: no key for Groq" });
  });

  test("because nothing runs on this machine, it is a usage error, too", async () => {
    for (const providers of ["local", "local/vllm", "local,groq"]) {
      // oxlint-disable-next-line no-await-in-loop -- three
      expect((await find({ providers }, refused)).error).toBeInstanceOf(UsageError);
    }
  });

  test("because of several, each is said, even when only errors are", async () => {
    const { said, error } = await find({ providers: "groq,cerebras" }, refused, {}, "quiet");
    expect(said).toMatch(/^error: groq: no key .*\nerror: cerebras: no key .*\n$/);
    expect(error).toBeInstanceOf(UsageError);
  });

  test("and one of them is down, it is no usage error", async () => {
    const flags = { providers: "groq,x=http://one.test/v1" };
    expect((await find(flags, refused)).error).toBeInstanceOf(RunError);
  });

  test("because nothing is set up at all, the error says how to begin", async () => {
    const { said, error } = await find({}, refused);
    expect(said).toBe("");
    expect(error).toMatchObject({
      name: "UsageError",
      message: "no provider can run here yet",
      advice: expect.stringMatching(/^set a key \(CEREBRAS_API_KEY, .*speed-kings demo/),
    });
  });

  test.each([
    ["a web page", answering("<html></html>"), /no list of models/],
    ["an empty list", answering(list()), /has no model/],
    ["a refusal", answering('{"error":{"message":"who are you?"}}', 401), /who are you/],
  ])("as the server answers with %s, that is said", async (_, network, words) => {
    const { error } = await find(ONE, network);
    expect(error).toBeInstanceOf(RunError);
    expect(String(error)).toMatch(words);
  });
});
