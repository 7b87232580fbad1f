import type { CommandRow, HelpTables } from "./command.ts";
import { COMMON_FLAGS, writtenName } from "./flags.ts";
import type { Flag } from "./flags.ts";
import type { HelpStyle } from "./help-style.ts";

const INDENT = "  ";
const GUTTER = 2;
const MAX_COLUMNS = 100;

const widthOf = ({ columns }: HelpStyle): number => Math.min(columns, MAX_COLUMNS);

const INTRODUCTION =
  "speed-kings races LLM inference providers against each other: from your machine, with your keys, and says who is faster, by how much and how sure that is.";

/** Help of the whole program. */
export function programHelp(
  commands: Readonly<Record<string, CommandRow>>,
  style: HelpStyle,
): string {
  const rows = Object.entries(commands).map(([name, row]): [string, string] => [
    [name, ...(row.aliases ?? [])].join(", "),
    row.summary,
  ]);
  return [
    ...wrap(INTRODUCTION, widthOf(style)),
    "",
    style.heading("Usage"),
    `${INDENT}speed-kings <command> [flags]`,
    "",
    style.heading("Commands"),
    ...twoColumns(rows, style.columns),
    "",
    style.heading("Examples"),
    ...twoColumns(
      [
        ["speed-kings demo", "a race of simulated providers: no key, no network"],
        ["speed-kings list", "who can run here, and what is missing"],
        ["speed-kings benchmark -p groq,cerebras", "race two providers"],
        ["speed-kings benchmark --help", "all flags of a command"],
      ],
      style.columns,
    ),
    "",
    "Flags of every command: --help, --version, --quiet, --verbose, --no-color",
    "",
  ].join("\n");
}

/** Help of one command: usage, what it does, flags by group, tables, examples. */
export function commandHelp(
  name: string,
  row: CommandRow,
  style: HelpStyle,
  tables: HelpTables = {},
): string {
  const all: [string, Flag][] = Object.entries({ ...row.flags, ...COMMON_FLAGS });
  const flags = all.filter(([, flag]) => flag.isHidden !== true);
  const groups = Map.groupBy(flags, ([, flag]) => flag.group);
  const left = Math.max(...flags.map(([flagName, flag]) => written(flagName, flag).length));
  const usage = ["speed-kings", name, row.positionals, "[flags]"].filter(Boolean).join(" ");
  return [
    ...wrap(
      `${row.summary}${row.aliases === undefined ? "" : ` (also: ${row.aliases.join(", ")})`}`,
      widthOf(style),
    ),
    "",
    style.heading("Usage"),
    ...hanging(usage, style),
    ...[...groups].flatMap(([group, members]) => [
      "",
      style.heading(group),
      ...twoColumns(
        members.map(([flagName, flag]) => [written(flagName, flag), explained(flag)]),
        style.columns,
        left,
      ),
    ]),
    ...Object.entries(tables).flatMap(([heading, rows]) => [
      "",
      ...wrap(heading, widthOf(style)).map((line) => style.heading(line)),
      ...twoColumns(rows, style.columns),
    ]),
    "",
    style.heading("Examples"),
    ...row.examples.flatMap(({ run, does }) => [
      `${INDENT}${run}`,
      ...wrap(does, widthOf(style) - 2 * INDENT.length).map((line) => `${INDENT}${INDENT}${line}`),
    ]),
    "",
  ].join("\n");
}

/** A line that hangs: what does not fit is indented further. */
const hanging = (text: string, style: HelpStyle): string[] =>
  wrap(text, widthOf(style) - 2 * INDENT.length).map((line, index) =>
    index === 0 ? `${INDENT}${line}` : `${INDENT}${INDENT}${line}`,
  );

/** The flag as it is typed: `-n, --iterations N`, `    --no-color`. */
function written(name: string, flag: Flag): string {
  const short = flag.alias === undefined ? "    " : `-${flag.alias}, `;
  return `${short}${writtenName(name, flag)}${flag.value === undefined ? "" : ` ${flag.value}`}`;
}

const explained = (flag: Flag): string =>
  typeof flag.default === "string" ? `${flag.help} [${flag.default}]` : flag.help;

/** Rows of two columns, the right one wrapped at words and kept in its column. */
function twoColumns(
  rows: readonly (readonly [string, string])[],
  columns: number,
  leftWidth = Math.max(...rows.map(([left]) => left.length)),
): string[] {
  const rightAt = INDENT.length + leftWidth + GUTTER;
  const rightWidth = Math.max(20, Math.min(columns, MAX_COLUMNS) - rightAt);
  return rows.flatMap(([left, right]) =>
    wrap(right, rightWidth).map((line, index) =>
      `${INDENT}${(index === 0 ? left : "").padEnd(leftWidth + GUTTER)}${line}`.trimEnd(),
    ),
  );
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last !== "" && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines;
}
