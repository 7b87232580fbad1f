import { describe, expect, test } from "bun:test";
import { RACE_FLAGS } from "../../src/cli/benchmark-flags.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { Flag, Flags, GivenFlags } from "../../src/cli/flags.ts";
import { readRaceOptions } from "../../src/cli/race-options.ts";
import { UsageError } from "../../src/core/errors.ts";

const OF_BENCHMARK = { size: "medium", preset: "standard" } as const;
const read = (flags: GivenFlags) => readRaceOptions(flags, OF_BENCHMARK);

/** What help says is the default, as if it had been typed. */
const written = (flags: Flags): GivenFlags =>
  Object.fromEntries(
    Object.entries(flags)
      .filter(([name]) => name in RACE_FLAGS)
      .map(([name, flag]: [string, Flag]) => [name, flag.default]),
  );

test("the defaults are those that help states", () => {
  expect(read(written(COMMANDS.benchmark.flags))).toEqual(read({}));
  const ofDemo = { size: "short", preset: "quick" } as const;
  expect(readRaceOptions(written(COMMANDS.demo.flags), ofDemo)).toEqual(
    readRaceOptions({}, ofDemo),
  );
});

test("a preset sets the iterations, and a number overrules it", () => {
  expect(read({}).iterations).toBe(30);
  expect(read({ preset: "quick" }).iterations).toBe(10);
  expect(read({ preset: "thorough" }).iterations).toBe(100);
  expect(read({ preset: "thorough", iterations: "7" }).iterations).toBe(7);
});

test("a run until a precision may take 200 iterations, or as many as were asked for", () => {
  expect(read({ precision: "10%" })).toMatchObject({ precision: 0.1, iterations: 200 });
  expect(read({ precision: "10%", iterations: "50" }).iterations).toBe(50);
});

test.each([
  [{ serial: true, concurrency: "3" }, /--serial .* --concurrency 3/],
  [{ precision: "10%", iterations: "19" }, /--precision .* after 20 iterations/],
  [{ "prompt-file": "mine.txt", size: "long" }, /--size .* --prompt-file/],
])("flags that contradict each other are refused: %j", (flags, complaint) => {
  expect(() => read(flags)).toThrow(UsageError);
  expect(() => read(flags)).toThrow(complaint);
});

test("flags that only seem to contradict each other are taken", () => {
  expect(read({ serial: true, concurrency: "1" }).serial).toBe(true);
  expect(read({ precision: "10%", iterations: "20" }).iterations).toBe(20);
  expect(read({ precision: "10%", preset: "quick" }).iterations).toBe(200);
});

test("the four limits of a request have a flag each", () => {
  const flags = {
    "connect-timeout": "1s",
    "first-token-timeout": "2s",
    "idle-timeout": "3s",
    timeout: "4s",
  };
  expect(read(flags).limits).toEqual({
    headersMs: 1000,
    firstTokenMs: 2000,
    idleMs: 3000,
    totalMs: 4000,
  });
});

test("cheapest first is most tokens per dollar first", () => {
  expect(read({ "rank-by": "cost" }).rankBy).toBe("value");
});

test("what is on by default is turned off by its negative alone", () => {
  expect(read({})).toMatchObject({ save: true, progress: true, dryRun: false, serial: false });
  expect(read({ save: false, progress: false, "dry-run": true, serial: true })).toMatchObject({
    save: false,
    progress: false,
    dryRun: true,
    serial: true,
  });
});

describe("a value that its flag does not take is refused", () => {
  test.each([
    ["size", "huge"],
    ["iterations", "0"],
    ["iterations", "100001"],
    ["preset", "fast"],
    ["warmup", "-1"],
    ["warmup", "101"],
    ["concurrency", "0"],
    ["concurrency", "10001"],
    ["max-tokens", "0"],
    ["retries", "11"],
    ["cache", "cold"],
    ["precision", "0"],
    ["seed", "-1"],
    ["seed", "2147483648"],
    ["timeout", "banana"],
    ["first-token-timeout", "0"],
    ["connect-timeout", "-1s"],
    ["idle-timeout", "25h"],
    ["max-time", "forever"],
    ["max-cost", "much"],
    ["rank-by", "luck"],
  ])("--%s %s", (name, value) => {
    expect(() => read({ [name]: value })).toThrow(UsageError);
    expect(() => read({ [name]: value })).toThrow(`--${name}`);
  });
});
