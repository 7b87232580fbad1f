import type { Offer, OutlineCommand, OutlineFlag } from "./outline.ts";

/** Completion for fish. */
export const fishScript = (commands: readonly OutlineCommand[]): string =>
  [
    "# fish completion for speed-kings",
    // A list of words with commas: what is typed before the last comma stays in front of each word.
    "function __speed_kings_list",
    "  set -l typed (string replace -r '^(-[^=]*=|-[a-z])?' '' -- (commandline -ct))",
    "  set -l before (string replace -rf '^(.*,).*$' '$1' -- $typed)",
    "  printf '%s\\n' \"$before\"$argv",
    "end",
    "complete -c speed-kings -f",
    "complete -c speed-kings -n __fish_use_subcommand -s h -l help -d 'Help'",
    "complete -c speed-kings -n __fish_use_subcommand -l version -d 'Version'",
    ...commands.flatMap(commandLines),
    "complete -c speed-kings -n __fish_use_subcommand -a help -d 'Help of a command'",
    `complete -c speed-kings -n '__fish_seen_subcommand_from help' -a '${commands.map(({ names }) => names[0]).join(" ")}'`,
    "",
  ].join("\n");

const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, (sign) => `\\${sign}`)}'`;

function commandLines({ names, summary, flags, operands }: OutlineCommand): string[] {
  const seen = `-n ${quoted(`__fish_seen_subcommand_from ${names.join(" ")}`)}`;
  const given = offered(operands);
  return [
    ...names.map(
      (name) => `complete -c speed-kings -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...(given === "" ? [] : [`complete -c speed-kings ${seen}${given}`]),
    ...flags.map((flag) => `complete -c speed-kings ${seen} ${flagWords(flag)}`),
  ];
}

function flagWords({ long, short, help, value }: OutlineFlag): string {
  const names = [`-l ${long.slice(2)}`, ...(short === undefined ? [] : [`-s ${short.slice(1)}`])];
  const takes =
    value === undefined ? "" : ` ${value.files ? "-r" : "-x"}${offered(value, value.isList)}`;
  return `${names.join(" ")}${takes} -d ${quoted(help)}`;
}

function offered({ words, files }: Offer, isList = false): string {
  const joined = words.join(" ");
  const all = words.length === 0 ? "" : isList ? `(__speed_kings_list ${joined})` : joined;
  return `${files ? " -F" : ""}${all === "" ? "" : ` -a ${quoted(all)}`}`;
}
