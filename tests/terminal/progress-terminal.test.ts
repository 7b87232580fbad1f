import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SUPPORT = join(import.meta.dir, "../support");
const PROGRAM = join(SUPPORT, "draw-progress.ts");
const WORKER = join(import.meta.dir, "../../src/terminal/progress-worker.ts");
const python = process.platform === "win32" ? null : Bun.which("python3");

interface Outcome {
  readonly ticksWhileRead: number;
  readonly ticksWhileStopped: number;
  readonly exitCode: number | null;
  readonly drawn: string;
}

async function atStoppedTerminal(...command: readonly string[]): Promise<Outcome> {
  const script = join(SUPPORT, "stopped-terminal.py");
  const helper = Bun.spawn([python ?? "python3", script, ...command], { stdout: "pipe" });
  return (await helper.stdout.json()) as Outcome;
}

let folder = "";
let binary = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-progress-"));
  binary = join(folder, "draw-progress");
  await Bun.build({
    entrypoints: [PROGRAM, WORKER],
    compile: { outfile: binary },
    format: "esm",
    splitting: true,
    minify: true,
    bytecode: true,
    naming: { entry: "[name].[ext]" },
  });
});

afterAll(() => rm(folder, { recursive: true }));

// Six seconds at the most for each, all of them side by side.
describe.skipIf(python === null).concurrent("a terminal that stops reading", () => {
  test("would stop a main thread that draws by itself", async () => {
    const { ticksWhileRead, ticksWhileStopped } = await atStoppedTerminal(
      process.execPath,
      PROGRAM,
      "main-thread",
    );
    expect(ticksWhileRead).toBeGreaterThan(0);
    expect(ticksWhileStopped).toBe(0);
  }, 30_000);

  test.each([
    ["from source", () => [process.execPath, PROGRAM]],
    ["in the binary", () => [binary]],
  ])(
    "does not stop the main thread, nor its end, %s",
    async (_, command) => {
      const { ticksWhileRead, ticksWhileStopped, exitCode, drawn } = await atStoppedTerminal(
        ...command(),
      );
      expect(drawn).toInclude("Racing 20 targets");
      expect(ticksWhileStopped).toBeGreaterThan(ticksWhileRead / 2);
      expect(exitCode).toBe(7);
      // Whoever hides the cursor leaves it hidden when killed.
      expect(drawn).not.toInclude("\u001b[?25l");
    },
    30_000,
  );
});
