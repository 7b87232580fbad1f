import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PROGRAMS, runProgram } from "./programs.ts";
import type { Program } from "./programs.ts";

setDefaultTimeout(60_000);

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "speed-kings-pricing-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** A fresh folder to run in: the program's own files are below its `home`. */
async function freshFolder(): Promise<string> {
  return mkdtemp(join(home, "run-"));
}

interface PathLayer {
  readonly name: string;
  readonly path?: string;
  readonly state: string;
  readonly hash?: string;
}

async function layersIn(program: Program, cwd: string): Promise<readonly PathLayer[]> {
  const { stdout } = await runProgram(program, ["pricing", "path", "-o", "json"], { cwd });
  return JSON.parse(stdout).layers;
}

async function pathOf(program: Program, cwd: string, name: string): Promise<string> {
  const path = (await layersIn(program, cwd)).find((layer) => layer.name === name)?.path;
  if (path === undefined) throw new Error(`no layer ${name}`);
  return path;
}

const CATALOG_PRICE = { input: 0.16, output: 0.64 };

/** Two catalogs that agree about a new price and a new model, and count who asks. */
function serveCatalogs(asked: string[]) {
  return Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) => {
      const { pathname } = new URL(request.url);
      asked.push(`${pathname} ${request.headers.get("authorization") ?? "no key"}`);
      const text = { modalities: { output: ["text"] } };
      if (pathname === "/models-dev") {
        const models = {
          "openai/gpt-oss-120b": { ...text, cost: { ...CATALOG_PRICE, cache_read: 0.08 } },
          "brand-new": { ...text, cost: { input: 1, output: 2 } },
          "openai/gpt-oss-20b": { ...text, cost: { input: 75, output: 300 } },
        };
        return Response.json({ groq: { models } });
      }
      if (pathname === "/litellm") {
        const entry = (input: number, output: number, cached?: number) => ({
          mode: "chat",
          litellm_provider: "groq",
          input_cost_per_token: input / 1e6,
          output_cost_per_token: output / 1e6,
          ...(cached === undefined ? {} : { cache_read_input_token_cost: cached / 1e6 }),
        });
        return Response.json({
          "groq/openai/gpt-oss-120b": entry(0.16, 0.64, 0.08),
          "groq/brand-new": entry(1, 2),
        });
      }
      if (pathname === "/html")
        return new Response("<html>", { headers: { "content-type": "text/html" } });
      return new Response("no", { status: 503 });
    },
  });
}

