/** What a run of the tests came to. `skipped` holds those marked as to do, too. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const END = /^Ran \d+ tests? across \d+ files?\./;
const ROW = /^(?<count>\d+) (?<what>pass|fail|skip|todo|error|errors)$/;

/**
 * Reads the summary at the end of what `bun test` printed. Its JUnit file would be easier to read, but leaves out every test file
 * that failed to load. A run that failed without a failed test counts as one failure, and so does a run of no test at all or one
 * that ended before its summary.
 */
export function readTestCounts(output: string, exitCode: number): TestCounts {
  const lines = Bun.stripANSI(output)
    .split("\n")
    .map((line) => line.trim());
  const end = lines.findLastIndex((line) => END.test(line));
  const rows: Record<string, number> = {};
  for (const line of lines.slice(Math.max(0, end - 12), Math.max(0, end))) {
    const { count, what } = ROW.exec(line)?.groups ?? {};
    if (what !== undefined) {
      rows[what] = Number(count);
    }
  }
  const passed = rows["pass"] ?? 0;
  const failed = rows["fail"] ?? 0;
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return {
    passed,
    failed: isSilentFailure ? 1 : failed,
    skipped: (rows["skip"] ?? 0) + (rows["todo"] ?? 0),
  };
}
