import type { Offer, OutlineCommand, OutlineFlag } from "./outline.ts";

/**
 * Completion for bash, from 3.2 on (macOS), with or without the package bash-completion. All words are in the script: a Tab starts
 * no process. `=` breaks words in bash, so a value may be the word after it.
 */
export const bashScript = (
  commands: readonly OutlineCommand[],
): string => `# bash completion for speed-kings
_speed_kings() {
  local cur=\${COMP_WORDS[COMP_CWORD]} flag='' words='' files='' list='' prefix='' flags
  local command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 || ( $command == help && $COMP_CWORD -eq 2 ) ]]; then
    words='${commands.flatMap(({ names }) => names).join(" ")}'
    [[ $COMP_CWORD -eq 1 ]] && words="$words help --help --version"
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  if [[ $cur == '=' ]]; then
    flag=\${COMP_WORDS[COMP_CWORD-1]} cur=''
  elif [[ \${COMP_WORDS[COMP_CWORD-1]} == '=' ]]; then
    flag=\${COMP_WORDS[COMP_CWORD-2]}
  else
    flag=\${COMP_WORDS[COMP_CWORD-1]}
  fi
  case $command in
${commands.map(commandCase).join("\n")}
    *) return ;;
  esac
  if [[ $cur == -* ]]; then
    words=$flags files='' list=''
  elif [[ $list && $cur == *,* ]]; then
    prefix=\${cur%,*}, cur=\${cur##*,}
  fi
  COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$cur"))
  if [[ $files ]]; then
    local IFS=$'\\n'
    COMPREPLY+=($(compgen -f -P "$prefix" -- "$cur"))
    # Old versions have no compopt and then put a blank behind a folder.
    type compopt >/dev/null 2>&1 && compopt -o filenames
  fi
}
complete -F _speed_kings speed-kings
`;

const commandCase = ({ names, flags, operands }: OutlineCommand): string => {
  const all = flags.flatMap(({ long, short }) => [long, ...(short === undefined ? [] : [short])]);
  const rows = flags.flatMap((flag) => valueCase(flag));
  return [
    `    ${names.join("|")})`,
    `      flags='${all.join(" ")}'`,
    "      case $flag in",
    ...rows.map((row) => `        ${row}`),
    `        *) ${assignments(operands)} ;;`,
    "      esac ;;",
  ].join("\n");
};

const valueCase = ({ long, short, value }: OutlineFlag): string[] => {
  if (value === undefined) return [];
  const pattern = [long, ...(short === undefined ? [] : [short])].join("|");
  return [`${pattern}) ${assignments(value)}${value.isList ? " list=1" : ""} ;;`];
};

const assignments = ({ words, files }: Offer): string =>
  `words='${words.join(" ")}'${files ? " files=1" : ""}`;
