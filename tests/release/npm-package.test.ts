import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { publint } from "publint";
import manifest from "../../package.json" with { type: "json" };

const ROOT = join(import.meta.dir, "../..");
const isBuilt = existsSync(join(ROOT, "dist/speed-kings.js"));
const npm = Bun.which("npm");
const MOST_PACKED = 1.5e6;

let folder = "";
let tarball = "";
let packed: { readonly size: number; readonly files: readonly { readonly path: string }[] };

/** Runs a program in a folder, as somebody with an empty HOME and this Bun in the PATH. */
async function run(cwd: string, ...command: readonly string[]) {
  await mkdir(cwd, { recursive: true });
  const child = Bun.spawn([...command], {
    cwd,
    env: {
      ...process.env,
      HOME: join(folder, "home"),
      npm_config_cache: join(folder, "npm-cache"),
      // Nothing but what is packed may be needed.
      npm_config_offline: "true",
      PATH: `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env["PATH"]}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { stdout, stderr, code };
}

describe.skipIf(npm === null || !isBuilt)("the npm package", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "speed-kings-npm-"));
    const { stdout, stderr } = await run(
      ROOT,
      npm!,
      "pack",
      "--json",
      "--pack-destination",
      folder,
    );
    [packed] = JSON.parse(stdout === "" ? stderr : stdout);
    tarball = join(folder, `speed-kings-${manifest.version}.tgz`);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("holds the program, what must be said of it, and nothing else", () => {
    expect(packed.files.map(({ path }) => path).toSorted()).toEqual([
      "LICENSE",
      "README.md",
      "dist/THIRD-PARTY-NOTICES.md",
      "dist/speed-kings.js",
      "package.json",
    ]);
    expect(packed.size).toBeLessThan(MOST_PACKED);
  });

  test("needs no other package, and runs nothing when it is installed", () => {
    const keys: readonly string[] = Object.keys(manifest);
    expect(keys).not.toContain("dependencies");
    expect(keys).not.toContain("optionalDependencies");
    expect(keys).not.toContain("peerDependencies");
    const scripts: readonly string[] = Object.keys(manifest.scripts);
    for (const name of ["preinstall", "install", "postinstall", "prepare", "prepack"]) {
      expect(scripts).not.toContain(name);
    }
  });

  test("has nothing that publint complains about", async () => {
    expect((await publint({ pkgDir: ROOT, strict: true })).messages).toEqual([]);
  });

  test.each([
    { tool: "npm", install: () => [npm!, "install", "--no-audit", "--no-fund", tarball] },
    { tool: "bun", install: () => [process.execPath, "add", tarball] },
  ])(
    "starts a race once $tool has installed it in an empty folder",
    async ({ tool, install }) => {
      const home = join(folder, `with-${tool}`);
      await mkdir(home, { recursive: true });
      await writeFile(join(home, "package.json"), "{}\n");
      expect(await run(home, ...install())).toMatchObject({ code: 0 });
      expect(existsSync(join(home, "node_modules/zod"))).toBe(false);
      const program = join(home, "node_modules/.bin/speed-kings");
      const command = process.platform === "win32" ? [`${program}.cmd`] : [program];
      const words = [
        "demo",
        "-n",
        "2",
        "--warmup",
        "0",
        "--max-tokens",
        "32",
        "--no-save",
        "--no-calibration",
      ];
      const race = await run(join(home, "elsewhere"), ...command, ...words);
      expect(race.stdout).toContain("SIMULATED");
      expect(race.code).toBe(0);
    },
    60_000,
  );

  test("says under Node, in one line, what it needs", async () => {
    const node = Bun.which("node")!;
    const { stderr, stdout, code } = await run(folder, node, join(ROOT, "dist/speed-kings.js"));
    expect(stderr).toMatch(/^speed-kings needs Bun .*npm install --global bun.*\n$/);
    expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
  });

  test("tells who wrote what is in it", async () => {
    const text = await readFile(join(ROOT, "dist/THIRD-PARTY-NOTICES.md"), "utf8");
    for (const name of ["zod", "echarts", "zrender", "tslib", "smartwrap", "gpt-tokenizer"]) {
      expect(text).toContain(`\n## ${name} `);
    }
    expect(text).not.toContain("\n## Bun ");
  });
});
