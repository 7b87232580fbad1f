import { describe, expect, test } from "bun:test";
import { formula, readSums } from "../../scripts/release/formula.ts";
import { TARGET_IDS, archiveName } from "../../scripts/release/targets.ts";

const hashOf = (index: number): string => index.toString(16).padStart(64, "0");
const SUMS = TARGET_IDS.map((id, index) => `${hashOf(index)}  ${archiveName("1.2.3", id)}`);
const RUBY = Bun.which("ruby");

describe("the Homebrew formula", () => {
  const text = formula("1.2.3", readSums(`${SUMS.join("\n")}\n`));

  test.skipIf(RUBY === null)(`is Ruby${RUBY === null ? " (there is no ruby here)" : ""}`, () => {
    const { stdout } = Bun.spawnSync([RUBY ?? "", "-wc"], { stdin: Buffer.from(text) });
    expect(stdout.toString()).toBe("Syntax OK\n");
  });

  test.each(["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64"] as const)(
    "has the checksum of %s beside its address",
    (id) => {
      const name = archiveName("1.2.3", id);
      const lines = text.split("\n");
      const at = lines.findIndex((line) => line.includes(`/releases/download/v1.2.3/${name}"`));
      expect(lines[at + 1]).toContain(hashOf(TARGET_IDS.indexOf(id)));
    },
  );

  test("runs the demo as its test", () => {
    expect(text).toMatch(/test do\n[^]*demo --iterations \d/);
  });

  test("cannot be made without a checksum", () => {
    expect(() => formula("1.2.3", readSums(SUMS.slice(1).join("\n")))).toThrow("linux-x64");
  });
});
