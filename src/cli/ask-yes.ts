import { createInterface } from "node:readline";
import { isatty } from "node:tty";
import { columnsAt } from "../terminal/screen-size.ts";
import { paragraph } from "../text/printable.ts";

/** Whether somebody is there who can be asked: keyboard and screen. */
export const canAsk = (): boolean => isatty(0) && isatty(2);

/** Columns for the answer. */
const ANSWER = 5;

const wrapped = (text: string): string => paragraph(text, columnsAt(2, process.env) - ANSWER);

/** What somebody answered; `interrupted` for Ctrl-C. */
type Answer = "yes" | "no" | "interrupted";

/** Asks on the terminal, with the question on stderr. Everything but `y` and `yes` is a no, and so is the end of the input (Ctrl-D). */
export async function askYes(question: string): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Without a line the cursor stays behind the question.
  const leave = (answer: Answer): void => {
    process.stderr.write("\n");
    resolve(answer);
  };
  const onEnd = (): void => leave("no");
  lines.on("SIGINT", () => leave("interrupted"));
  lines.on("close", onEnd);
  const [last = "", ...before] = wrapped(`${question} [y/N]`).split("\n").toReversed();
  for (const line of before.toReversed()) process.stderr.write(`${line}\n`);
  lines.question(`${last} `, (answer) => resolve(/^y(es)?$/i.test(answer.trim()) ? "yes" : "no"));
  const answer = await promise;
  lines.off("close", onEnd);
  lines.close();
  return answer;
}
