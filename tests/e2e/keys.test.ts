import { beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Provider } from "../../src/providers/provider.ts";
import { PROVIDERS } from "../../src/providers/table.ts";
import { makeAuthority } from "../support/authority.ts";
import type { Authority } from "../support/authority.ts";
import { startRecordingProxy } from "../support/recording-proxy.ts";
import type { Manner, Overheard, RecordingProxy } from "../support/recording-proxy.ts";
import {
  HostileFolder,
  PROGRAMS,
  contents,
  dataFolderIn,
  environmentIn,
  finish,
  inTurn,
  start,
} from "./programs.ts";
import type { Program } from "./programs.ts";

setDefaultTimeout(180_000);

const ROWS: readonly Provider[] = Object.values(PROVIDERS);

/**
 * Unlike any provider's own form of a key, so that nothing hides it for its looks; and no two have eight characters in common, so
 * that hiding the one does not hide the other.
 */
const keyIn = (variable: string): string => `${digits(variable)}MARKED${digits(`${variable}+`)}`;
const digits = (text: string): string => Bun.SHA256.hash(text, "hex").slice(0, 12);

/** Words that a base URL is made with. */
const PLACES: Readonly<Record<string, string>> = {
  CLOUDFLARE_ACCOUNT_ID: "account0",
  AZURE_OPENAI_ENDPOINT: "https://mine.openai.azure.com",
  AWS_REGION: "eu-west-1",
  LITELLM_BASE_URL: "https://litellm.test",
};

/** The variables whose keys a host may see. */
const MAY_SEE = new Map<string, Set<string>>();
const allow = (host: string, ...variables: readonly string[]): void => {
  const known = MAY_SEE.get(host) ?? new Set();
  for (const variable of variables) known.add(variable);
  MAY_SEE.set(host, known);
};
for (const { baseUrl, keyEnv } of ROWS) {
  const filled = baseUrl
    .replace("http://localhost:4000", PLACES["LITELLM_BASE_URL"]!)
    .replace("{AZURE_RESOURCE_NAME}", "mine")
    .replace("{AWS_REGION,AWS_DEFAULT_REGION=us-east-1}", PLACES["AWS_REGION"]!)
    .replace("{CLOUDFLARE_ACCOUNT_ID}", PLACES["CLOUDFLARE_ACCOUNT_ID"]!);
  if (keyEnv.length > 0) allow(new URL(filled).host, ...keyEnv);
}
allow("gateway.test", "GATEWAY_KEY", "GATEWAY_SECRET");
allow("own.test", "OWN_KEY", "OWN_SECRET");

/** Hosts that get no key at all: where a provider was moved to, where a redirect leads, where prices come from. */
const NOBODYS = ["moved.test", "elsewhere.test", "raw.githubusercontent.com", "models.dev"];

const VARIABLES = [...new Set([...MAY_SEE.values()].flatMap((set) => [...set]))];

const CONFIG = `targets:
  gateway:
    baseUrl: https://gateway.test/v1
    model: m
    keyEnv: GATEWAY_KEY
    headers: { x-secret: "\${GATEWAY_SECRET}" }
  deepseek:
    baseUrl: https://moved.test/v1
    model: m
`;

const TARGETS = ["all", "azure/mine", "openai-responses", "own=https://own.test/v1#m"].join(",");
const NAMED = ["--config", "targets.yaml", "--key-env", "own=OWN_KEY"];
const HEADER = ["--header", "own=x-secret: ${OWN_SECRET}"];

/** Whatever is secret in a request, and nothing that could push it out of sight. */
const secretsOf = (request: Request): string =>
  [...request.headers.values()].filter((value) => value.includes("MARKED")).join(" ");

const stream = [
  { choices: [{ index: 0, delta: { content: "one two three" }, finish_reason: null }] },
  { choices: [{ index: 0, delta: {}, finish_reason: "stop" }], usage: { completion_tokens: 3 } },
]
  .map((event) => `data: ${JSON.stringify(event)}\n\n`)
  .join("");

/** Worlds behind the proxy, each with a way of its own to make a program talk. */
const MANNERS = {
  kind: (request) =>
    request.method === "POST"
      ? new Response(`${stream}data: [DONE]\n\n`, {
          headers: { "content-type": "text/event-stream" },
        })
      : Response.json({ object: "list", data: [{ id: "m" }], models: [{ name: "m" }] }),
  // It repeats all it was told: in the body, in its own name for the request, in a header that is shown.
  "an echo": (request) =>
    Response.json(
      { error: { message: `Incorrect API key provided: ${secretsOf(request)}`, code: "x" } },
      { status: 401, headers: { "x-request-id": secretsOf(request) } },
    ),
  "an echo in a stream": (request) =>
    new Response(`data: ${JSON.stringify({ error: { message: secretsOf(request) } })}\n\n`, {
      headers: { "content-type": "text/event-stream" },
    }),
  "an echo as a model": (request) =>
    request.method === "POST"
      ? new Response(
          `data: ${JSON.stringify({ model: secretsOf(request), choices: [{ delta: { content: secretsOf(request) } }] })}\n\ndata: [DONE]\n\n`,
          { headers: { "content-type": "text/event-stream" } },
        )
      : Response.json({ data: [{ id: secretsOf(request) }] }),
  elsewhere: (request) =>
    new Response(null, {
      status: 307,
      headers: { location: `https://elsewhere.test/${encodeURIComponent(secretsOf(request))}` },
    }),
  gone: "hang-up",
} as const satisfies Record<string, Manner>;

