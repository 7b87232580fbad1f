import { parseArgs } from "node:util";
import type { CommandRow } from "../src/cli/command.ts";
import { COMMANDS } from "../src/cli/commands.ts";
import { COMMON_FLAGS, writtenName } from "../src/cli/flags.ts";
import type { Flag, Flags } from "../src/cli/flags.ts";
import { VERSION } from "../src/core/version.ts";
import { EMBEDDED } from "../src/pricing/embedded.ts";
import { EXIT_CODES, VARIABLES } from "./reference-tables.ts";

const HELP = `Makes the manual page speed-kings(1) from the table of commands.

  bun scripts/man-page.ts                  prints it
  bun scripts/man-page.ts --outfile PATH   writes it
`;

const ROWS: readonly (readonly [string, CommandRow])[] = Object.entries(COMMANDS);

/** What roff would obey: a backslash, a dot or an apostrophe at the beginning of a line; a hyphen that is to be typed is `\-`. */
const plain = (text: string): string =>
  text
    .replaceAll("\\", String.raw`\e`)
    .replaceAll("-", String.raw`\-`)
    .replaceAll("…", "...")
    .replaceAll("×", "x")
    .replaceAll("~", String.raw`\(ti`)
    .replaceAll("^", String.raw`\(ha`)
    .replaceAll("'", String.raw`\(aq`)
    .replaceAll("`", String.raw`\(ga`)
    .replace(/^\./, String.raw`\&.`);

const bold = (text: string): string => String.raw`\fB${plain(text)}\fR`;
const italic = (text: string): string => String.raw`\fI${plain(text)}\fR`;

const item = (term: string, text: string): string => `.TP\n${term}\n${plain(text)}`;

function flagItem(name: string, flag: Flag): string {
  const names = [
    ...(flag.alias === undefined ? [] : [bold(`-${flag.alias}`)]),
    bold(writtenName(name, flag)),
  ].join(", ");
  const value = flag.value === undefined ? "" : ` ${italic(flag.value)}`;
  const fallback = typeof flag.default === "string" ? ` [${flag.default}]` : "";
  return item(names + value, flag.help + fallback);
}

const flagItems = (flags: Flags): string[] =>
  Object.entries(flags)
    .filter(([, { isHidden }]) => isHidden !== true)
    .map(([name, flag]) => flagItem(name, flag));

async function commandSection([name, row]: readonly [string, CommandRow]): Promise<string[]> {
  const operands = row.positionals === undefined ? "" : ` ${italic(row.positionals)}`;
  const tables = Object.entries((await row.tables?.()) ?? {});
  const alias = row.aliases === undefined ? "" : ` Also: ${row.aliases.join(", ")}.`;
  return [
    `.SS ${bold(name)}${operands} [flags]`,
    plain(`${row.summary}.${alias}`),
    ...flagItems(row.flags),
    ...tables.flatMap(([heading, rows]) => [
      `.PP\n${plain(heading)}:`,
      ...rows.map(([word, help]) => item(bold(word), help)),
    ]),
    ".PP\nExamples:",
    ...row.examples.map(({ run, does }) => item(bold(run), does)),
  ];
}

/** The manual page, in the man macros that both groff and mandoc read. */
export async function manPage(): Promise<string> {
  const sections = await Promise.all(ROWS.map(commandSection));
  return [
    // The newest date that the source itself holds: two builds of one commit are alike.
    `.TH SPEED\\-KINGS 1 "${EMBEDDED.updatedAt.slice(0, 10)}" "speed\\-kings ${VERSION}" "User Commands"`,
    // Left-aligned and without hyphens: flags and words must not be torn apart.
    ".ad l",
    ".nh",
    `.SH NAME\nspeed\\-kings \\- race LLM inference providers against each other`,
    `.SH SYNOPSIS\n${bold("speed-kings")} ${italic("command")} [flags]`,
    ".SH DESCRIPTION",
    plain(
      "Races LLM inference providers from your machine, with your keys, over real streams, and says who is faster, by how much and how sure that is. The result goes to stdout, progress and warnings to stderr. There is no telemetry.",
    ),
    ".SH COMMANDS",
    ...sections.flat(),
    ".SH FLAGS OF EVERY COMMAND",
    ...flagItems(COMMON_FLAGS),
    item(`${bold("-V")}, ${bold("--version")}`, "the version, without a command"),
    ".SH EXIT STATUS",
    ...EXIT_CODES.map(([code, text]) => item(bold(String(code)), text)),
    ".SH ENVIRONMENT",
    ...VARIABLES.map(([names, text]) => item(bold(names), text)),
    ".SH SEE ALSO",
    plain("`speed-kings COMMAND --help`; docs/methodology.md says how each number is made."),
    "",
  ].join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { help: { type: "boolean", short: "h" }, outfile: { type: "string" } },
  });
  if (values.help === true) process.stdout.write(HELP);
  else if (values.outfile === undefined) process.stdout.write(await manPage());
  else await Bun.write(values.outfile, await manPage());
}

if (import.meta.main) await main();
