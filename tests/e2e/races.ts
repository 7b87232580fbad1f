import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import type { Finished } from "./programs.ts";
import type { Report, Sample } from "./report-shape.ts";

/** A simulated provider whose answers of 80 tokens are over in an eighth of a second. */
export const startQuick = (name = "quick"): Simulator =>
  startSimulator({
    name,
    profile: { ttftMs: 20, tokensPerSecond: 800, tokensPerChunk: 4, outputTokens: 80 },
  });

/** A race that is over quickly: nothing before it, and one request unless the flags say more. */
export const raceOf = (targets: string, ...flags: readonly string[]): string[] => [
  "benchmark",
  "-p",
  targets,
  "--no-calibration",
  ...(flags.includes("--prompt-file") ? [] : ["-s", "short"]),
  ...(flags.includes("-n") ? [] : ["-n", "1"]),
  ...(flags.includes("--warmup") ? [] : ["--warmup", "0"]),
  ...flags,
];

/** An OpenAI-style target at a simulated provider. */
export const at = (simulator: Simulator, model = "m", name = "x"): string =>
  `${name}=${simulator.url}/v1#${model}`;

/** @throws Error with what the program said instead, when its stdout is no JSON. */
export function reportOf({ stdout, stderr, code }: Finished): Report {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    throw new Error(`no report, but exit code ${code}, and on stderr: ${stderr}`);
  }
}

/** Samples of a report but those that fill a place which a stall of this machine had spoiled. */
export const firstTries = ({ samples }: Report): readonly Sample[] =>
  samples.filter(({ requeued }) => requeued !== true);

/** Waits until something is so. It looks between other events of this process, and never for longer than the test may take. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one look after the other
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Whether nobody listens there any more. */
export const isGone = (origin: string): Promise<boolean> =>
  fetch(origin).then(
    () => false,
    () => true,
  );
