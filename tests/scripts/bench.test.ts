import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { C_PROGRAMS, compile, findCompiler } from "../../scripts/bench/compile.ts";
import { requestsOf } from "../../scripts/bench/load.ts";
import { openWorkplace } from "../../scripts/bench/processes.ts";
import { runClient } from "../../scripts/bench/run-client.ts";
import { startTruthServer } from "../../scripts/bench/truth.ts";
import { errorsOf } from "../../scripts/bench/errors.ts";

const main = join(import.meta.dir, "../../scripts/bench/main.ts");
const compiler = process.platform === "win32" ? undefined : findCompiler();

const bench = (...flags: string[]) => {
  const { exitCode, stdout, stderr } = Bun.spawnSync([process.execPath, main, ...flags]);
  return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() };
};

describe("bench", () => {
  test("--help names every flag and part, and runs nothing", () => {
    const { exitCode, stdout, stderr } = bench("--help");
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    for (const word of ["--only", "--quick", "--json", "--binary", "accuracy", "cost", "start"]) {
      expect(stdout).toContain(word);
    }
  });

  test("refuses an unknown part in one line", () => {
    const { exitCode, stdout, stderr } = bench("--only", "speed");
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe("--only speed: there are accuracy, cost, start; see --help\n");
  });

  test("says in one line that there is no binary, and ends well", () => {
    const folder = mkdtempSync(join(tmpdir(), "bench-test-"));
    try {
      const json = join(folder, "bench.json");
      const { exitCode, stdout } = bench("--only", "start", "--binary", "no/such", "--json", json);
      expect(exitCode).toBe(0);
      expect(stdout).toContain("start: skipped, there is no no/such");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe.skipIf(compiler === undefined)("bench, with a C compiler", () => {
  const workplace = openWorkplace();
  afterAll(() => workplace.dispose());

  test.each([[[]], [["-DUSE_POLL"]]])("the C programs compile without a warning %p", (flags) => {
    for (const program of C_PROGRAMS) {
      expect(() =>
        compile(compiler ?? "", program, workplace.folder, [...flags, "-Werror"]),
      ).not.toThrow();
    }
  });

  test("every client counts every chunk of a few streams, and the server sees them at once", async () => {
    const reader = compile(compiler ?? "", "reader", workplace.folder);
    const program = compile(compiler ?? "", "truth-server", workplace.folder);
    const server = await startTruthServer(program, workplace);
    const load = {
      streams: 4,
      rounds: 1,
      chunks: 17,
      intervalMs: 4,
      openMs: 20,
      ttftMs: 100,
      lateHeaders: false,
    };
    for (const client of ["ours", "bare", "c"] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one server counts them all
      const outcome = await runClient(client, load, { workplace, server, reader, tries: 1 });
      const errors = errorsOf(outcome);
      expect(errors).toMatchObject({ requests: 4, failed: 0, chunks: 4 * 17 });
      expect(outcome.truth.peakInFlight).toBe(4);
      // A stamp before its truth would mean that the two clocks are not aligned.
      expect(Math.min(...errors.chunkMs, ...errors.sendMs)).toBeGreaterThan(-0.005);
    }
    expect(requestsOf(load)).toHaveLength(4);
  });
});
