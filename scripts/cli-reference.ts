import { join } from "node:path";
import { parseArgs } from "node:util";
import { markdownTable } from "markdown-table";
import type { CommandRow } from "../src/cli/command.ts";
import { COMMANDS } from "../src/cli/commands.ts";
import { COMMON_FLAGS, writtenName } from "../src/cli/flags.ts";
import type { Flag, Flags } from "../src/cli/flags.ts";
import { EXIT_CODES, VARIABLES } from "./reference-tables.ts";

const HELP = `Makes docs/cli.md, and the list of commands in README.md, from the table of commands.

  bun run docs                   writes both
  bun scripts/cli-reference.ts   says whether they are up to date (exit code 1 when they are not)
`;

const ROOT = join(import.meta.dir, "..");
const ROWS: readonly (readonly [string, CommandRow])[] = Object.entries(COMMANDS);

/** Inside of a table, where `|` ends a cell. */
const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);
const code = (text: string): string => `\`${text}\``;
/** Prose of --help may hold what Markdown would obey. */
const prose = (text: string): string =>
  text
    .replaceAll(/(?<!`)([$<*_])/g, String.raw`\$1`)
    .replaceAll(/(?<![\w`-])(--[a-z][\w-]*)/g, "`$1`");

function flagRow(name: string, flag: Flag): readonly string[] {
  const names = [
    ...(flag.alias === undefined ? [] : [code(`-${flag.alias}`)]),
    code([writtenName(name, flag), flag.value].filter(Boolean).join(" ")),
  ];
  const written = typeof flag.default === "string" ? code(flag.default) : "";
  return [names.join(", "), prose(flag.help), written].map(cell);
}

const flagTable = (flags: readonly (readonly [string, Flag])[]): string =>
  markdownTable([
    ["flag", "meaning", "default"],
    ...flags.map(([name, flag]) => [...flagRow(name, flag)]),
  ]);

const shown = (flags: Flags): [string, Flag][] =>
  Object.entries(flags).filter(([, { isHidden }]) => isHidden !== true);

async function section([name, row]: readonly [string, CommandRow]): Promise<string> {
  const usage = ["speed-kings", name, row.positionals, "[flags]"].filter(Boolean).join(" ");
  const groups = Map.groupBy(shown(row.flags), ([, { group }]) => group);
  const tables = Object.entries((await row.tables?.()) ?? {});
  const alias = row.aliases === undefined ? "" : ` Also: ${row.aliases.map(code).join(", ")}.`;
  return [
    `## ${name}`,
    `${row.summary}.${alias}`,
    `\`\`\`\n${usage}\n\`\`\``,
    ...[...groups].flatMap(([group, flags]) => [`**${group}**`, flagTable(flags)]),
    ...tables.flatMap(([heading, rows]) => [
      `**${prose(heading)}**`,
      markdownTable([
        ["word", "meaning"],
        ...rows.map(([word, help]) => [code(cell(word)), cell(prose(help))]),
      ]),
    ]),
    row.examples.map(({ run, does }) => `- \`${run}\`: ${prose(does)}`).join("\n"),
  ].join("\n\n");
}

/** docs/cli.md, before it is formatted. */
export async function reference(): Promise<string> {
  const sections = await Promise.all(ROWS.map(section));
  return [
    "# Commands and flags",
    "Made by `bun run docs` from the same table as `--help`: change the table, not this page.",
    ROWS.map(([name, { summary }]) => `- [${name}](#${name}): ${summary}`).join("\n"),
    ...sections,
    "## Every command",
    flagTable(shown(COMMON_FLAGS)),
    "`--version` and `-V` print the version, before or without a command. `--name=value` is the same as `--name value`. A flag that may be given more than once takes a list with commas as well.",
    "## Exit codes",
    markdownTable([
      ["code", "meaning"],
      ...EXIT_CODES.map(([number, text]) => [String(number), prose(text)]),
    ]),
    "## Environment",
    markdownTable([
      ["variable", "meaning"],
      ...VARIABLES.map(([names, text]) => [
        names
          .split(", ")
          .map((name) => (name === "…" ? name : code(name)))
          .join(", "),
        prose(text),
      ]),
    ]),
    "",
  ].join("\n\n");
}

const BEGIN = "<!-- commands: begin -->";
const END = "<!-- commands: end -->";

/** README.md with its list of commands made anew. @throws Error when the marks are gone. */
export function readmeWithCommands(readme: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error(`README.md has lost ${BEGIN} or ${END}`);
  const table = markdownTable([
    ["command", "does"],
    ...ROWS.map(([name, { summary }]) => [
      `[${code(`speed-kings ${name}`)}](docs/cli.md#${name})`,
      summary,
    ]),
  ]);
  return `${readme.slice(0, begin)}${BEGIN}\n\n${table}\n\n${readme.slice(end)}`;
}

/** Text as \`bun run format\` would leave it in the file. */
export function formatted(text: string, path: string): string {
  const { stdout, stderr, exitCode } = Bun.spawnSync(
    [process.execPath, "fmt", "--stdin-filepath", path],
    { cwd: ROOT, stdin: Buffer.from(text) },
  );
  if (exitCode !== 0) throw new Error(`${path} cannot be formatted: ${stderr.toString()}`);
  return stdout.toString();
}

/** The files that are made, with what they should hold. */
export async function madeFiles(): Promise<ReadonlyMap<string, string>> {
  const readme = await Bun.file(join(ROOT, "README.md")).text();
  return new Map([
    ["docs/cli.md", formatted(await reference(), "docs/cli.md")],
    ["README.md", formatted(readmeWithCommands(readme), "README.md")],
  ]);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { help: { type: "boolean", short: "h" }, write: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  let stale = 0;
  for (const [path, text] of await madeFiles()) {
    const file = Bun.file(join(ROOT, path));
    // oxlint-disable-next-line no-await-in-loop -- a file after the other, in the order in which they are told
    const isCurrent = (await file.exists()) && (await file.text()) === text;
    if (!isCurrent && values.write === true) {
      // oxlint-disable-next-line no-await-in-loop
      await Bun.write(file, text);
      console.log(`wrote ${path}`);
    } else {
      console.log(isCurrent ? `${path} is up to date` : `${path} is not: bun run docs`);
      stale += isCurrent ? 0 : 1;
    }
  }
  return stale === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = await main();
