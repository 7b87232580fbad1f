/** True in a binary made by `bun build --compile`, whose own path is then the whole command. */
const isCompiled = (): boolean => Bun.isStandaloneExecutable;

/** The words that start this program again: the binary, or Bun with its own flags and the script that it runs. */
export const ownCommand = (): string[] =>
  isCompiled() ? [process.execPath] : [process.execPath, ...process.execArgv, Bun.main];
