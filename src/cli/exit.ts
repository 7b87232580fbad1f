/** What the exit codes mean, the same in every command. */
export const EXIT = {
  ok: 0,
  /** No target gave a valid result, or the program itself failed. */
  failed: 1,
  /** What was asked for is wrong or incomplete: a flag, a name, a missing key, nobody set up to race. */
  usage: 2,
  /** A gate was missed. */
  gate: 3,
  /** Stopped by the user; what was measured has been reported. */
  interrupted: 130,
} as const;
