import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { HostileFolder, PROGRAMS, runProgram, start } from "./programs.ts";

setDefaultTimeout(60_000);

describe.each([...PROGRAMS])("calibrate by the program as $name", (program) => {
  const runs = test.skipIf(!program.isThere);

  runs("starts its own server, and gives its error as JSON, through no proxy", async () => {
    const words = ["calibrate", "-c", "2", "-o", "json"];
    const env = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };
    const { code, stdout } = await runProgram(program, words, { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      environment: { cores: expect.any(Number) },
      calibration: { parallel: 2, requests: 20, loopStalls: expect.any(Number) },
    });
  });

  runs(
    "starts anew for more streams than Bun's fetch lets run, and says how many it tried",
    async () => {
      const { code, stdout } = await runProgram(program, [
        "calibrate",
        "-c",
        "400",
        "--cold",
        "-q",
      ]);
      expect(code).toBe(0);
      expect(stdout).toContain("with 256 streams at once");
      expect(stdout).toContain("400 were asked for");
    },
  );

  runs("ends at Ctrl-C with 130 and without a result", async () => {
    await using folder = await HostileFolder.create();
    const child = start(program, ["calibrate"], { cwd: folder.path });
    // It says so before it begins.
    const talk = child.stderr.getReader();
    await talk.read();
    child.kill("SIGINT");
    expect(await new Response(child.stdout).text()).toBe("");
    expect(await child.exited).toBe(130);
  });

  runs("refuses what is no number of streams", async () => {
    const { code, stderr } = await runProgram(program, ["calibrate", "-c", "0"]);
    expect(code).toBe(2);
    expect(stderr).toContain("--concurrency must be a whole number from 1 to 10000");
  });
});
