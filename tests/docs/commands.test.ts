import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { normalise } from "../../src/cli/arguments.ts";
import type { CommandRow } from "../../src/cli/command.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { COMMON_FLAGS, writtenName } from "../../src/cli/flags.ts";
import type { Flags } from "../../src/cli/flags.ts";
import { codeBlocks, commandsOf, mentions, PAGES, readPage, ROOT } from "./code-blocks.ts";

setDefaultTimeout(120_000);

const ROWS: readonly (readonly [string, CommandRow])[] = Object.entries(COMMANDS);

/** Takes \`-n NUMBER\` out of the arguments of a demo and puts in what makes it short. */
const SHORTER = `if [ "$1" = demo ]; then
  count=$#
  while [ "$count" -gt 0 ]; do
    if [ "$1" = -n ]; then shift; count=$((count - 1)); else set -- "$@" "$1"; fi
    shift
    count=$((count - 1))
  done
  set -- "$@" -n 2 --warmup 0 --max-tokens 8 --no-calibration
fi`;

/** Flags of other programs that a page may speak of. */
const FOREIGN = new Set([
  "--version",
  // npx; `bun run bench`; `bun run refresh-pricing`; install.sh.
  "--yes",
  "--quick",
  "--only",
  "--all",
  "--dir",
  // npm and gh; Bun, in docs/decisions.md.
  "--global",
  "--repo",
  "--compile",
  "--no-env-file",
  "--tsconfig-override",
  "--write",
  // "--name=value" as an example of a flag, and a flag of docs/pricing.md.
  "--name",
  "--price",
]);

const flagsOf = (row: CommandRow): Flags => ({ ...row.flags, ...COMMON_FLAGS });

const KNOWN = new Set(
  ROWS.flatMap(([, row]) =>
    Object.entries(flagsOf(row)).flatMap(([name, flag]) => [`--${name}`, writtenName(name, flag)]),
  ),
);

describe.each(PAGES)("%s", (page) => {
  test("speaks of no flag that is not there", async () => {
    const text = (await readPage(page)).replaceAll(/<!--.*?-->/gs, "");
    const named = [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*[a-z]/g)].map(([flag]) => flag);
    expect([...new Set(named)].filter((flag) => !KNOWN.has(flag) && !FOREIGN.has(flag))).toEqual(
      [],
    );
  });

  test("shows the program only with what it accepts", async () => {
    for (const line of await mentions(page)) {
      const [name = "", ...words] = wordsOf(line);
      // `speed-kings COMMAND --help`, `speed-kings 0.1.0` in what it prints.
      if (!/^[a-z]/.test(name) || name === "help") continue;
      const found = ROWS.find(([own, { aliases }]) => own === name || aliases?.includes(name));
      expect({ line, isThere: found !== undefined }).toEqual({ line, isThere: true });
      const row = found![1];
      // Usage lines have placeholders where values go.
      if (/\[flags\]/.test(line)) continue;
      const { positionals } = normalise(words, row);
      expect(positionals.length === 0 || row.positionals !== undefined).toBe(true);
    }
  });
});

/** Words of a shell line; what comes after a pipe, a redirection or two blanks (a description) is not the program's. */
const wordsOf = (line: string): string[] =>
  (line.split(/ [|>&] ?| {2,}/)[0]!.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replaceAll(/['"]/g, ""),
  );

test("docs/cli.md has every flag of every command (bun run docs)", async () => {
  const text = await readPage("docs/cli.md");
  for (const [name, row] of ROWS) {
    const section = text.split(`\n## ${name}\n`)[1]?.split("\n## ")[0] ?? "";
    for (const [flag, details] of Object.entries(row.flags)) {
      if (details.isHidden === true) continue;
      expect(section).toContain(`\`${writtenName(flag, details)}`);
    }
  }
});

describe.skipIf(process.platform === "win32")("what can be run as it stands", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "speed-kings-docs-"));
    const shim = join(folder, "bin", "speed-kings");
    const program = `'${process.execPath}' --no-env-file '--config=${join(ROOT, "bunfig.toml")}' '${join(ROOT, "src/main.ts")}'`;
    // A page shows what a user would type; here the same race takes a few seconds.
    await Bun.write(shim, `#!/bin/sh\n${SHORTER}\nexec ${program} "$@"\n`);
    await chmod(shim, 0o755);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.concurrent.each(PAGES)("in %s", async (page) => {
    const blocks = (await codeBlocks(page)).filter(
      ({ language, notRun }) => language === "sh" && notRun === undefined,
    );
    const place = join(folder, page.replaceAll(/\W/g, "-"));
    await mkdir(place, { recursive: true });
    for (const command of blocks.flatMap(commandsOf)) {
      // The project's own commands have tests of their own (tests/project/commands.test.ts).
      if (command.startsWith("npx ")) continue;
      const child = Bun.spawn(["sh", "-c", command], {
        cwd: place,
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
        env: {
          PATH: [join(folder, "bin"), process.env["PATH"] ?? ""].join(delimiter),
          HOME: join(place, "home"),
          SPEED_KINGS_DATA: join(place, "data"),
          // Nothing listens there: what runs on the developer's machine must not join.
          OLLAMA_URL: "http://127.0.0.1:9",
        },
      });
      // oxlint-disable-next-line no-await-in-loop -- the lines of a page build on each other
      const [code, stderr] = await Promise.all([child.exited, new Response(child.stderr).text()]);
      // A gate may be missed: that is its work.
      const allowed = /--fail-if|--strict/.test(command) ? [0, 3] : [0];
      expect({ command, code, stderr: allowed.includes(code) ? "" : stderr }).toEqual({
        command,
        code: allowed.includes(code) ? code : 0,
        stderr: "",
      });
    }
  });
});

test("every block of a shell says whether it is run", async () => {
  const blocks = (await Promise.all(PAGES.map(codeBlocks))).flat();
  const ofShell = blocks.filter(({ language }) => language === "sh");
  expect(ofShell.length).toBeGreaterThan(5);
  expect(blocks.filter(({ language }) => /^(bash|shell|zsh|console)$/.test(language))).toEqual([]);
  for (const { text } of ofShell) expect(text).not.toContain("$ ");
});

test.each([...PAGES, "CONTRIBUTING.md", "CHANGELOG.md"])(
  "links of %s lead somewhere",
  async (page) => {
    const links = [
      ...(await readPage(page)).matchAll(/\]\((?<to>[^)#\s]+)(?:#(?<part>[\w-]+))?\)/g),
    ];
    for (const { groups = {} } of links) {
      const to = groups["to"] ?? "";
      if (/^https?:/.test(to)) continue;
      const path = join(dirname(page), to);
      // oxlint-disable-next-line no-await-in-loop
      expect({ path, exists: await Bun.file(join(ROOT, path)).exists() }).toEqual({
        path,
        exists: true,
      });
      if (groups["part"] === undefined) continue;
      // oxlint-disable-next-line no-await-in-loop
      const headings = [...(await readPage(path)).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, "")
          .trim()
          .replaceAll(/\s/g, "-"),
      );
      expect(headings).toContain(groups["part"]);
    }
  },
);
