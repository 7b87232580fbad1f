import { bashScript } from "./bash.ts";
import { fishScript } from "./fish.ts";
import type { OutlineCommand } from "./outline.ts";
import { powershellScript } from "./powershell.ts";
import type { SHELL_NAMES } from "./shell-names.ts";
import { zshScript } from "./zsh.ts";

/** Makes the script of each shell. */
export const SHELLS = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
} as const satisfies Record<
  (typeof SHELL_NAMES)[number],
  (commands: readonly OutlineCommand[]) => string
>;
