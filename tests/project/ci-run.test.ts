import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmod, cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-ci-"));
  await mkdir(join(folder, "checkout/.ci"), { recursive: true });
  await cp(join(ROOT, ".ci/run"), join(folder, "checkout/.ci/run"));
  // Stands in for npx: says what it is told to, and leaves with the code it is told.
  const npx = join(folder, "bin/npx");
  await Bun.write(npx, '#!/bin/sh\nprintf "%b" "$SAYS"\nexit "$CODE"\n');
  await chmod(npx, 0o755);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function runCi(says: string, code: number): { lastLine: string | undefined; exitCode: number } {
  const path = `${join(folder, "bin")}${delimiter}${process.env["PATH"]}`;
  const { stdout, exitCode } = Bun.spawnSync(["bash", join(folder, "checkout/.ci/run")], {
    env: { ...process.env, PATH: path, SAYS: says, CODE: String(code), CI: "true" },
    stdin: "ignore",
  });
  return { lastLine: stdout.toString().trimEnd().split("\n").at(-1), exitCode };
}

describe.skipIf(process.platform === "win32")(".ci/run", () => {
  test("repeats the counts of a check that passed", () => {
    const result = runCi(
      "=== test ===\\n9 passed, 9 failed\\n=== result ===\\nok test\\n212 passed, 0 failed\\n",
      0,
    );
    expect(result).toEqual({ lastLine: "212 passed, 0 failed", exitCode: 0 });
  });

  test("finds them before what npm has to say at its end", () => {
    const notice = "npm notice\\n".repeat(6);
    const result = runCi(`=== result ===\\n7 passed, 0 failed\\n${notice}`, 0);
    expect(result).toEqual({ lastLine: "7 passed, 0 failed", exitCode: 0 });
  });

  test("fails with the counts of a check that failed", () => {
    const result = runCi(
      '=== result ===\\n200 passed, 12 failed\\nerror: script "check" exited with code 1\\n',
      1,
    );
    expect(result).toEqual({ lastLine: "200 passed, 12 failed", exitCode: 1 });
  });

  test("counts one failure when the check died before it could count", () => {
    const result = runCi("7 passed, 0 failed\\na\\nb\\nc\\nKilled\\n", 137);
    expect(result).toEqual({ lastLine: "0 passed, 1 failed", exitCode: 1 });
  });

  test("does not believe a check that counts no failure and yet fails", () => {
    const result = runCi("=== result ===\\n7 passed, 0 failed\\n", 1);
    expect(result).toEqual({ lastLine: "7 passed, 1 failed", exitCode: 1 });
  });

  test("does not believe a check that says nothing and succeeds", () => {
    expect(runCi("", 0)).toEqual({ lastLine: "0 passed, 1 failed", exitCode: 1 });
  });

  test("fails when failures are counted, whatever the exit code", () => {
    const result = runCi("=== result ===\\n7 passed, 2 failed\\n", 0);
    expect(result).toEqual({ lastLine: "7 passed, 2 failed", exitCode: 1 });
  });
});
