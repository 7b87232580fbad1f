import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmod, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import schema from "../../docs/report.schema.json" with { type: "json" };
import type { Simulator } from "../../src/simulator/server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { PROGRAMS, environmentIn, finish, runProgram, start } from "./programs.ts";
import type { Finished, Program, Setting } from "./programs.ts";
import { at, raceOf, startQuick, until } from "./races.ts";

setDefaultTimeout(60_000);

describe.each(PROGRAMS.filter(({ isThere }) => isThere))(
  "saved runs: $name",
  (program: Program) => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let simulator: Simulator;
    /** What the first race printed. */
    let printed = "";

    const env = (): Record<string, string> => ({ SPEED_KINGS_DATA: join(folder.path, "data") });
    const run = (words: readonly string[], setting: Setting = {}): Promise<Finished> =>
      runProgram(program, words, { ...setting, env: { ...env(), ...setting.env } });
    const race = (...flags: readonly string[]): Promise<Finished> =>
      run(raceOf(at(simulator, "m", "x"), "-n", "6", ...flags));
    const runs = (): Promise<readonly string[]> => readdir(join(folder.path, "data", "runs"));

    beforeAll(async () => {
      folder = await temporaryFolder();
      simulator = startQuick();
      printed = (await race()).stdout;
      await race();
    });

    afterAll(async () => {
      simulator.stop();
      await folder[Symbol.asyncDispose]();
    });

    test("report shows the table again, byte for byte", async () => {
      const { code, stdout, stderr } = await run(["report", "last~1"]);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: printed, stderr: "" });
    });

    test("so does what report -o json and -o jsonl write, from a file and from stdin", async () => {
      for (const format of ["json", "jsonl"]) {
        // oxlint-disable-next-line no-await-in-loop -- two
        const { stdout } = await run(["report", "last~1", "-o", format]);
        const path = join(folder.path, `again.${format}`);
        // oxlint-disable-next-line no-await-in-loop
        await writeFile(path, stdout);
        // oxlint-disable-next-line no-await-in-loop
        expect((await run(["report", path])).stdout).toBe(printed);
        const child = Bun.spawn([...program.command, "report", "-"], {
          cwd: folder.path,
          env: environmentIn(folder.path),
          stdin: new Blob([stdout]),
          stdout: "pipe",
          stderr: "pipe",
        });
        // oxlint-disable-next-line no-await-in-loop
        expect(await new Response(child.stdout).text()).toBe(printed);
      }
    });

    test("list names what is kept, newest first, and its names are taken by report", async () => {
      const { stdout, code } = await run(["report", "list", "-o", "json"]);
      expect(code).toBe(0);
      const list = JSON.parse(stdout);
      expect(list.runs.map(({ state }: { state: string }) => state)).toEqual([
        "complete",
        "complete",
      ]);
      expect((await run(["report", list.runs[1].id])).stdout).toBe(printed);
      const table = await run(["report", "list", "--limit", "1"]);
      expect(table.stdout).toContain(list.runs[0].id);
      expect(table.stdout).not.toContain(list.runs[1].id);
      expect(table.stderr).toContain("and 1 older");
    });

    test("several runs are each under their own name", async () => {
      const { stdout } = await run(["report", "last~1", "last"]);
      expect(stdout.match(/^==> .+ <==$/gm)).toHaveLength(2);
      expect(stdout).toContain(printed);
      expect(
        JSON.parse((await run(["report", "last~1", "last", "-o", "json"])).stdout),
      ).toHaveLength(2);
    });

    test("--export writes files whole, and looks before it does anything", async () => {
      const path = (name: string): string => join(folder.path, name);
      const { code, stderr } = await run([
        "report",
        "last",
        "--export",
        `${path("a.json")},${path("b.md")}`,
        "--export",
        path("c.csv"),
      ]);
      expect(code).toBe(0);
      expect(stderr).toContain(`written: ${path("b.md")}`);
      expect(await readFile(path("b.md"), "utf8")).toStartWith("### ");
      expect(JSON.parse(await readFile(path("a.json"), "utf8")).schemaVersion).toBe(1);

      const refused = await run(["report", "last", "--export", path("no/such/folder/d.json")]);
      expect(refused).toMatchObject({ code: 2, stdout: "" });
      expect(refused.stderr).toContain("there is no such file or folder (ENOENT)");
    });

    test("what is no run is refused in one line, exit code 2", async () => {
      await writeFile(join(folder.path, "bad.json"), '{"name":"left-pad"}');
      for (const words of [
        ["report"],
        ["report", "no-such-run"],
        ["report", join(folder.path, "bad.json")],
        ["report", folder.path],
        ["report", "last", join(folder.path, "bad.json")],
        ["compare", "last"],
        ["compare", "last", join(folder.path, "bad.json")],
      ]) {
        // oxlint-disable-next-line no-await-in-loop -- a few
        const { code, stdout, stderr } = await run(words);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        expect(stderr).toMatch(/^error: [^\n]+\n$/);
      }
    });

    test.skipIf(process.platform === "win32")(
      "a reader that leaves early is no error",
      async () => {
        const words = [...program.command, "report", "last", "-o", "json"];
        const child = Bun.spawn(
          ["sh", "-c", '"$@" | head -1; echo "${PIPESTATUS:-}"', "sh", ...words],
          {
            cwd: folder.path,
            env: { ...environmentIn(folder.path), ...env() },
            stdout: "pipe",
            stderr: "pipe",
          },
        );
        const [stdout, stderr] = await Promise.all([
          new Response(child.stdout).text(),
          new Response(child.stderr).text(),
        ]);
        expect(stdout).toStartWith("{\n");
        expect(stderr).toBe("");
      },
    );

    test("schema prints the published contract", async () => {
      expect(JSON.parse((await run(["schema"])).stdout)).toEqual(schema);
    });

    test.skipIf(process.platform === "win32")(
      "--open opens the HTML file, where there is a display",
      async () => {
        const bin = join(folder.path, "bin");
        await mkdir(bin, { recursive: true });
        const opener = join(bin, process.platform === "darwin" ? "open" : "xdg-open");
        await writeFile(opener, `#!/bin/sh\nprintf %s "$1" > "${join(folder.path, "opened")}"\n`);
        await chmod(opener, 0o755);
        const html = join(folder.path, "open me.html");
        const path = { PATH: `${bin}:${process.env["PATH"]}` };
        const words = ["report", "last", "--export", html, "--open"];
        const none = await run(words, { env: { ...path, CI: "true", DISPLAY: ":0" } });
        expect(none.stderr).toContain("not opened, as this is a CI machine");
        await run(words, { env: { ...path, DISPLAY: ":0" } });
        await until(() => Bun.file(join(folder.path, "opened")).exists());
        expect(await readFile(join(folder.path, "opened"), "utf8")).toBe(html);
      },
    );

    describe("compare", () => {
      test("of two runs of one server finds nothing that a gate would fail for", async () => {
        const { code, stdout } = await run([
          "compare",
          "last~1",
          "last",
          "--fail-if",
          "compare.ttft > +900%",
        ]);
        expect(code).toBe(0);
        expect(stdout).toContain("x       TTFT");
      });

      test("exits with 3 and one line on stderr when a gate is missed", async () => {
        const { code, stderr } = await run([
          "compare",
          "last~1",
          "last",
          "--fail-if",
          "success > 1%",
        ]);
        expect(code).toBe(3);
        expect(stderr).toMatch(/^error: gate missed: success > 1%: x \(short\): [^\n]+\n$/);
      });

      test("an undecided gate passes, but not with --strict", async () => {
        const words = ["compare", "last~1", "last", "--fail-if", "success < 99%"];
        expect((await run(words)).code).toBe(0);
        expect((await run([...words, "--strict"])).code).toBe(3);
      });

      test("a gate that cannot be read is pointed at, before anything is printed", async () => {
        const { code, stdout, stderr } = await run([
          "compare",
          "last",
          "last",
          "--fail-if",
          "tttf > 1s",
        ]);
        expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
        expect(stderr).toContain("did you mean ttft?\n  tttf > 1s\n  ^^^^\n");
      });

      test("writes JUnit, and tells GitHub when run there", async () => {
        const junit = join(folder.path, "speed.xml");
        const summary = join(folder.path, "summary.md");
        const { stderr } = await run(
          ["compare", "last~1", "last", "--fail-if", "success > 1%", "--junit", junit],
          { env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary } },
        );
        expect(await readFile(junit, "utf8")).toContain('<testsuite name="gates"');
        expect(await readFile(summary, "utf8")).toStartWith("### speed-kings: two runs compared");
        expect(stderr).toMatch(/^::error title=speed-kings gate::gate missed/m);
      });
    });

    test("report tells CI of its gates: JUnit, job summary, annotations", async () => {
      const [junit, summary] = ["run.xml", "run.md"].map((name) => join(folder.path, name));
      const { code, stderr } = await run(
        ["report", "last", "--fail-if", "success > 1%", "--junit", junit ?? "", "--github"],
        { env: { GITHUB_STEP_SUMMARY: summary ?? "" } },
      );
      expect(code).toBe(3);
      expect(await readFile(junit ?? "", "utf8")).toContain('<testsuite name="gates"');
      const written = await readFile(summary ?? "", "utf8");
      expect(written).toStartWith("### speed-kings");
      expect(written).toContain("#### Gates\n\n- gate missed: success");
      expect(stderr).toMatch(/^::error title=speed-kings gate::gate missed/m);
      const nowhere = ["report", "last", "--junit", join(folder.path, "no", "x.xml")];
      expect((await run(nowhere)).code).toBe(2);
    });

    test("report takes gates, too", async () => {
      expect((await run(["report", "last", "--fail-if", "success > 1%"])).code).toBe(3);
      expect((await run(["report", "last", "--fail-if", "e2e > 1h"])).code).toBe(2);
      expect((await run(["report", "last", "--fail-if", "e2e > 60s"])).code).toBe(0);
      expect((await run(["report", "last", "--fail-if", "compare.e2e > 5%"])).stderr).toContain(
        "there is only one run here",
      );
    });

    test("two races at once are two runs", async () => {
      const before = (await runs()).length;
      await Promise.all([race(), race()]);
      expect(await runs()).toHaveLength(before + 2);
    });

    test.skipIf(process.platform === "win32")(
      "a race that is killed can be shown: every attempt that ended",
      async () => {
        await using own = await temporaryFolder();
        const child = start(program, raceOf(at(simulator, "m", "x"), "-n", "100000"), {
          cwd: own.path,
        });
        const data = join(own.path, "home", "data", "runs");
        const journal = async (): Promise<string> => {
          const [name] = await readdir(data).catch(() => []);
          return name === undefined ? "" : readFile(join(data, name), "utf8");
        };
        await until(async () => (await journal()).split("\n").length > 5);
        child.kill("SIGKILL");
        await child.exited;
        const samples = (await journal())
          .split("\n")
          .filter((line) => line.startsWith('{"type":"sample"') && line.endsWith("}"));
        const shown = await finish(
          start(program, ["report", "last", "-o", "json"], { cwd: own.path }),
        );
        expect(shown.code).toBe(0);
        expect(shown.stderr).toContain("did not come to its end");
        const report = JSON.parse(shown.stdout);
        expect(report).toMatchObject({ interrupted: true, stopReason: "interrupted" });
        expect(report.samples).toHaveLength(samples.length);
        const table = await finish(start(program, ["report", "last"], { cwd: own.path }));
        expect(table.stdout).toContain("recovered from the record");
      },
    );
  },
);
