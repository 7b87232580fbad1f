import { UsageError } from "../../core/errors.ts";
import { nearest } from "../../core/suggest.ts";
import type { Invocation } from "../command.ts";
import { COMMANDS } from "../commands.ts";
import { outlineOf } from "../completion/outline.ts";
import { SHELL_NAMES } from "../completion/shell-names.ts";
import { SHELLS } from "../completion/shells.ts";
import { EXIT } from "../exit.ts";

/** `speed-kings completion SHELL`: a script that completes commands, flags and values. */
export async function completion({ positionals, context }: Invocation): Promise<number> {
  const [word, ...more] = positionals;
  const name = shellOf(word);
  if (more.length > 0) throw new UsageError("one shell at a time", `say only ${name}`);
  await context.print(SHELLS[name](outlineOf(COMMANDS)));
  return EXIT.ok;
}

function shellOf(word: string | undefined): (typeof SHELL_NAMES)[number] {
  const found = SHELL_NAMES.find((name) => name === word?.toLowerCase());
  if (found !== undefined) return found;
  const all = `say one of ${SHELL_NAMES.join(", ")}`;
  if (word === undefined) throw new UsageError("completion needs the name of a shell", all);
  const close = word === "pwsh" ? "powershell" : nearest(word, SHELL_NAMES);
  throw new UsageError(
    `there is no completion for "${word}"`,
    close === undefined ? all : `did you mean ${close}?`,
  );
}
