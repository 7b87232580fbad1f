import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSignature, resignAdHoc } from "../../scripts/release/macho-signature.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-macho-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SIGNATURE_AT = 3 * 4096 + 100;

/** The least that a signature needs: two segments and a stale signature of other pages. */
function program(): Buffer {
  const file = Buffer.alloc(SIGNATURE_AT + 64, 7);
  file.fill(0, 0, 400);
  file.writeUInt32LE(0xfeedfacf, 0);
  file.writeUInt32LE(3, 16);
  const segment = (at: number, name: string, fileAt: number, length: number): void => {
    file.writeUInt32LE(0x19, at);
    file.writeUInt32LE(72, at + 4);
    file.write(name, at + 8, "latin1");
    file.writeBigUInt64LE(BigInt(fileAt), at + 40);
    file.writeBigUInt64LE(BigInt(length), at + 48);
  };
  segment(32, "__TEXT", 0, 8192);
  segment(104, "__LINKEDIT", 8192, SIGNATURE_AT + 64 - 8192);
  file.writeUInt32LE(0x1d, 176);
  file.writeUInt32LE(16, 180);
  file.writeUInt32LE(SIGNATURE_AT, 184);
  file.writeUInt32LE(64, 188);
  return file;
}

test("a signed program has fitting hashes for all of its pages, and says that nobody vouches for it", async () => {
  const path = join(folder, "signed");
  await writeFile(path, program());
  await resignAdHoc(path);
  expect(checkSignature(await readFile(path))).toEqual({
    identifier: "speed-kings",
    isAdHoc: true,
    pages: 4,
    badPages: 0,
  });
});

test("the load commands know where the signature ends", async () => {
  const path = join(folder, "commands");
  await writeFile(path, program());
  await resignAdHoc(path);
  const file = await readFile(path);
  expect(file.readUInt32LE(184) + file.readUInt32LE(188)).toBe(file.length);
  expect(Number(file.readBigUInt64LE(104 + 40) + file.readBigUInt64LE(104 + 48))).toBe(file.length);
});

test("one changed byte is found", async () => {
  const path = join(folder, "changed");
  await writeFile(path, program());
  await resignAdHoc(path);
  const file = await readFile(path);
  file[5000] = 8;
  expect(checkSignature(file).badPages).toBe(1);
});

test("signing twice changes nothing more", async () => {
  const path = join(folder, "twice");
  await writeFile(path, program());
  await resignAdHoc(path);
  const once = await readFile(path);
  await resignAdHoc(path);
  expect(await readFile(path)).toEqual(once);
});

test("what is no program for macOS is refused", async () => {
  const path = join(folder, "text");
  await writeFile(path, "#!/bin/sh\n".repeat(10));
  expect(resignAdHoc(path)).rejects.toThrow("no 64-bit Mach-O");
});
