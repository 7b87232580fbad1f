import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTargetOptions, withEnvFile } from "../../src/cli/target-options.ts";
import { UsageError } from "../../src/core/errors.ts";

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-env-"));
  file = join(folder, "keys.env");
  await writeFile(file, "# keys\nGROQ_API_KEY='from file'\nexport OTHER=b\nEMPTY=\n");
});
afterAll(() => rm(folder, { recursive: true }));

describe("the environment", () => {
  test("is what is set when no file is named", async () => {
    const env = { GROQ_API_KEY: "set" };
    expect(await withEnvFile({}, env)).toEqual(env);
  });

  test("has what the named file says beneath it", async () => {
    const env = await withEnvFile({ "env-file": file }, { OTHER: "set" });
    expect(env).toEqual({ GROQ_API_KEY: "from file", OTHER: "set", EMPTY: "" });
  });

  test("cannot come from a file of another kind, whose content is not repeated", async () => {
    const path = join(folder, "r1.json");
    await writeFile(path, JSON.stringify({ key: "MARKED=1", list: ["a=b"] }, null, 2));
    const error: unknown = await withEnvFile({ "env-file": path }, {}).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(`not one line of the env file ${path} is NAME=value`);
    expect(String(error)).not.toContain("MARKED");
  });

  test("may come from a file that has nothing but comments", async () => {
    const path = join(folder, "blank.env");
    await writeFile(path, "\n# none yet\n");
    expect(await withEnvFile({ "env-file": path }, { A: "1" })).toEqual({ A: "1" });
  });

  test.each(["nosuch.env", "."])("cannot come from %s, which is said in one line", async (name) => {
    const path = join(folder, name);
    const error: unknown = await withEnvFile({ "env-file": path }, {}).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(`cannot read the env file ${path} (`);
  });
});

test("everybody is asked for unless somebody is named", async () => {
  const { specs } = await readTargetOptions({}, {});
  expect(specs.length).toBeGreaterThan(5);
  const named = await readTargetOptions({ providers: "groq,x=http://h/v1#m", model: "n" }, {});
  expect(named).toMatchObject({
    specs: [
      { kind: "provider", provider: "groq" },
      { kind: "url", name: "x", baseUrl: "http://h/v1", model: "m" },
    ],
    model: "n",
    keyEnv: undefined,
    insecure: false,
  });
});