const QUICK = "-s short -n 1 --warmup 0 --no-calibration --yes --connect-timeout 5s".split(" ");
const RACE = ["benchmark", "-p", TARGETS, ...NAMED, ...HEADER, ...QUICK];
/** What talks to providers. */
const TALK: readonly (readonly string[])[] = [
  ["list", "--check", "-v"],
  ["list", "--models", "-v", "-o", "json", "--config", "targets.yaml"],
  ["list", "--check", "own=https://own.test/v1#m", "--key-env", "OWN_KEY", ...HEADER],
  [...RACE, "-v", "--details", "--export", "out/run.json,out/run.html,out/run.csv"],
];
/** All the rest but `simulate`, which serves until it is stopped. It is done in one world only. */
const OTHERS: readonly (readonly string[])[] = [
  [...RACE, "-q", "-o", "json", "--cold"],
  [...RACE, "--dry-run", "-v"],
  ["list", "-v"],
  ["report", "last", "-v"],
  ["report", "last", "-o", "markdown"],
  ["compare", "last", "last~1"],
  ["demo", "-n", "1", "-s", "short", "--warmup", "0"],
  ["calibrate"],
  ["pricing"],
  ["pricing", "cost", "-m", "gpt-oss-120b", "--in", "10", "--out", "10"],
  ["pricing", "refresh", "-v"],
  ["pricing", "check"],
  ["pricing", "path"],
  ["schema"],
  ["--help"],
];

let authority: Authority;

beforeAll(async () => {
  authority = await makeAuthority([...MAY_SEE.keys(), ...NOBODYS]);
});

/** Does all of `commands` in one folder, one after the other, and gives whatever they left anywhere. */
async function doAll(
  program: Program,
  commands: readonly (readonly string[])[],
  proxy: RecordingProxy,
): Promise<string> {
  await using folder = await HostileFolder.create();
  await mkdir(join(folder.path, "out"), { recursive: true });
  await writeFile(join(folder.path, "targets.yaml"), CONFIG);
  await writeFile(join(folder.path, "ca.pem"), authority.ca);
  const env = {
    ...environmentIn(folder.path),
    ...PLACES,
    ...Object.fromEntries(VARIABLES.map((variable) => [variable, keyIn(variable)])),
    HTTPS_PROXY: proxy.url,
    HTTP_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: join(folder.path, "ca.pem"),
    // Bun prints whole requests for this, unless it is silenced.
    BUN_CONFIG_VERBOSE_FETCH: "curl",
  };
  const left: string[] = [];
  for (const words of commands) {
    // oxlint-disable-next-line no-await-in-loop -- one command reads what another has saved
    const { code, stdout, stderr } = await finish(start(program, words, { cwd: folder.path, env }));
    if (code === 2) throw new Error(`${words.join(" ")} is not understood: ${stderr}`);
    left.push(words.join(" "), stdout, stderr);
  }
  const saved = await contents(dataFolderIn(folder.path));
  expect(saved).toContain("schemaVersion");
  return [...left, saved, await contents(join(folder.path, "out"))].join("\n");
}

/** The variables whose keys each host was told. */
function told(overheard: readonly Overheard[]): ReadonlyMap<string, ReadonlySet<string>> {
  const reached = new Map<string, Set<string>>();
  for (const { host, text } of overheard) {
    const keys = reached.get(host) ?? new Set();
    for (const variable of VARIABLES) if (text.includes(keyIn(variable))) keys.add(variable);
    if (keys.size === 0 && text.includes("MARKED")) keys.add("a part of a key");
    reached.set(host, keys);
  }
  return reached;
}

const mannersOf = Object.keys(MANNERS) as (keyof typeof MANNERS)[];

describe.concurrent("keys and secret headers", () => {
  describe.each([...PROGRAMS])("of the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    for (const manner of mannersOf) {
      runs(`reach nobody else and are shown nowhere, where the world is ${manner}`, async () => {
        const proxy = await startRecordingProxy(authority, MANNERS[manner]);
        try {
          const commands = manner === "kind" ? [...TALK, ...OTHERS] : TALK;
          const left = await inTurn(() => doAll(program, commands, proxy));
          expect(left.split("\n").filter((line) => line.includes("MARKED"))).toEqual([]);
          expect(proxy.toProxy.filter((head) => head.includes("MARKED"))).toEqual([]);
          const reached = told(proxy.overheard);
          for (const [host, keys] of reached) {
            const strangers = [...keys].filter((key) => MAY_SEE.get(host)?.has(key) !== true);
            expect({ host, strangers }).toEqual({ host, strangers: [] });
          }
          expect(reached.has("elsewhere.test")).toBe(false);
          if (manner === "gone") return;
          // What was overheard is worth something: each host was asked with a key of its own, the moved one without.
          const silent = [...MAY_SEE.keys()].filter((host) => (reached.get(host)?.size ?? 0) === 0);
          expect(silent).toEqual([]);
          expect(reached.get("moved.test")).toEqual(new Set());
        } finally {
          await proxy.stop();
        }
      });
    }
  });
});
