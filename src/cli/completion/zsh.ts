import type { OutlineCommand, OutlineFlag, Offer } from "./outline.ts";

/** Completion for zsh, either in a folder of `$fpath` as `_speed-kings`, or read with `source`. */
export const zshScript = (commands: readonly OutlineCommand[]): string => `#compdef speed-kings

_speed-kings() {
  local context state state_descr line curcontext=$curcontext
  typeset -A opt_args
  _arguments -C \\
    '(- 1 *)'{-h,--help}'[help]' \\
    '(- 1 *)--version[version]' \\
    '1:command:->command' \\
    '*::argument:->argument' && return
  case $state in
    command)
      local -a names
      names=(
${commands.flatMap(described).join("\n")}
        'help:help of a command'
      )
      _describe -t commands command names
      ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join("\n")}
        help) _arguments '1:command:(${commands.map(({ names }) => names[0]).join(" ")})' ;;
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _speed-kings ]]; then
  _speed-kings "$@"
else
  compdef _speed-kings speed-kings
fi
`;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** In the texts of \`_arguments\` and \`_describe\`, brackets and colons have a meaning. */
const harmless = (text: string): string => text.replaceAll(/[\\[\]:]/g, (sign) => `\\${sign}`);

const described = ({ names, summary }: OutlineCommand): string[] =>
  names.map((name) => `        ${quoted(`${name}:${harmless(summary)}`)}`);

const commandCase = ({ names, flags, operands }: OutlineCommand): string =>
  [
    `        ${names.join("|")})`,
    "          _arguments -s -S \\",
    ...flags.map((flag) => `            ${flagSpec(flag)} \\`),
    `            ${quoted(`*:argument:${action(operands)}`)} ;;`,
  ].join("\n");

function flagSpec({ long, short, help, value }: OutlineFlag): string {
  const equals = value === undefined ? "" : "=";
  const tail = `[${harmless(help)}]${value === undefined ? "" : `:${harmless(value.label)}:${action(value, value.isList)}`}`;
  const times = value?.isList === true ? "*" : "";
  if (short === undefined) return quoted(`${times}${long}${equals}${tail}`);
  const excluded = times === "" ? `(${short} ${long})` : "*";
  return `${quoted(excluded)}{${short},${long}${equals}}${quoted(tail)}`;
}

function action({ words, files }: Offer, isList = false): string {
  if (words.length > 0 && files) return `{compadd - ${words.join(" ")}; _files}`;
  if (words.length > 0 && isList) return `_sequence compadd - ${words.join(" ")}`;
  if (words.length > 0) return `(${words.join(" ")})`;
  return files ? "_files" : " ";
}
