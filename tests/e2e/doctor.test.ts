import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { CHECKS } from "../../src/cli/doctor/checks.ts";
import { PROGRAMS, runProgram } from "./programs.ts";

setDefaultTimeout(60_000);

describe.each([...PROGRAMS])("doctor of the program as $name", (program) => {
  const runs = test.skipIf(!program.isThere);

  runs("shows every check and no key, and ends well", async () => {
    const env = { GROQ_API_KEY: "gsk_MARKED_0123456789" };
    const { code, stdout, stderr, saved } = await runProgram(program, ["doctor"], { env });
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const name of Object.keys(CHECKS)) {
      expect(stdout).toMatch(new RegExp(`^(ok|warn)  +${name} `, "m"));
    }
    expect(stdout).toContain("GROQ_API_KEY");
    expect(stdout).not.toContain("MARKED");
    expect(saved).toBe("");
  });

  runs("ends with 1 when something cannot work, also as JSON", async () => {
    const env = { SPEED_KINGS_CONFIG: "nosuch.yaml", HTTPS_PROXY: "http://me:MARKED@127.0.0.1:9" };
    const { code, stdout } = await runProgram(program, ["doctor", "-o", "json"], { env });
    expect(code).toBe(1);
    const { schemaVersion, checks } = JSON.parse(stdout);
    expect(schemaVersion).toBe(1);
    expect(checks.map(({ name }: { name: string }) => name)).toEqual(Object.keys(CHECKS));
    expect(checks).toContainEqual(
      expect.objectContaining({ name: "config file", verdict: "fail", advice: expect.any(String) }),
    );
    expect(stdout).not.toContain("MARKED");
  });
});
