import { appendFile } from "node:fs/promises";
import type { Log } from "../terminal/log.ts";
import { fileProblem } from "./file-problem.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether this is a step of a GitHub workflow, or somebody asked to behave like in one. */
export const speaksGithub = (isAsked: boolean, env: Environment): boolean =>
  isAsked || env["GITHUB_ACTIONS"] === "true";

/** GitHub takes no more for one step. */
const LARGEST_SUMMARY = 1024 * 1024;

/**
 * Adds Markdown to the summary of the job, and writes workflow commands as lines of their own on stderr, where the runner reads
 * them as well as on stdout, which belongs to the result. A summary that cannot be written is a warning.
 */
export async function tellGithub(
  markdown: string,
  annotations: readonly string[],
  env: Environment,
  log: Log,
): Promise<void> {
  for (const line of annotations) log.info(line);
  const path = env["GITHUB_STEP_SUMMARY"];
  if (path === undefined || path === "") return;
  if (Buffer.byteLength(markdown) > LARGEST_SUMMARY) {
    log.warn("the summary is larger than GitHub takes: left out");
    return;
  }
  try {
    await appendFile(path, `${markdown}\n`);
  } catch (error) {
    log.warn(`cannot write the job summary ${path}: ${fileProblem(error)}`);
  }
}
