import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Simulator } from "../../src/simulator/server.ts";
import {
  HostileFolder,
  PROGRAMS,
  contents,
  dataFolderIn,
  environmentIn,
  start,
} from "./programs.ts";
import type { Finished, Program } from "./programs.ts";
import { at, raceOf, reportOf, isGone, startQuick, until } from "./races.ts";
import type { Report, Sample } from "./report-shape.ts";

setDefaultTimeout(60_000);

const ENDLESS = ["-n", "100000", "-o", "json"];

/** A race that goes on while a test looks, and that ends with the test. */
class RunningRace implements AsyncDisposable {
  readonly folder: HostileFolder;
  readonly child: ReturnType<typeof start>;
  readonly simulator: Simulator;
  /** What it wrote to stderr so far. */
  said = "";
  readonly #listening: Promise<void>;

  private constructor(folder: HostileFolder, program: Program, model: string) {
    this.folder = folder;
    this.simulator = startQuick();
    const words = raceOf(at(this.simulator, model), ...ENDLESS);
    this.child = start(program, words, { cwd: folder.path });
    this.#listening = this.#listen();
  }

  async #listen(): Promise<void> {
    for await (const bytes of this.child.stderr) this.said += new TextDecoder().decode(bytes);
  }

  static async create(program: Program, model = "m"): Promise<RunningRace> {
    return new RunningRace(await HostileFolder.create(), program, model);
  }

  /** Waits until that many requests have come. */
  asked(count: number): Promise<void> {
    return until(() => this.simulator.log().length >= count);
  }

  async end(): Promise<Finished> {
    const [stdout, code] = await Promise.all([
      new Response(this.child.stdout).text(),
      this.child.exited,
      this.#listening,
    ]);
    const saved = await contents(dataFolderIn(this.folder.path));
    return { code, stdout, stderr: this.said, saved };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.child.exited;
    this.simulator.stop();
    await this.folder[Symbol.asyncDispose]();
  }
}

// Windows knows no signals.
describe.skipIf(process.platform === "win32").concurrent("a race that is interrupted", () => {
  describe.each([...PROGRAMS])("in the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs.each(["SIGINT", "SIGTERM"] as const)("by %s reports and saves", async (signal) => {
      await using race = await RunningRace.create(program);
      await race.asked(3);
      race.child.kill(signal);
      const finished = await race.end();
      expect(finished.code).toBe(130);
      const report = reportOf(finished);
      expect(report).toMatchObject({ interrupted: true, stopReason: "interrupted" });
      // The third request was let come to its end.
      expect(report.targets[0]!.attempts).toMatchObject({ failed: 0 });
      // One that a stall of this machine spoiled is not counted again where it was made again.
      const { ok, repeated = 0 } = report.targets[0]!.attempts;
      expect(ok + repeated).toBeGreaterThanOrEqual(3);
      expect(JSON.parse(finished.saved)).toEqual(report);
      expect(finished.stderr).toMatch(/^stopping: [^\n]+\nsaved: [^\n]+\n$/);
    });

    runs("twice stops what is in flight, and still reports and saves", async () => {
      await using race = await RunningRace.create(program, "m+hang");
      await race.asked(1);
      race.child.kill("SIGINT");
      // Two at once might be taken for one.
      await until(() => race.said.includes("stopping: Ctrl-C again"));
      race.child.kill("SIGINT");
      const finished = await race.end();
      expect(finished.code).toBe(130);
      const report = reportOf(finished);
      expect(report.interrupted).toBe(true);
      expect(report.samples.map(({ failure }) => failure?.kind)).toEqual(["aborted"]);
      // Stopped by us: neither a success nor a failure of the provider.
      expect(report.targets[0]!.attempts).toMatchObject({ ok: 0 });
      expect(JSON.parse(finished.saved)).toEqual(report);
    });

    runs("by being killed has every ended sample on disk", async () => {
      await using race = await RunningRace.create(program);
      await race.asked(4);
      race.child.kill("SIGKILL");
      await race.end();
      const folder = join(dataFolderIn(race.folder.path), "runs");
      const names = await readdir(folder);
      expect(names).toEqual([expect.stringMatching(/\.jsonl$/)]);
      expect((await stat(join(folder, names[0]!))).mode & 0o777).toBe(0o600);
      const lines = (await contents(folder)).trim().split("\n");
      const [head, ...samples] = lines.map((line) => JSON.parse(line) as Sample & { type: string });
      expect(head).toMatchObject({ type: "head", schemaVersion: 1, plan: { iterations: 100_000 } });
      // The fourth request begins a pause after the third has ended and was handed to the disk.
      expect(samples.length).toBeGreaterThanOrEqual(3);
      expect(samples.every(({ type, status }) => type === "sample" && status === "ok")).toBe(true);
    });

    runs("in the demo leaves no simulated provider behind, however it ends", async () => {
      for (const signal of ["SIGINT", "SIGKILL"] as const) {
        // oxlint-disable-next-line no-await-in-loop
        await using folder = await HostileFolder.create();
        const words = ["demo", "-n", "1000", "--no-calibration", "-o", "json"];
        // oxlint-disable-next-line no-await-in-loop
        await using child = Bun.spawn([...program.command, ...words], {
          cwd: folder.path,
          env: environmentIn(folder.path),
          stdin: "ignore",
          stderr: "ignore",
          // A group of its own, as a shell makes it: Ctrl-C goes to all of them.
          detached: true,
        });
        // The head of the record is there, and one sample after it.
        const written = (): Promise<string> => contents(dataFolderIn(folder.path));
        // oxlint-disable-next-line no-await-in-loop
        await until(async () => (await written()).split("\n").length > 2);
        // oxlint-disable-next-line no-await-in-loop
        const [head = ""] = (await written()).split("\n");
        if (signal === "SIGINT") process.kill(-child.pid, signal);
        else child.kill(signal);
        // oxlint-disable-next-line no-await-in-loop
        const stdout = await new Response(child.stdout).text();
        if (signal === "SIGINT") {
          expect((JSON.parse(stdout) as Report).interrupted).toBe(true);
          // oxlint-disable-next-line no-await-in-loop
          expect(await child.exited).toBe(130);
        }
        const { plan } = JSON.parse(head) as Pick<Report, "plan">;
        expect(plan.targets).toHaveLength(4);
        for (const { origin } of plan.targets) {
          // oxlint-disable-next-line no-await-in-loop
          await until(() => isGone(origin));
        }
      }
    });
  });
});
