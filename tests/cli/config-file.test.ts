import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/cli/config-file.ts";
import { readTargetOptions } from "../../src/cli/target-options.ts";
import { UsageError } from "../../src/core/errors.ts";
import { resolveTargets } from "../../src/providers/resolve.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

async function complaint(name: string, text: string): Promise<string> {
  const error: unknown = await readConfig(await file(name, text)).catch((thrown) => thrown);
  if (!(error instanceof UsageError)) throw new Error("was accepted");
  return `${error.message} | ${error.advice}`;
}

const JSON_TEXT = JSON.stringify({
  targets: {
    gateway: {
      baseUrl: "https://gw.example/v1/",
      model: "m",
      keyEnv: "GATEWAY_KEY",
      headers: { "X-Team": "a, ${TEAM}" },
      like: "groq",
    },
    groq: { headers: { "x-trace": "1" }, model: "llama" },
  },
});

describe("the config file", () => {
  test("says the same in JSON, TOML and YAML", async () => {
    const expected = await readConfig(await file("a.json", JSON_TEXT));
    const toml = `[targets.gateway]
baseUrl = "https://gw.example/v1/"
model = "m"
keyEnv = "GATEWAY_KEY"
headers = { "X-Team" = "a, \${TEAM}" }
like = "groq"
[targets.groq]
headers = { x-trace = "1" }
model = "llama"
`;
    const yaml = `targets:
  gateway:
    baseUrl: https://gw.example/v1/
    model: m
    keyEnv: GATEWAY_KEY
    headers: { X-Team: "a, \${TEAM}" }
    like: groq
  groq:
    headers: { x-trace: "1" }
    model: llama
`;
    expect(await readConfig(await file("a.toml", toml))).toEqual(expected);
    expect(await readConfig(await file("a.yaml", yaml))).toEqual(expected);
    expect(expected["gateway"]?.baseUrl).toBe("https://gw.example/v1");
  });

  test("gives targets a URL, a key, headers and a model; the key goes to that URL alone", async () => {
    const config = await file("b.json", JSON_TEXT);
    const env = { GATEWAY_KEY: "gw-key", GROQ_API_KEY: "groq-key", TEAM: "red" };
    const { specs } = await readTargetOptions({ providers: "gateway,groq", config }, env);
    const [gateway, groq] = resolveTargets(specs, env);
    expect(gateway).toMatchObject({
      id: "gateway",
      provider: "groq",
      resolved: {
        target: { model: "m", origin: "https://gw.example" },
        endpoint: { headers: { "x-team": "a, red" } },
        quirks: { outputCapField: "max_completion_tokens" },
      },
    });
    expect(
      gateway !== undefined && "entrant" in gateway && gateway.entrant.endpoint.key?.reveal(),
    ).toBe("gw-key");
    expect(groq).toMatchObject({
      id: "groq",
      resolved: { target: { model: "llama" }, endpoint: { headers: { "x-trace": "1" } } },
    });
  });

  test("that moves a provider does not take its key along", async () => {
    const config = await file(
      "c.json",
      '{"targets":{"groq":{"baseUrl":"https://evil.example/v1"}}}',
    );
    const env = { GROQ_API_KEY: "groq-key" };
    const { specs } = await readTargetOptions({ providers: "groq", config }, env);
    const [groq] = resolveTargets(specs, env, { model: "m" });
    expect(groq !== undefined && "entrant" in groq && groq.entrant.endpoint.key).toBeUndefined();
  });

  test("is read only when it is named", async () => {
    await file("speed-kings.config.json", JSON_TEXT);
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await readTargetOptions({}, {})).specs.some((spec) => spec.kind === "url")).toBe(
        false,
      );
      const env = { SPEED_KINGS_CONFIG: "speed-kings.config.json" };
      expect((await readTargetOptions({}, env)).specs.some((spec) => spec.kind === "url")).toBe(
        true,
      );
    } finally {
      process.chdir(before);
    }
  });

  test.each([
    [
      "x.json",
      '{"targets":{"my box":{"baseUrl":"https://h"}}}',
      /"my box" cannot be the name of a target \| a name has .* hyphens: my-box$/,
    ],
    [
      "x.json",
      "[]",
      /the file must be a table with targets and pricing \| for example \{ "targets"/,
    ],
    [
      "x.yaml",
      "targets: [a]",
      /targets must be a table of targets.* \| for example targets: \{ my/,
    ],
    [
      "x.toml",
      "targets.a = 3",
      /targets\.a must be a table with .*baseUrl.* example targets\.my-box =/,
    ],
    ["x.yaml", "targets: { a: { model: 4 } }", /targets\.a\.model must be text/],
    [
      "x.json",
      '{"targets":{"a":{"model":""}}}',
      /targets\.a\.model must be text that is not empty/,
    ],
    [
      "x.json",
      '{"targets":{"a":{"headers":[]}}}',
      /targets\.a\.headers must be a table of headers/,
    ],
    ["x.json", '{"targets":{"a":{"headers":{"x y":"1"}}}}', /"x y" in .* the name of a header/],
    ["x.json", '{"targets":{"a":{"headers":{"x":1}}}}', /targets\.a\.headers\.x must be text/],
    ["x.json", '{"pricing":7}', /pricing must be the path of a price file/],
    ["x.json", '{"tragets":{}}', /unknown field tragets \| did you mean targets\?/],
    [
      "x.json",
      '{"targets":{"a":{"baseURL":"https://h"}}}',
      /targets\.a\.baseURL \| did you mean baseUrl\?/,
    ],
    [
      "x.json",
      '{"targets":{"a":{"apiKey":"MARKED"}}}',
      /targets\.a\.apiKey \| did you mean keyEnv\?/,
    ],
    [
      "x.json",
      '{"targets":{"a":{"baseUrl":"https://h","keyEnv":"sk-MARKED"}}}',
      /name of a variable/,
    ],
    ["x.json", '{"targets":{"a":{"baseUrl":"https://u:MARKED@h"}}}', /URL of a holds a key/],
    ["x.json", '{"targets":{"a":{"model":"m"}}}', /the target a has no baseUrl/],
    ["x.json", '{"targets":{"a":{"baseUrl":"https://h","like":"gorq"}}}', /did you mean groq/],
    ["x.json", "{MARKED", /is not JSON/],
    ["x.ini", "", /no ending that is known/],
  ])("%s with %s is refused in one line", async (name, text, words) => {
    const said = await complaint(name, text);
    expect(said).toMatch(words);
    expect(said).not.toContain("MARKED");
    expect(said).not.toContain("\n");
  });
});
