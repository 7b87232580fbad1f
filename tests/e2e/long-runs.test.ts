import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { PROGRAMS, environmentIn } from "./programs.ts";

const MOST_MEMORY_MB = 500;
const writer = join(import.meta.dir, "../support/write-large-run.ts");
const meter = join(import.meta.dir, "../support/peak-memory.ts");

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, samples] of [
    ["all.json", "100000"],
    ["half.json", "50000"],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- two, each of which wants much memory
    await Bun.$`${process.execPath} ${writer} ${join(folder.path, name)} ${samples}`;
  }
}, 60_000);

afterAll(() => folder[Symbol.asyncDispose]());

/** Bytes of output, and the most memory that the program had at any moment. */
async function memoryOf(
  command: readonly string[],
  words: readonly string[],
): Promise<{ code: number; bytes: number; megabytes: number }> {
  const child = Bun.spawn([process.execPath, meter, ...command, ...words], {
    cwd: folder.path,
    env: environmentIn(folder.path),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  let bytes = 0;
  for await (const chunk of child.stdout) bytes += chunk.length;
  const megabytes = Number(await child.stderr.text());
  return { code: await child.exited, bytes, megabytes };
}

// The binary alone, as it is what people have, and the source where there is none.
const [program] = PROGRAMS.filter(({ isThere }) => isThere).slice(-1);

describe.skipIf(process.platform === "win32")("100,000 samples", () => {
  test.each(["table", "json", "html", "csv-samples"])(
    "are rendered as %s in less than 500 MB",
    async (format) => {
      const words = ["report", "all.json", "-o", format];
      const { code, bytes, megabytes } = await memoryOf(program?.command ?? [], words);
      expect(code).toBe(0);
      expect(bytes).toBeGreaterThan(1000);
      expect(megabytes).toBeGreaterThan(50);
      expect(megabytes).toBeLessThan(MOST_MEMORY_MB);
    },
    60_000,
  );

  test("in two runs are compared in less than 500 MB", async () => {
    const words = ["compare", "half.json", "half.json"];
    const { code, megabytes } = await memoryOf(program?.command ?? [], words);
    expect(code).toBe(0);
    expect(megabytes).toBeLessThan(MOST_MEMORY_MB);
  }, 60_000);
});
