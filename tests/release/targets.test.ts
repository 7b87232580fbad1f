import { describe, expect, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { executableFormat } from "../../scripts/release/executable-format.ts";
import { sizesIn } from "../../scripts/release/size-table.ts";
import { TARGET_IDS, TARGETS, binaryName } from "../../scripts/release/targets.ts";
import type { BuildTarget } from "../../scripts/release/targets.ts";

const ROOT = join(import.meta.dir, "../..");
const { platform } = process;
const BINARY = join(ROOT, "dist", platform === "win32" ? "speed-kings.exe" : "speed-kings");
/** A page of bytecode more or less is no news; 5 % is. */
const TOLERANCE = 0.05;

const here = TARGET_IDS.find(
  (id) =>
    TARGETS[id].os === platform &&
    TARGETS[id].cpu === process.arch &&
    ("libc" in TARGETS[id] ? TARGETS[id].libc : "glibc") === "glibc",
);

test.each(TARGET_IDS)("the lock has the hash of the runtime of %s", async (id) => {
  const { runtime } = TARGETS[id];
  const lock = await readFile(join(ROOT, "bun.lock"), "utf8");
  expect(lock).toMatch(new RegExp(`"${runtime}@${Bun.version}", .*"sha512-`));
});

describe("the README says the size", () => {
  test.each(TARGET_IDS)("of %s", async (id) => {
    expect(sizesIn(await readFile(join(ROOT, "README.md"), "utf8"), id)).toBeDefined();
  });

  test.skipIf(here === undefined || !existsSync(BINARY))("as it is on this system", async () => {
    const said = sizesIn(await readFile(join(ROOT, "README.md"), "utf8"), here!)?.program ?? 0;
    const { size } = statSync(BINARY);
    expect(Math.abs(said - size) / size).toBeLessThan(TOLERANCE);
  });
});

test.skipIf(here === undefined || !existsSync(BINARY))(
  "the binary of this system is recognised as one",
  async () => {
    const { os, cpu, libc }: BuildTarget = TARGETS[here!];
    const found = executableFormat(await readFile(BINARY));
    expect(found).toEqual(libc === undefined ? { os, cpu } : { os, cpu, libc });
  },
);

test("a script is not taken for a program", () => {
  expect(() => executableFormat(Buffer.from("#!/bin/sh\nexit 0\n"))).toThrow("no executable");
});

test("only Windows has an ending", () => {
  expect(binaryName("win32")).toBe("speed-kings.exe");
  expect(binaryName("linux")).toBe("speed-kings");
});
