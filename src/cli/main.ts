import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { REVISION, VERSION } from "../core/version.ts";
import { normalise } from "./arguments.ts";
import type { CommandRow } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { createContext } from "./context.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit.ts";
import { commandHelp, programHelp } from "./help.ts";

/** Runs what the arguments ask for. Never throws: every error ends here, as one line on stderr and an exit code. */
export async function main(raw: readonly string[]): Promise<number> {
  const context = createContext(raw);
  try {
    return await dispatch(raw, context);
  } catch (error) {
    return await context.fail(error);
  }
}

async function dispatch(raw: readonly string[], context: Context): Promise<number> {
  const [first, ...rest] = raw;
  const [topic = "help"] = rest;
  if (first === undefined || isHelpFlag(first) || (first === "help" && isHelp(topic))) {
    await context.print(programHelp(COMMANDS, context.helpStyle()));
    return EXIT.ok;
  }
  if (isVersion(first, rest) || beforeDashes(raw).includes("--version")) {
    await context.print(`speed-kings ${VERSION} (${REVISION}, Bun ${Bun.version})\n`);
    return EXIT.ok;
  }
  const [name, row] = findCommand(first === "help" ? topic : first);
  if (first === "help" || asksForHelp(rest)) {
    await context.print(commandHelp(name, row, context.helpStyle(), await row.tables?.()));
    return EXIT.ok;
  }
  const { flags, positionals } = normalise(rest, row);
  if (positionals.length > 0 && row.positionals === undefined) {
    throw new UsageError(
      `${name} takes no argument "${positionals[0]}"`,
      name === "benchmark" && positionals[0] !== "help"
        ? `did you mean --providers ${positionals[0]}?`
        : `see speed-kings ${name} --help`,
    );
  }
  let code: number = EXIT.ok;
  // Loaded here, as neither --help nor --version needs them.
  const { runCommand } = await import("citty");
  const { commandTree } = await import("./tree.ts");
  const tree = commandTree(COMMANDS, async (command, given, words) => {
    const run = await command.load();
    code = await run({ flags: given, positionals: words, context });
  });
  await runCommand(tree, { rawArgs: [name, ...flags, "--", ...positionals] });
  return code;
}

/** `-v` alone is what many programs are asked for their version with; before or after a command it is `--verbose`. */
const isVersion = (first: string, rest: readonly string[]): boolean =>
  first === "-V" || (rest.length === 0 && (first === "-v" || first === "version"));

const isHelpFlag = (word: string): boolean => word === "--help" || word === "-h";

const isHelp = (word: string): boolean => isHelpFlag(word) || word === "help";

const asksForHelp = (words: readonly string[]): boolean => beforeDashes(words).some(isHelpFlag);

/** What may hold flags: after a bare `--` everything is a plain word. */
const beforeDashes = (words: readonly string[]): readonly string[] => {
  const end = words.indexOf("--");
  return end < 0 ? words : words.slice(0, end);
};

function findCommand(word: string): [string, CommandRow] {
  const rows: [string, CommandRow][] = Object.entries(COMMANDS);
  const found = rows.find(([name, row]) => name === word || row.aliases?.includes(word) === true);
  if (found !== undefined) return found;
  if (word.startsWith("-")) {
    throw new UsageError(
      `unknown flag ${word} before a command`,
      "write speed-kings benchmark [flags], or see speed-kings --help",
    );
  }
  const names = rows.flatMap(([name, row]) => [name, ...(row.aliases ?? [])]);
  const [meant] = rows.find(([, row]) => row.calledElsewhere?.includes(word) === true) ?? [];
  const close = meant ?? nearest(word, names);
  throw new UsageError(
    `unknown command "${word}"`,
    close === undefined ? "see speed-kings --help" : `did you mean ${close}?`,
  );
}
