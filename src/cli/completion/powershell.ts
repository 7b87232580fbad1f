import type { Offer, OutlineCommand, OutlineFlag } from "./outline.ts";

/** Completion for PowerShell, 5.1 and later: for the profile, `speed-kings completion powershell | Out-String | Invoke-Expression`. */
export const powershellScript = (
  commands: readonly OutlineCommand[],
): string => `# PowerShell completion for speed-kings
Register-ArgumentCompleter -Native -CommandName 'speed-kings' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $commands = [ordered]@{
${commands.map(({ names, summary }) => `    ${quoted(names[0] ?? "")} = ${quoted(summary)}`).join("\n")}
  }
  $aliases = @{ ${commands.flatMap(aliasPairs).join("; ")} }
  $flags = @{
${commands.map(flagTable).join("\n")}
  }
  $operands = @{
${commands.map(({ names, operands }) => `    ${quoted(names[0] ?? "")} = ${offered(operands)}`).join("\n")}
  }
  $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
  $result = { param($text, $tip) [System.Management.Automation.CompletionResult]::new($text, $text, 'ParameterValue', $tip) }
  if ($before.Count -lt 2 -or ($before.Count -eq 2 -and $before[1] -eq 'help')) {
    $commands.GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | ForEach-Object { & $result $_.Key $_.Value }
    return
  }
  $command = if ($aliases.ContainsKey($before[1])) { $aliases[$before[1]] } else { $before[1] }
  if (-not $commands.Contains($command)) { return }
  if ($wordToComplete -like '-*' -and $wordToComplete -notlike '*=*') {
    $flags[$command] | Where-Object { $_.Long -like "$wordToComplete*" } | ForEach-Object { & $result $_.Long $_.Help }
    return
  }
  $name, $typed = if ($wordToComplete -like '--*=*') { $wordToComplete -split '=', 2 } else { $before[-1], $wordToComplete }
  $lead = if ($wordToComplete -like '--*=*') { "$name=" } else { '' }
  $flag = $flags[$command] | Where-Object { $null -ne $_.Words -and ($_.Long -ceq $name -or $_.Short -ceq $name) } | Select-Object -First 1
  $words = if ($flag) { $flag.Words } else { $operands[$command] }
  if ($typed -like '*,*') { $cut = $typed.LastIndexOf(',') + 1; $lead += $typed.Substring(0, $cut); $typed = $typed.Substring($cut) }
  $words | Where-Object { $_ -like "$typed*" } | ForEach-Object { & $result "$lead$_" $_ }
}
`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const aliasPairs = ({ names: [name = "", ...aliases] }: OutlineCommand): string[] =>
  aliases.map((alias) => `${quoted(alias)} = ${quoted(name)}`);

/** Files are offered by PowerShell itself when a completer has nothing. */
const offered = ({ words }: Offer): string => `@(${words.map(quoted).join(", ")})`;

const flagTable = ({ names, flags }: OutlineCommand): string =>
  [
    `    ${quoted(names[0] ?? "")} = @(`,
    ...flags.map((flag) => `      ${flagRow(flag)}`),
    "    )",
  ].join("\n");

const flagRow = ({ long, short = "", help, value }: OutlineFlag): string =>
  `@{ Long = ${quoted(long)}; Short = ${quoted(short)}; Help = ${quoted(help)}; Words = ${value === undefined ? "$null" : offered(value)} }`;
