import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./programs.ts";
import type { Program } from "./programs.ts";

const ROOT = join(import.meta.dir, "../..");
const FILE = join(ROOT, "dist/speed-kings.js");

const FLAGS = ["--no-env-file", "--config=/dev/null", "--tsconfig-override=/dev/null"];

// As the first line of the file starts it, which a test below compares.
const BUNDLE: Program = {
  name: "bundle",
  isThere: existsSync(FILE),
  command: [process.execPath, ...FLAGS, FILE],
};

const QUICK_RACE = ["demo", "-n", "2", "--warmup", "0", "--max-tokens", "32", "--no-calibration"];
setDefaultTimeout(60_000);

// `runProgram` starts it in a hostile folder, and throws when code of that folder ran.
describe.skipIf(!BUNDLE.isThere || process.platform === "win32")(
  "the file of the npm package",
  () => {
    test("is started with the words that keep Bun from reading the folder it is in", async () => {
      const [first] = (await Bun.file(FILE).text()).split("\n", 1);
      expect(first).toBe(`#!/usr/bin/env -S bun ${FLAGS.join(" ")}`);
    });

    test("takes no keys from a hostile folder", async () => {
      const { stdout, code } = await runProgram(BUNDLE, ["list", "-o", "json"]);
      expect(code).toBe(0);
      const { providers } = JSON.parse(stdout);
      expect(providers.find(({ id }: { id: string }) => id === "groq").status).toBe("no key");
    });

    test("races, starts itself once more for the simulated providers, and saves the run", async () => {
      const { stdout, saved, code } = await runProgram(BUNDLE, QUICK_RACE);
      expect(stdout).toContain("SIMULATED");
      expect(saved).toContain('"schemaVersion":1');
      expect(code).toBe(0);
    });
  },
);
