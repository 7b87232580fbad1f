import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

// Layouts and numbers: Apple's <mach-o/loader.h> and xnu's <kern/cs_blobs.h>. The signature is big-endian, the rest little-endian.
const MH_MAGIC_64 = 0xfeedfacf;
const LC_SEGMENT_64 = 0x19;
const LC_CODE_SIGNATURE = 0x1d;
const CSMAGIC_EMBEDDED_SIGNATURE = 0xfade0cc0;
const CSMAGIC_CODEDIRECTORY = 0xfade0c02;
/** A CodeDirectory that says where the segment with the program's code lies. */
const SUPPORTS_EXECSEG = 0x20400;
const DIRECTORY_BYTES = 88;
const CS_ADHOC = 0x2;
const CS_EXECSEG_MAIN_BINARY = 0x1n;
const CS_HASHTYPE_SHA256 = 2;
const HASH_BYTES = 32;
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;

interface Layout {
  /** Where the load command of the signature stands. */
  readonly command: number;
  readonly signatureAt: number;
  readonly linkedit: number;
  readonly text: number;
}

function layoutOf(file: Buffer): Layout {
  if (file.readUInt32LE(0) !== MH_MAGIC_64) throw new Error("this is no 64-bit Mach-O file");
  const found = { command: 0, linkedit: 0, text: 0 };
  for (let at = 32, left = file.readUInt32LE(16); left > 0; left--) {
    const kind = file.readUInt32LE(at);
    const name = file.toString("latin1", at + 8, at + 24).replace(/\0.*$/s, "");
    if (kind === LC_CODE_SIGNATURE) found.command = at;
    if (kind === LC_SEGMENT_64 && name === "__LINKEDIT") found.linkedit = at;
    if (kind === LC_SEGMENT_64 && name === "__TEXT") found.text = at;
    at += file.readUInt32LE(at + 4);
  }
  const { command, linkedit, text } = found;
  if (command === 0 || linkedit === 0 || text === 0) throw new Error("no place for a signature");
  return { command, linkedit, text, signatureAt: file.readUInt32LE(command + 8) };
}

/**
 * Replaces the signature of a Mach-O program by an ad hoc one, as `codesign --sign -` would: no identity, only hashes that fit. macOS
 * kills a program whose hashes do not.
 */
export async function resignAdHoc(path: string, identifier = "speed-kings"): Promise<void> {
  const old = await readFile(path);
  const { command, linkedit, text, signatureAt } = layoutOf(old);
  const pages = Math.ceil(signatureAt / PAGE);
  const name = Buffer.from(`${identifier}\0`);
  const directoryLength = DIRECTORY_BYTES + name.length + pages * HASH_BYTES;
  const signatureLength = Math.ceil((20 + directoryLength) / 16) * 16;

  const file = Buffer.alloc(signatureAt + signatureLength);
  old.copy(file, 0, 0, signatureAt);
  file.writeUInt32LE(signatureLength, command + 12);
  const linkeditLength = BigInt(file.length) - file.readBigUInt64LE(linkedit + 40);
  file.writeBigUInt64LE(linkeditLength, linkedit + 48);
  file.writeBigUInt64LE((linkeditLength + 0x3fffn) & ~0x3fffn, linkedit + 32);

  const signature = file.subarray(signatureAt);
  [CSMAGIC_EMBEDDED_SIGNATURE, 20 + directoryLength, 1, 0, 20].forEach((word, index) =>
    signature.writeUInt32BE(word, index * 4),
  );
  const directory = signature.subarray(20);
  const hashesAt = DIRECTORY_BYTES + name.length;
  const words = [CSMAGIC_CODEDIRECTORY, directoryLength, SUPPORTS_EXECSEG, CS_ADHOC, hashesAt];
  // … where the identifier stands, no special slots, how many pages, how much is signed.
  [...words, DIRECTORY_BYTES, 0, pages, signatureAt].forEach((word, index) =>
    directory.writeUInt32BE(word, index * 4),
  );
  directory.set([HASH_BYTES, CS_HASHTYPE_SHA256, 0, PAGE_BITS], 36);
  directory.writeBigUInt64BE(file.readBigUInt64LE(text + 40), 64);
  directory.writeBigUInt64BE(file.readBigUInt64LE(text + 48), 72);
  directory.writeBigUInt64BE(CS_EXECSEG_MAIN_BINARY, 80);
  directory.set(name, DIRECTORY_BYTES);
  for (let page = 0; page < pages; page++) {
    directory.set(hashOfPage(file, page, signatureAt), hashesAt + page * HASH_BYTES);
  }
  await writeFile(path, file);
}

/** Whether every page of a Mach-O program has the hash that its signature names. */
export function checkSignature(file: Buffer): {
  readonly identifier: string;
  readonly isAdHoc: boolean;
  readonly pages: number;
  readonly badPages: number;
} {
  const { signatureAt } = layoutOf(file);
  const signature = file.subarray(signatureAt);
  if (signature.readUInt32BE(0) !== CSMAGIC_EMBEDDED_SIGNATURE) throw new Error("no signature");
  // The first blob of a signature is its CodeDirectory.
  const directory = signature.subarray(signature.readUInt32BE(16));
  const [flags, hashesAt, nameAt] = [12, 16, 20].map((at) => directory.readUInt32BE(at));
  const pages = directory.readUInt32BE(28);
  const limit = directory.readUInt32BE(32);
  let badPages = limit === signatureAt ? 0 : 1;
  for (let page = 0; page < pages; page++) {
    const at = (hashesAt ?? 0) + page * HASH_BYTES;
    const hash = directory.subarray(at, at + HASH_BYTES);
    if (!hash.equals(hashOfPage(file, page, limit))) badPages++;
  }
  const name = directory.subarray(nameAt ?? 0);
  return {
    identifier: name.toString("latin1", 0, name.indexOf(0)),
    isAdHoc: ((flags ?? 0) & CS_ADHOC) !== 0,
    pages,
    badPages,
  };
}

const hashOfPage = (file: Buffer, page: number, limit: number): Buffer =>
  createHash("sha256")
    .update(file.subarray(page * PAGE, Math.min((page + 1) * PAGE, limit)))
    .digest();
