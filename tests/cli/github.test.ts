import { describe, expect, test } from "bun:test";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { speaksGithub, tellGithub } from "../../src/cli/github.ts";
import { heardLog } from "../support/heard-log.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("GitHub is told when asked, or when run there", () => {
  expect(speaksGithub(true, {})).toBe(true);
  expect(speaksGithub(false, { GITHUB_ACTIONS: "true" })).toBe(true);
  expect(speaksGithub(false, { GITHUB_ACTIONS: "false" })).toBe(false);
  expect(speaksGithub(false, { CI: "true" })).toBe(false);
});

describe("the job summary", () => {
  test("is added to, and annotations are lines of their own", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "summary.md");
    await writeFile(path, "of an earlier step\n");
    const log = heardLog();
    await tellGithub("### one\n", ["::warning::slow"], { GITHUB_STEP_SUMMARY: path }, log);
    await tellGithub("### two\n", [], { GITHUB_STEP_SUMMARY: path }, log);
    expect(await readFile(path, "utf8")).toBe("of an earlier step\n### one\n\n### two\n\n");
    expect(log.lines).toEqual(["info: ::warning::slow"]);
  });

  test("that cannot be written is a warning", async () => {
    const log = heardLog();
    await tellGithub("x", [], { GITHUB_STEP_SUMMARY: "/no/such/folder/summary.md" }, log);
    expect(log.lines[0]).toStartWith("warn: cannot write the job summary");
  });

  test("larger than GitHub takes is left out", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "summary.md");
    const log = heardLog();
    await tellGithub("x".repeat(2 ** 20 + 1), [], { GITHUB_STEP_SUMMARY: path }, log);
    expect(log.lines[0]).toContain("left out");
    expect(await Bun.file(path).exists()).toBe(false);
  });

  test("outside of a workflow there is none", async () => {
    const log = heardLog();
    await tellGithub("x", ["::notice::y"], {}, log);
    expect(log.lines).toEqual(["info: ::notice::y"]);
  });
});
