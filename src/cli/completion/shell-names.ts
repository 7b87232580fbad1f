/** The shells that there is a completion for. */
export const SHELL_NAMES = ["bash", "zsh", "fish", "powershell"] as const;
