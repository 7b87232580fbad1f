import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import { join } from "node:path";
import { madeFiles, readmeWithCommands } from "../../scripts/cli-reference.ts";
import { manPage } from "../../scripts/man-page.ts";
import { EXIT_CODES, VARIABLES } from "../../scripts/reference-tables.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import type { CommandRow } from "../../src/cli/command.ts";
import { COMMON_FLAGS, writtenName } from "../../src/cli/flags.ts";
import type { Flags } from "../../src/cli/flags.ts";
import { EXIT } from "../../src/cli/exit.ts";
import { ROOT } from "./code-blocks.ts";

const flagsOf = ({ flags }: CommandRow): Flags => ({ ...flags, ...COMMON_FLAGS });

const ROWS: readonly (readonly [string, CommandRow])[] = Object.entries(COMMANDS);

describe("pages made from the table of commands", () => {
  test("are up to date: if not, `bun run docs` makes them anew", async () => {
    for (const [path, text] of await madeFiles()) {
      // oxlint-disable-next-line no-await-in-loop
      expect({ path, text: await Bun.file(join(ROOT, path)).text() }).toEqual({ path, text });
    }
  });

  test("cannot lose the place of the list in silence", () => {
    expect(() => readmeWithCommands("# no marks")).toThrow("commands: begin");
  });
});

describe("the tables beside the tree", () => {
  test("have every exit code", () => {
    expect(EXIT_CODES.map(([code]) => code)).toEqual(Object.values(EXIT));
  });

  test("have every variable of the program's own", async () => {
    const named = new Set<string>();
    for await (const path of new Glob("src/**/*.ts").scan(ROOT)) {
      const text = await Bun.file(join(ROOT, path)).text();
      for (const [, name = ""] of text.matchAll(/"(SPEED_KINGS_[A-Z_]+)"/g)) named.add(name);
    }
    expect(named.size).toBeGreaterThan(0);
    const told = VARIABLES.flatMap(([names]) => names.split(", "));
    for (const name of named) expect(told).toContain(name);
  });
});

describe("the manual page", () => {
  test("has every command and flag", async () => {
    const page = (await manPage()).replaceAll(String.raw`\-`, "-");
    for (const [name, row] of ROWS) {
      expect(page).toContain(String.raw`.SS \fB${name}\fR`);
      for (const [flag, details] of Object.entries(flagsOf(row))) {
        if (details.isHidden !== true) {
          expect(page).toContain(String.raw`\fB${writtenName(flag, details)}\fR`);
        }
      }
    }
  });

  const readers = [
    ["groff", "-man", "-Tutf8", "-ww", "-z"],
    ["mandoc", "-Tlint", "-Wwarning"],
  ] as const;

  for (const command of readers) {
    test.skipIf(Bun.which(command[0]) === null)(
      `is read by ${command[0]} without a warning`,
      async () => {
        const { stdout, stderr } = Bun.spawnSync([...command], {
          stdin: Buffer.from(await manPage()),
          env: { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8" },
        });
        expect(stdout.toString() + stderr.toString()).toBe("");
      },
    );
  }
});
