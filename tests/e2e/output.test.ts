import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Simulator } from "../../src/simulator/server.ts";
import {
  HostileFolder,
  PROGRAMS,
  contents,
  dataFolderIn,
  environmentIn,
  finish,
  inTurn,
  runProgram,
} from "./programs.ts";
import type { Finished, Program } from "./programs.ts";
import { at, raceOf, reportOf, startQuick } from "./races.ts";
import type { Report } from "./report-shape.ts";

setDefaultTimeout(60_000);

let simulator: Simulator;

beforeAll(() => {
  simulator = startQuick();
});
afterAll(() => simulator.stop());

const hasShell = process.platform !== "win32";

/** Runs a line of shell in which `"$@"` is the program. */
async function inShell(
  line: string,
  program: Program,
  words: readonly string[],
): Promise<Finished> {
  await using folder = await HostileFolder.create();
  const finished = await inTurn(() =>
    finish(
      Bun.spawn(["sh", "-c", line, "sh", ...program.command, ...words], {
        cwd: folder.path,
        env: environmentIn(folder.path),
        stdin: "ignore",
        stderr: "pipe",
      }),
    ),
  );
  return { ...finished, saved: await contents(dataFolderIn(folder.path)) };
}

/** Colours and everything else that a terminal would take as a command. */
const ESCAPE = "\u001b";
const widest = (text: string): number =>
  Math.max(
    ...Bun.stripANSI(text)
      .split("\n")
      .map((line) => Bun.stringWidth(line)),
  );

