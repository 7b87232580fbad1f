import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tarGz } from "../../scripts/release/archive.ts";
import { REPOSITORY_URL } from "../../scripts/release/formula.ts";
import { TARGET_IDS, TARGETS, archiveName, folderName } from "../../scripts/release/targets.ts";

const SCRIPT = join(import.meta.dir, "../../install.sh");
const VERSION = "9.8.7";
const PROGRAM = `#!/bin/sh\necho "speed-kings ${VERSION} (stand-in)"\n`;

const files = new Map<string, Uint8Array | string>();
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch({ url }) {
    const { pathname } = new URL(url);
    if (pathname === "/releases/latest") {
      return Response.redirect(new URL(`/releases/tag/v${VERSION}`, url).href);
    }
    if (pathname === `/releases/tag/v${VERSION}`) return new Response("a page");
    const file = files.get(pathname);
    return file === undefined ? new Response("", { status: 404 }) : new Response(file);
  },
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-install-"));
  const sums: string[] = [];
  for (const id of TARGET_IDS.filter((name) => TARGETS[name].os !== "win32")) {
    const path = `${folderName(VERSION, id)}/speed-kings`;
    const bytes = await tarGz(
      [{ path, bytes: Buffer.from(PROGRAM), isProgram: true }],
      new Date("2026-11-24"),
    );
    files.set(`/releases/download/v${VERSION}/${archiveName(VERSION, id)}`, bytes);
    sums.push(`${createHash("sha256").update(bytes).digest("hex")}  ${archiveName(VERSION, id)}\n`);
  }
  files.set(`/releases/download/v${VERSION}/SHA256SUMS`, sums.join(""));
});
afterAll(async () => {
  await server.stop(true);
  await rm(folder, { recursive: true, force: true });
});

async function install(words: readonly string[], env: Record<string, string> = {}) {
  const home = await mkdtemp(join(folder, "home-"));
  const child = Bun.spawn(["sh", SCRIPT, ...words], {
    cwd: home,
    env: {
      PATH: process.env["PATH"],
      HOME: home,
      SPEED_KINGS_RELEASES: `http://127.0.0.1:${server.port}/releases`,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { home, stdout, stderr, code };
}

const hasTools = Bun.which("sh") !== null && (Bun.which("curl") ?? Bun.which("wget")) !== null;

describe.skipIf(process.platform === "win32" || !hasTools)("install.sh", () => {
  test("puts the latest release into ~/.local/bin, and says so", async () => {
    const { home, stderr, code } = await install([]);
    expect(stderr).toContain(`speed-kings ${VERSION} (stand-in)`);
    expect(stderr).toContain("is not in your PATH");
    expect(code).toBe(0);
    expect(await readFile(join(home, ".local/bin/speed-kings"), "utf8")).toBe(PROGRAM);
    expect(await readdir(join(home, ".local/bin"))).toEqual(["speed-kings"]);
  });

  test("takes a version, with or without v, and a folder", async () => {
    const { home, code } = await install(["--version", `v${VERSION}`, "--dir", "my programs"]);
    expect(code).toBe(0);
    expect(existsSync(join(home, "my programs/speed-kings"))).toBe(true);
    expect(existsSync(join(home, ".local"))).toBe(false);
  });

  test("installs nothing when the checksum is wrong", async () => {
    const name = archiveName(VERSION, "linux-x64-baseline");
    const path = `/releases/download/v${VERSION}/${name}`;
    const good = files.get(path) ?? "";
    files.set(path, await tarGz([], new Date(0)));
    const { home, stderr, code } = await install(["--target", "linux-x64-baseline"]);
    files.set(path, good);
    expect(stderr).toContain("wrong checksum");
    expect(code).toBe(1);
    expect(existsSync(join(home, ".local"))).toBe(false);
  });

  test("says which release it could not find", async () => {
    const { stderr, code } = await install(["--version", "0.0.1"]);
    expect(stderr).toContain("cannot download SHA256SUMS of version 0.0.1");
    expect(code).toBe(1);
  });

  test.each([
    [["--frobnicate"], "unknown argument --frobnicate"],
    [["--version"], "--version needs a value"],
    [["--version", "1/../../evil"], "is not a version"],
    [["--target", "../evil"], "no system"],
  ])("refuses %p", async (words, says) => {
    const { stderr, code } = await install(words);
    expect(stderr).toContain(says);
    expect(code).toBe(1);
  });

  test("downloads over https only", async () => {
    const { stderr, code } = await install(["--version", VERSION], {
      SPEED_KINGS_RELEASES: "http://127.0.0.1.example.com/releases",
    });
    expect(stderr).toContain("is not https");
    expect(code).toBe(1);
  });

  test("asks the repository that package.json names", async () => {
    expect(await readFile(SCRIPT, "utf8")).toContain(`\nREPOSITORY=${REPOSITORY_URL}\n`);
  });
});
