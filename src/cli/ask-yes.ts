import { createInterface } from "node:readline";
import { isatty } from "node:tty";

/** Whether somebody is there who can be asked: keyboard and screen. */
export const canAsk = (): boolean => isatty(0) && isatty(2);

/** What somebody answered; `interrupted` for Ctrl-C. */
export type Answer = "yes" | "no" | "interrupted";

/** Asks on the terminal, with the question on stderr. Everything but `y` and `yes` is a no, and so is the end of the input. */
export async function askYes(question: string): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on("SIGINT", () => resolve("interrupted"));
  lines.on("close", () => resolve("no"));
  lines.question(`${question} [y/N] `, (answer) =>
    resolve(/^y(es)?$/i.test(answer.trim()) ? "yes" : "no"),
  );
  const answer = await promise;
  lines.close();
  // What was typed but not answered leaves the cursor in the middle of a line.
  if (answer === "interrupted") process.stderr.write("\n");
  return answer;
}
