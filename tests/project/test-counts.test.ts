import { describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTestCounts } from "../../scripts/test-counts.ts";

const MIXED = `(fail) d > bad [0.21ms]

 5 pass
 1 skip
 1 todo
 3 fail
 1 error
 5 expect() calls
Ran 10 tests across 5 files. [4.00ms]
`;

describe("the counts of a test run", () => {
  test("are read from its summary", () => {
    expect(readTestCounts(MIXED, 1)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  test("are read through colours and Windows line ends", () => {
    const coloured = MIXED.replace(" 5 pass", "\u001b[32m 5 pass\u001b[0m").replaceAll(
      "\n",
      "\r\n",
    );
    expect(readTestCounts(coloured, 1)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  test("are not those that a test printed itself", () => {
    const printed = " 9 pass\n 0 fail\nRan 9 tests across 1 file. [1.00ms]\n";
    expect(readTestCounts(printed + MIXED, 1)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  test("hold a failure when the run failed and no test did", () => {
    const green = " 2 pass\n 0 fail\nRan 2 tests across 1 file. [3.00ms]\n";
    expect(readTestCounts(green, 0)).toEqual({ passed: 2, failed: 0, skipped: 0 });
    expect(readTestCounts(green, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test("hold a failure when the run broke off or ran nothing", () => {
    expect(readTestCounts(" 12 pass\n", 137)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(readTestCounts("", 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("hold a test file that does not load", async () => {
    const folder = await mkdtemp(join(tmpdir(), "speed-kings-counts-"));
    try {
      await Bun.write(
        join(folder, "good.test.ts"),
        'import { test } from "bun:test";\ntest("good", () => {});\ntest.skip("later", () => {});\n',
      );
      await Bun.write(join(folder, "broken.test.ts"), 'throw new Error("does not load");\n');
      const { exitCode, stderr } = Bun.spawnSync([process.execPath, "test"], { cwd: folder });
      const counts = readTestCounts(stderr.toString(), exitCode);
      expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
