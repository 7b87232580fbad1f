import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { normalise } from "../../src/cli/arguments.ts";
import type { CommandRow } from "../../src/cli/command.ts";
import { UsageError } from "../../src/core/errors.ts";

const command: CommandRow = {
  summary: "for tests",
  flags: {
    count: { type: "string", alias: "n", value: "N", group: "G", help: "" },
    names: { type: "string", alias: "p", value: "a,b", group: "G", help: "", repeatable: true },
    loud: { type: "boolean", alias: "l", group: "G", help: "" },
    save: { type: "boolean", default: true, group: "G", help: "" },
    sizes: {
      type: "string",
      values: ["short", "long"],
      repeatable: true,
      group: "G",
      help: "",
    },
    form: { type: "string", values: ["json", "csv"], group: "G", help: "" },
    secret: { type: "boolean", isHidden: true, group: "G", help: "" },
  },
  examples: [],
  load: () => Promise.reject(new Error("is not run")),
};

const read = (...words: string[]) => normalise(words, command);

/** The error as a person reads it. */
function complaint(...words: string[]): string {
  try {
    read(...words);
  } catch (error) {
    if (error instanceof UsageError) return [error.message, error.advice].join(": ");
    throw error;
  }
  throw new Error(`${words.join(" ")} was accepted`);
}

describe("what is accepted", () => {
  test.each([
    [["--count", "3"], ["--count=3"]],
    [["--count=3"], ["--count=3"]],
    [["-n", "3"], ["--count=3"]],
    [["-n=3"], ["--count=3"]],
    [["-n3"], ["--count=3"]],
    [["-n-3"], ["--count=-3"]],
    [["--count", "-3"], ["--count=-3"]],
    [["--count", "-.5"], ["--count=-.5"]],
    [["--count", "-"], ["--count=-"]],
    [["--count="], ["--count="]],
    [["--names=x=http://h/v1#m"], ["--names=x=http://h/v1#m"]],
    [["--form", "JSON"], ["--form=JSON"]],
    [["--form="], ["--form="]],
    [["--sizes", "short, long,"], ["--sizes=short, long,"]],
    [["--loud"], ["--loud"]],
    [["-l"], ["--loud"]],
    [
      ["-l", "-l"],
      ["--loud", "--loud"],
    ],
    [["--no-save"], ["--no-save"]],
    [["--save"], ["--save"]],
    [["--secret"], ["--secret"]],
    [["--quiet"], ["--quiet"]],
  ])("%j", (words, flags) => {
    expect(read(...words)).toEqual({ flags, positionals: [] });
  });

  test("values of a repeatable flag are put together, in order", () => {
    expect(read("-p", "a", "-l", "--names=b,c").flags).toEqual(["--loud", "--names=a,b,c"]);
  });

  test("what is no flag is a positional, and so is everything after two dashes", () => {
    expect(read("a", "-l", "-", "--", "--count", "-n")).toEqual({
      flags: ["--loud"],
      positionals: ["a", "-", "--count", "-n"],
    });
  });

  test("any value at all comes through whole when it is written with =", () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(read(`--count=${value}`).flags).toEqual([`--count=${value}`]);
      }),
    );
  });
});

describe("what is refused, and what is suggested instead", () => {
  test.each([
    ["--cuont 3", "unknown flag --cuont: did you mean --count?"],
    ["--form jsn", '--form must be one of json, csv, not "jsn": did you mean json?'],
    ["--form xml", '--form must be one of json, csv, not "xml": '],
    ["--form json,csv", '--form must be one of json, csv, not "json,csv": '],
    ["--sizes short,medium", '--sizes must be one of short, long, not "medium": '],
    ["--lod", "unknown flag --lod: did you mean --loud?"],
    ["--no-sav", "unknown flag --no-sav: did you mean --no-save?"],
    ["--sav", "unknown flag --sav: did you mean --save?"],
    ["--no-count", "unknown flag --no-count: did you mean --count?"],
    ["--wibble", "unknown flag --wibble: see --help for all flags"],
    ["--secre", "unknown flag --secre: see --help for all flags"],
    ["--constructor", "unknown flag --constructor: see --help for all flags"],
    ["--no-constructor", "unknown flag --no-constructor: see --help for all flags"],
    ["--__proto__=1", "unknown flag --__proto__: see --help for all flags"],
    ["-x", "unknown flag -x: see --help for all flags"],
    ["-lq", "unknown flag -lq: write them apart: -l -q"],
    ["-lx", "unknown flag -lx: see --help for all flags"],
    ["-pgroq", "unknown flag -pgroq: did you mean -p groq?"],
    ["--count", "--count needs a value: write --count N"],
    ["--count --loud", "--count needs a value: write --count N"],
    ["--count -l", "--count needs a value: write --count N"],
    ["--count --unknown", "--count needs a value: write --count N"],
    ["--count 3 -n 4", "--count was given twice: give it once"],
    ["--loud=yes", '--loud takes no value, not "yes": write just --loud'],
    ["--no-save=3", '--no-save takes no value, not "3": write just --no-save'],
    ["--save --no-save", "--save and --no-save contradict each other: give one of them"],
    ["--no-save --save", "--save and --no-save contradict each other: give one of them"],
  ])("%s", (words, expected) => {
    expect(complaint(...words.split(" "))).toBe(expected);
  });
});
