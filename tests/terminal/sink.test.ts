import { describe, expect, test } from "bun:test";
import { closeSync, constants, openSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { descriptorSink } from "../../src/terminal/sink.ts";

const WRITER = join(import.meta.dir, "../support/write-to-stdout.ts");
const FOUR_MIB = 4 * 1024 * 1024;
const isWindows = process.platform === "win32";

const startWriter = (bytes: number) =>
  Bun.spawn([process.execPath, WRITER, String(bytes)], { stdout: "pipe", stderr: "pipe" });

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "speed-kings-sink-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("stdout", () => {
  test("a pipe gets all of 4 MiB", async () => {
    const child = startWriter(FOUR_MIB);
    const received = await child.stdout.bytes();
    expect(received).toHaveLength(FOUR_MIB);
    expect(await child.stderr.text()).toBe("written\n");
  });

  test("a reader that leaves is no error", async () => {
    const child = startWriter(FOUR_MIB);
    const reader = child.stdout.getReader();
    await reader.read();
    await reader.cancel();
    expect(await child.stderr.text()).toBe("closed\n");
    expect(await child.exited).toBe(0);
  });

  test.skipIf(process.platform !== "linux")("a full disk is told in words", async () => {
    const command = `"${process.execPath}" "${WRITER}" 100 > /dev/full`;
    const child = Bun.spawn(["sh", "-c", command], { stderr: "pipe" });
    expect(await child.stderr.text()).toBe(
      "OutputError: Cannot write to standard output: the disk is full (ENOSPC).\n",
    );
  });
});

describe("a descriptor", () => {
  test("gets what was not awaited in the order of the calls", async () => {
    await inFolder(async (folder) => {
      const file = join(folder, "out");
      const fd = openSync(file, "w");
      const sink = descriptorSink(fd, "a file");
      const parts = Array.from({ length: 20 }, (_, index) => `${index} ${"é".repeat(1000)}\n`);
      await Promise.all(parts.map((part) => sink.write(part)));
      closeSync(fd);
      expect(await readFile(file, "utf8")).toBe(parts.join(""));
    });
  });

  test.skipIf(isWindows)("that does not block gets everything once", async () => {
    await inFolder(async (folder) => {
      const fifo = join(folder, "fifo");
      await Bun.$`mkfifo ${fifo}`;
      const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
      const child = Bun.spawn(["cat", fifo], { stdout: "pipe" });
      const received = child.stdout.bytes();
      await descriptorSink(fd, "a pipe").write("y".repeat(1_000_000));
      closeSync(fd);
      expect(await received).toHaveLength(1_000_000);
    });
  });

  test("that is closed is an error with a name and advice", async () => {
    await inFolder(async (folder) => {
      const fd = openSync(join(folder, "out"), "w");
      closeSync(fd);
      const failed = descriptorSink(fd, "the export").write("x");
      expect(failed).rejects.toThrow("Cannot write to the export: it is closed (EBADF).");
      expect(failed).rejects.toHaveProperty("advice");
      await failed.catch(() => undefined);
    });
  });
});