describe.each([...PROGRAMS])("pricing by the program as $name", (program) => {
  const runs = test.skipIf(!program.isThere);
  const run = (words: readonly string[], setting = {}) =>
    runProgram(program, ["pricing", ...words], setting);

  runs("answers for one model at three hosts with three prices, each its own", async () => {
    const { stdout, code } = await run([
      "cost",
      "--model",
      "gpt-oss-120b",
      "--in",
      "1000000",
      "--out",
      "1000000",
      "-o",
      "json",
    ]);
    expect(code).toBe(0);
    const costs: { id: string; usd: number }[] = JSON.parse(stdout).costs;
    const usd = (id: string) => costs.find((one) => one.id === id)?.usd;
    expect(usd("cerebras/gpt-oss-120b")).toBeCloseTo(1.1, 9);
    expect(usd("groq/openai/gpt-oss-120b")).toBeCloseTo(0.75, 9);
    expect(usd("sambanova/gpt-oss-120b")).toBeCloseTo(0.81, 9);
  });

  runs("prices cached tokens and the hour", async () => {
    const words = [
      "cost",
      "-m",
      "deepseek-flash",
      "-p",
      "deepseek",
      "--in",
      "1000",
      "--out",
      "0",
      "--cached",
      "1000",
      "-o",
      "json",
    ];
    const usdAt = async (time: string): Promise<number> =>
      JSON.parse((await run([...words, "--at", time])).stdout).costs[0].usd;
    expect(await usdAt("2026-11-23T02:00Z")).toBeCloseTo(6e-6, 15);
    // Without a zone it is UTC, whatever the machine's own is.
    expect(await usdAt("2026-11-23 00:30")).toBeCloseTo(3e-6, 15);
    expect(await usdAt("2026-11-22T02:00Z")).toBeCloseTo(3e-6, 15);
  });

  runs("has no price for a model that it does not know, and says how to add one", async () => {
    const { stdout, stderr, code } = await run([
      "cost",
      "-m",
      "no-such-model-anywhere",
      "--in",
      "1",
      "--out",
      "1",
    ]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("no price is known for no-such-model-anywhere");
    expect(stderr).toContain("--price");
  });

  runs("fits a page of 80 columns, with every model there is", async () => {
    const { stdout, code } = await run(["--all"], { env: { COLUMNS: "80" } });
    expect(code).toBe(0);
    const lines = stdout.split("\n");
    expect(lines.length).toBeGreaterThan(400);
    expect(Math.max(...lines.map((line) => Bun.stringWidth(line)))).toBeLessThanOrEqual(80);
    expect(stdout).toContain("cerebras/gpt-oss-120b");
  });

  runs("sorts, filters and keeps to one provider", async () => {
    const csv = async (words: readonly string[]): Promise<string[][]> =>
      (await run([...words, "-o", "csv"])).stdout
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.split(","));
    const byOutput = await csv(["--filter", "gpt-oss 120b", "--sort", "output"]);
    const outputs = byOutput.map((fields) => Number(fields[5]));
    expect(outputs.length).toBeGreaterThan(4);
    expect(outputs).toEqual(outputs.toSorted((a, b) => a - b));
    const groq = await csv(["groq"]);
    expect(new Set(groq.map(([provider]) => provider))).toEqual(new Set(["groq"]));
  });

  runs("is Markdown and JSON as well", async () => {
    const markdown = await run(["cerebras", "-o", "markdown"]);
    expect(markdown.stdout).toMatch(/^\| provider +\| model/);
    const json = JSON.parse((await run(["cerebras", "-o", "json"])).stdout);
    expect(json.models[0]).toMatchObject({
      id: "cerebras/gpt-oss-120b",
      input: 0.35,
      verifiedAt: expect.any(String),
      sources: expect.any(Array),
    });
    expect(json.layers).toMatchObject([
      { name: "embedded", hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  runs("shows every price of a model with what it rests on", async () => {
    const { stdout } = await run(["show", "deepseek/deepseek-v4-flash"]);
    // Plain dashes where the terminal knows no others.
    expect(stdout).toMatch(/peak, 01:00.04:00 and 06:00.10:00 UTC, mon.fri/);
    expect(stdout).toContain("until 2026-08-16 16:00 UTC");
    expect(stdout).toContain("api-docs.deepseek.com");
  });

  test.skipIf(!program.isThere).each([
    [["shwo", "x"], "did you mean show?"],
    [["grokk"], "did you mean groq?"],
    [["show", "groq/openai/gpt-oss-120"], "did you mean groq/openai/gpt-oss-120b?"],
    [["show", "gpt-oss-120b"], "did you mean cerebras/gpt-oss-120b"],
    [["show"], "PROVIDER/MODEL"],
    [["cost", "--in", "1", "--out", "1"], "needs a model"],
    [["cost", "-m", "gpt-oss-120b"], "needs --in and --out"],
    [
      ["cost", "-m", "gpt-oss-120b", "--in", "1", "--out", "1", "--cached", "2"],
      "--cached 2 is more than --in 1",
    ],
    [
      ["cost", "-m", "gpt-oss-120b", "--in", "1", "--out", "1", "--at", "noon"],
      "--at must be a moment",
    ],
    [
      ["cost", "-m", "gpt-oss-120b", "--in", "1", "--out", "1", "--tier", "gold"],
      "for the tier gold",
    ],
    [["groq", "--write"], "--write does not belong to pricing list: it goes with pricing refresh"],
    [["check", "--max-age", "soon"], "--max-age must be days"],
    [["refresh", "--source", "litelm=http://127.0.0.1"], "did you mean litellm?"],
    [["refresh", "--source", "litellm=ftp://x"], "begins with https://"],
    [["--sort", "price"], "--sort must be one of"],
  ] as const)("refuses %j in one line with a way on", async (words, said) => {
    const { code, stdout, stderr } = await run(words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  describe("a file of one's own", () => {
    runs("is used where the variable names it, and reported with its layer and hash", async () => {
      const cwd = await freshFolder();
      const path = join(cwd, "mine.json");
      await writeFile(
        path,
        '{ "providers": { "groq": { "models": { "openai/gpt-oss-120b": { "prices": [{ "input": 9, "output": 9 }] } } } } }',
      );
      const { stdout } = await run(["show", "groq/openai/gpt-oss-120b", "-o", "json"], {
        cwd,
        env: { SPEED_KINGS_PRICING: path },
      });
      expect(JSON.parse(stdout)).toMatchObject({
        input: 9,
        layer: "environment",
        layerHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    runs("is used from the configuration folder, and the variable wins over it", async () => {
      const cwd = await freshFolder();
      const user = await pathOf(program, cwd, "user");
      const price = (input: number) =>
        `{ "providers": { "groq": { "models": { "m": { "prices": [{ "input": ${input}, "output": 9 }] } } } } }`;
      await mkdir(dirname(user), { recursive: true });
      await writeFile(user, price(1));
      await writeFile(join(cwd, "other.json"), price(2));
      const input = async (env: Record<string, string>) =>
        JSON.parse((await run(["show", "groq/m", "-o", "json"], { cwd, env })).stdout).input;
      expect(await input({})).toBe(1);
      expect(await input({ SPEED_KINGS_PRICING: join(cwd, "other.json") })).toBe(2);
    });

    runs("in the working folder is not read unasked", async () => {
      const cwd = await freshFolder();
      await writeFile(join(cwd, "pricing.json"), "{ broken");
      await writeFile(join(cwd, "speed-kings.pricing.json"), "{ broken");
      expect((await run(["groq"], { cwd })).code).toBe(0);
    });

    test.skipIf(!program.isThere).each([
      [
        "half-written",
        '{ "providers": { "groq": {\n "models": {',
        "line 2: the file ends in the middle",
      ],
      [
        "misspelt",
        '{\n "providers": {\n "groq": { "model": {} } } }',
        'line 3: providers.groq: unknown key "model": did you mean "models"?',
      ],
      ["binary", "\u0000\u0001\u001b[31mred", "line 1: broken JSON"],
      ["hostile", '{ "providers": { "__proto__": {} } }', '"__proto__" is no name'],
    ])(
      "that is %s stops with its line and key, and nothing is used instead",
      async (_, content, said) => {
        const cwd = await freshFolder();
        const path = join(cwd, "mine.json");
        await writeFile(path, content);
        for (const words of [["groq"], ["cost", "-m", "gpt-oss-120b", "--in", "1", "--out", "1"]]) {
          const { code, stdout, stderr } = await run(words, {
            cwd,
            env: { SPEED_KINGS_PRICING: path },
          });
          expect([code, stdout]).toEqual([2, ""]);
          expect(stderr).toContain(said);
          expect(stderr).not.toContain("\u001b[31m");
        }
        const checked = await run(["check"], { cwd, env: { SPEED_KINGS_PRICING: path } });
        expect(checked.code).toBe(3);
        expect(checked.stdout).toContain("invalid  environment:");
        const paths = await run(["path"], { cwd, env: { SPEED_KINGS_PRICING: path } });
        expect([paths.code, paths.stdout.includes("broken")]).toEqual([0, true]);
      },
    );

    runs("that is named and not there, a folder, or too large stops as well", async () => {
      const cwd = await freshFolder();
      const stderr = async (path: string) =>
        (await run(["groq"], { cwd, env: { SPEED_KINGS_PRICING: path } })).stderr;
      expect(await stderr(join(cwd, "nowhere.json"))).toContain("does not exist");
      expect(await stderr(cwd)).toContain("is no file");
      await writeFile(join(cwd, "huge.json"), " ".repeat(8 * 1024 * 1024 + 1));
      expect(await stderr(join(cwd, "huge.json"))).toContain("larger than 8 MiB");
    });
  });

  describe("check", () => {
    runs("passes while no price is older than asked, and misses the gate when one is", async () => {
      const fresh = await run(["check", "--max-age", "9999d", "-o", "json"]);
      expect(fresh.code).toBe(0);
      expect(JSON.parse(fresh.stdout)).toMatchObject({ ok: true, stale: [], invalid: [] });
      const stale = await run(["check", "--max-age", "0d", "-o", "json"]);
      expect(stale.code).toBe(3);
      const { ok, checked, stale: old } = JSON.parse(stale.stdout);
      expect([ok, old.length]).toEqual([false, checked]);
    });
  });

  describe("refresh", () => {
    const sources = (url: string) => [
      "--source",
      `models.dev=${url}models-dev`,
      "--source",
      `litellm=${url}litellm`,
    ];

    runs("prints what differs and changes nothing", async () => {
      const asked: string[] = [];
      using server = serveCatalogs(asked);
      const cwd = await freshFolder();
      const { stdout, stderr, code } = await run(["refresh", ...sources(server.url.href)], {
        cwd,
        env: { GROQ_API_KEY: "gsk-marked-key" },
      });
      expect(code).toBe(0);
      expect(stdout).toContain(
        "~ groq/openai/gpt-oss-120b  0.15 / 0.60 (cached 0.075) → 0.16 / 0.64 (cached 0.08)",
      );
      expect(stdout).toContain("+ groq/brand-new  1.00 / 2.00");
      expect(stdout).toContain("! groq/openai/gpt-oss-20b");
      expect(stderr).toContain("nothing was written");
      expect(asked.toSorted()).toEqual(["/litellm no key", "/models-dev no key"]);
      expect(await Bun.file(await pathOf(program, cwd, "cache")).exists()).toBe(false);
    });

    runs("keeps it with --write, uses it from then on, and says so", async () => {
      using server = serveCatalogs([]);
      const cwd = await freshFolder();
      await run(["refresh", "--write", ...sources(server.url.href)], { cwd });
      const path = await pathOf(program, cwd, "cache");
      expect(
        JSON.parse(await readFile(path, "utf8")).providers.groq.models["brand-new"].prices,
      ).toMatchObject([{ input: 1, output: 2 }]);
      const { stdout } = await run(["show", "groq/openai/gpt-oss-120b", "-o", "json"], { cwd });
      expect(JSON.parse(stdout)).toMatchObject({ ...CATALOG_PRICE, layer: "cache" });
      const again = await run(["refresh", ...sources(server.url.href), "-o", "json"], { cwd });
      const changes: { kind: string }[] = JSON.parse(again.stdout).changes;
      expect(changes.filter(({ kind }) => kind === "price" || kind === "new")).toEqual([]);
    });

    runs("believes no single catalog, and no server that is down or gives a page", async () => {
      using server = serveCatalogs([]);
      const { href } = server.url;
      const alone = await run(["refresh", "--write", "--source", `models.dev=${href}models-dev`]);
      expect([alone.code, alone.stdout]).toEqual([1, ""]);
      expect(alone.stderr).toContain("one catalog alone is no proof");
      const down = await run([
        "refresh",
        "--source",
        `models.dev=${href}html`,
        "--source",
        `litellm=${href}down`,
      ]);
      expect(down.code).toBe(1);
      expect(down.stderr).toContain("models.dev: ");
      expect(down.stderr).toContain("answered with 503");
    });

    runs(
      "an old copy gives way to what ships, a broken one stops everything but a refresh",
      async () => {
        using server = serveCatalogs([]);
        const cwd = await freshFolder();
        await run(["refresh", "--write", ...sources(server.url.href)], { cwd });
        const path = await pathOf(program, cwd, "cache");
        const file = JSON.parse(await readFile(path, "utf8"));
        await writeFile(path, JSON.stringify({ ...file, updatedAt: "2026-01-01" }));
        expect((await layersIn(program, cwd)).find(({ name }) => name === "cache")?.state).toBe(
          "older",
        );
        await writeFile(path, "{ half");
        const broken = await run(["groq"], { cwd });
        expect([broken.code, broken.stdout]).toEqual([2, ""]);
        const repaired = await run(["refresh", "--write", ...sources(server.url.href)], { cwd });
        expect(repaired.code).toBe(0);
        expect((await run(["groq"], { cwd })).code).toBe(0);
      },
    );
  });
});