describe.concurrent("the output", () => {
  describe.each([...PROGRAMS])("of the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);
    const runsInShell = test.skipIf(!program.isThere || !hasShell);

    runs("on stdout is the result alone: JSON stays JSON beside warnings", async () => {
      const targets = `${at(simulator)},groq,gone=http://127.0.0.1:9/v1`;
      const finished = await runProgram(program, raceOf(targets, "-o", "json"));
      expect(reportOf(finished).targets.map(({ id }) => id)).toEqual(["x"]);
      const lines = finished.stderr.trim().split("\n");
      expect(lines[0]).toStartWith("warning: groq: no key for Groq");
      expect(lines[1]).toStartWith("warning: gone: nothing listens at 127.0.0.1:9");
      expect(lines[2]).toStartWith("saved: ");
      expect(lines).toHaveLength(3);
      expect(finished.code).toBe(0);
    });

    runs("on stderr is empty with --quiet, also when something was saved", async () => {
      const finished = await runProgram(program, raceOf(at(simulator), "-o", "json", "-q"));
      expect(finished.stderr).toBe("");
      expect(JSON.parse(finished.saved)).toEqual(reportOf(finished));
    });

    runs("has no escape codes in a pipe, unless they are forced", async () => {
      const wishes = [
        {},
        { TERM: "xterm-256color", COLORTERM: "truecolor" },
        { NO_COLOR: "1", FORCE_COLOR: "1" },
        { TERM: "dumb" },
        { CI: "true", GITHUB_ACTIONS: "true" },
        { FORCE_COLOR: "0" },
      ];
      for (const env of wishes) {
        for (const words of [["list"], ["bogus"]]) {
          // oxlint-disable-next-line no-await-in-loop
          const { stdout, stderr } = await runProgram(program, words, { env });
          expect(stdout + stderr).not.toContain(ESCAPE);
        }
      }
      const forced = { env: { FORCE_COLOR: "1" } };
      expect((await runProgram(program, ["list"], forced)).stdout).toContain(ESCAPE);
      expect((await runProgram(program, ["--help"], forced)).stdout).toContain(ESCAPE);
      expect((await runProgram(program, ["bogus"], forced)).stderr).toContain(ESCAPE);
      const refused = await runProgram(program, ["list", "--no-color"], forced);
      expect(refused.stdout).not.toContain(ESCAPE);
    });

    runs.each([
      [80, {}],
      [120, { FORCE_COLOR: "1" }],
    ])("of a race fits %d columns", async (columns, env) => {
      const targets = `${at(simulator)},${at(simulator, "m+status=401", "refused")}`;
      const finished = await runProgram(program, raceOf(targets), {
        env: { COLUMNS: String(columns), ...env },
      });
      expect(widest(finished.stdout)).toBeLessThanOrEqual(columns);
      expect(finished.stdout.includes(ESCAPE)).toBe("FORCE_COLOR" in env);
      expect(Bun.stripANSI(finished.stdout)).toMatch(/^refused: .*401/m);
      expect(finished.code).toBe(0);
    });

    runs("of list fits 80 columns", async () => {
      const { stdout } = await runProgram(program, ["list"], { env: { COLUMNS: "80" } });
      expect(widest(stdout)).toBeLessThanOrEqual(80);
    });

    runsInShell("may be left by its reader after a line", async () => {
      const line = '{ "$@"; echo "code $?" >&2; } | head -n 1';
      const help = await inShell(line, program, ["benchmark", "--help"]);
      expect(help.stdout).toMatch(/^Race providers[^\n]*\n$/);
      expect(help.stderr).toBe("code 0\n");
      const table = await inShell(line, program, raceOf(at(simulator), "-q"));
      expect(table.stdout).toMatch(/^speed-kings [^\n]*\n$/);
      expect(table.stderr).toBe("code 0\n");
    });

    runsInShell("arrives whole through a slow pipe, or is left in the middle", async () => {
      // Far more than a pipe holds (64 KiB).
      const words = raceOf(at(simulator), ..."-n 60 -c 60 -o json -q".split(" "));
      const whole = await inShell('"$@" | dd bs=512 2>/dev/null', program, words);
      expect(whole.stdout.length).toBeGreaterThan(100_000);
      const report = JSON.parse(whole.stdout) as Report;
      expect(JSON.parse(whole.saved)).toEqual(report);
      const line = '{ "$@"; echo "code $?" >&2; } | head -c 5000';
      const left = await inShell(line, program, words);
      expect(left.stdout).toHaveLength(5000);
      expect(left.stderr).toBe("code 0\n");
      // What nobody read was saved all the same.
      expect((JSON.parse(left.saved) as Report).samples.length).toBeGreaterThanOrEqual(60);
    });

    const runsOnLinux = test.skipIf(!program.isThere || process.platform !== "linux");

    runsOnLinux("of a report that cannot be written is an error of one line, too", async () => {
      const words = raceOf(at(simulator), "-q", "--export", "run.json", "-o", "json");
      const line = '"$@" > /dev/null; shift $(($# - 1)); cat run.json >&3';
      const saved = await inShell(`exec 3>&1; ${line}`, program, [...words, "json"].slice(0, -1));
      expect(saved.code).toBe(0);
      const full = await inShell(
        `cat > run.json <<'END'\n${saved.stdout}END\n"$@" > /dev/full`,
        program,
        ["report", "run.json", "-o", "json"],
      );
      expect(full.stderr).toMatch(/^error: [^\n]*the disk is full[^\n]*\n$/);
      expect(full.code).toBe(1);
    });

    runsOnLinux("into files is whole or not at all on a disk that is full", async () => {
      // A limit on the size of files stands in for the end of the disk: 16 blocks of 512 bytes or 1 KiB hold Markdown, not JSON.
      const words = raceOf(
        at(simulator),
        ..."-n 60 -c 60 --no-save --export a.json,b.md -o csv".split(" "),
      );
      const { code, stderr, stdout } = await inShell(
        `trap "" XFSZ; ulimit -f 16; "$@" > /dev/null; echo "code $?" >&2; ls -A`,
        program,
        words,
      );
      expect(stderr).toMatch(/^error: cannot write a\.json: [^\n]*\(EFBIG\)$/m);
      expect(stderr).toMatch(/^written: b\.md$/m);
      expect(stderr).toEndWith("code 1\n");
      expect(stdout.split("\n")).toContain("b.md");
      expect(stdout).not.toMatch(/a\.json|\.part/);
      expect(code).toBe(0);
    });

    runsOnLinux("that cannot be written is an error of one line", async () => {
      const { code, stderr } = await inShell('"$@" > /dev/full', program, ["--help"]);
      expect(stderr).toMatch(/^error: [^\n]*the disk is full[^\n]*\n$/);
      expect(code).toBe(1);
    });
  });
});
