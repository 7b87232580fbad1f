import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Simulator } from "../../src/simulator/server.ts";
import { HostileFolder, PROGRAMS, contents, dataFolderIn, runProgram } from "./programs.ts";
import { at, raceOf, reportOf, startQuick } from "./races.ts";

setDefaultTimeout(60_000);

let simulator: Simulator;

beforeAll(() => {
  simulator = startQuick();
});
afterAll(() => simulator.stop());

describe.concurrent("what a run leaves behind", () => {
  describe.each([...PROGRAMS])("by the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs("is its report, in a file that the owner alone can read", async () => {
      await using folder = await HostileFolder.create();
      const data = join(folder.path, "elsewhere", "data");
      const words = raceOf(at(simulator), "-n", "2", "-o", "json");
      const finished = await runProgram(program, words, { env: { SPEED_KINGS_DATA: data } });
      const [, path = ""] = /^saved: (.+\.json)\n$/.exec(finished.stderr) ?? [];
      expect(dirname(path)).toBe(join(data, "runs"));
      expect(await readdir(dirname(path))).toHaveLength(1);
      expect(await Bun.file(path).json()).toEqual(reportOf(finished));
      if (process.platform === "win32") return;
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
    });

    runs("is where the system wants data to be, unless it is told otherwise", async () => {
      await using folder = await HostileFolder.create();
      const env = { SPEED_KINGS_DATA: "", XDG_DATA_HOME: folder.path, HOME: folder.path };
      const { stderr } = await runProgram(program, raceOf(at(simulator)), { env });
      expect(stderr).toStartWith(`saved: ${folder.path}`);
      const own = { linux: join(folder.path, "speed-kings", "runs") }[process.platform as "linux"];
      if (own !== undefined) expect(await readdir(own)).toHaveLength(1);
    });

    runs("is nothing with --no-save, after a dry run and after a mistake", async () => {
      for (const flags of [["--no-save"], ["--dry-run"], ["--no-sav"]]) {
        const words = raceOf(at(simulator), ...flags);
        // oxlint-disable-next-line no-await-in-loop
        const finished = await runProgram(program, words);
        expect(finished.saved).toBe("");
        expect(finished.stderr).not.toContain("saved");
      }
    });

    runs("is a warning when nothing can be kept, and the race is run", async () => {
      await using folder = await HostileFolder.create();
      const locked = join(folder.path, "locked");
      await mkdir(locked);
      await writeFile(join(locked, "data"), "a file where a folder should be");
      await chmod(locked, 0o500);
      const finished = await runProgram(program, raceOf(at(simulator), "-o", "json"), {
        env: { SPEED_KINGS_DATA: join(locked, "data") },
      });
      expect(finished.stderr).toMatch(/^warning: this run will not be kept in [^\n]+\n$/);
      expect(finished.stderr).toContain("SPEED_KINGS_DATA");
      expect(reportOf(finished).targets[0]!.attempts.ok).toBeGreaterThanOrEqual(1);
      expect(finished.code).toBe(0);
      await chmod(locked, 0o700);
    });

    runs("holds neither a key nor a word of the answers", async () => {
      const env = { K: "sk-MARKED-0123456789abcdef" };
      const words = raceOf(at(simulator), "--key-env", "K", "-o", "json");
      const finished = await runProgram(program, words, { env });
      expect(simulator.log().some(({ hasKey }) => hasKey)).toBe(true);
      expect(finished.saved).not.toContain("MARKED");
      expect(finished.saved).toContain("textSha256");
      expect(Object.keys(reportOf(finished).samples[0]!)).not.toContain("text");
    });

    runs("of the folder it was started in is nothing at all", async () => {
      await using folder = await HostileFolder.create();
      const before = await readdir(folder.path);
      // Bun itself keeps a cache in the home when it runs from source.
      await mkdir(join(folder.path, "home"));
      const words = raceOf(at(simulator), "--no-save");
      await runProgram(program, words, { cwd: folder.path });
      expect((await readdir(folder.path)).toSorted()).toEqual([...before, "home"].toSorted());
      expect(await contents(dataFolderIn(folder.path))).toBe("");
    });
  });
});
