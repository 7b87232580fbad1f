import { stat } from "node:fs/promises";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import type { PriceTable } from "../pricing/price-table.ts";
import { pricersFor } from "../pricing/spent.ts";
import { buildReport } from "../records/build-report.ts";
import { decodeText } from "../records/decode-text.ts";
import { parseSaved, runsOf } from "../records/read-saved-runs.ts";
import { RECOVERED } from "../records/recover.ts";
import type { Build } from "../records/recover.ts";
import type { SavedRun } from "../records/read-saved-runs.ts";
import type { Log } from "../terminal/log.ts";
import { printable } from "../text/printable.ts";
import { fileProblem } from "./file-problem.ts";
import { findRun } from "./find-run.ts";
import { chargesOf, withCost } from "./price-run.ts";

/** More than any run of a day, and as much as one text can hold with room for what is made of it. */
const LARGEST_FILE = 512 * 1024 * 1024;

/** A saved run and where it was read from. */
export interface NamedRun {
  readonly name: string;
  readonly report: Report;
}

/** The smaller of the bytes that text in UTF-16 may begin with. */
const UTF16_MARK = 0xef;

const LONGEST_LINE = 500;

/** What `-` on the command line stands for. */
const STDIN = "-";

async function read(path: string): Promise<string> {
  try {
    if (path === STDIN) return decodeText(await Bun.stdin.bytes());
    const { size } = await stat(path);
    if (size > LARGEST_FILE) throw new UsageError(`${path} is larger than 512 MiB`);
    return await textOf(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `cannot read ${path}: ${fileProblem(error)}`,
      "check the path, or see `speed-kings report list`",
    );
  }
}

/** The text of a file, by way of its bytes only where it may be in another encoding: both together are twice the memory. */
async function textOf(path: string): Promise<string> {
  const file = Bun.file(path);
  const [first] = await file.slice(0, 1).bytes();
  return first === undefined || first < UTF16_MARK ? file.text() : decodeText(await file.bytes());
}

/** What is said of a file repeats names out of it, which may be of any length and hold anything. */
async function understand(
  name: string,
  path: string,
  prices?: () => Promise<PriceTable>,
): Promise<readonly SavedRun[]> {
  const content = read(path);
  try {
    const parsed = await content.then((text) => parseSaved(name, text));
    const runs = runsOf(name, parsed);
    return prices !== undefined && runs.some(isRecovered)
      ? runsOf(name, parsed, pricedBuild(await prices()))
      : runs;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(printable(error.message, LONGEST_LINE), error.advice);
  }
}

const isRecovered = ({ report }: SavedRun): boolean =>
  report.labels.some(({ id }) => id === RECOVERED);

const pricedBuild =
  (prices: PriceTable): Build =>
  (plan, samples, circumstances) => {
    const charges = chargesOf(pricersFor(prices, plan));
    const priced = samples.map((sample) => withCost(sample, charges.costOf));
    return buildReport(plan, priced, { ...circumstances, ...charges });
  };

/**
 * The saved runs that a word of the command line stands for (see `findRun`; `-` is stdin): one, or all that a file holds.
 * What must be said about how a file was read goes to the log. A finished run keeps the costs that it was saved with; the record of
 * a killed one has none, and is priced by `prices`, each request at its own time.
 * @throws UsageError that names the file and what is wrong with it.
 */
export async function loadRuns(
  word: string,
  folder: string,
  log: Log,
  prices?: () => Promise<PriceTable>,
): Promise<readonly NamedRun[]> {
  const path = word === STDIN ? STDIN : await findRun(word, folder);
  const name = path === STDIN ? "stdin" : path;
  const runs = await understand(name, path, prices);
  for (const note of runs.flatMap(({ notes }) => notes)) log.warn(printable(note, LONGEST_LINE));
  return runs.map(({ report }, index) => ({
    name: runs.length === 1 ? name : `${name}, run ${index + 1}`,
    report,
  }));
}

/** The same where only one run will do. @throws UsageError when there are several. */
export async function loadRun(
  word: string,
  folder: string,
  log: Log,
  prices?: () => Promise<PriceTable>,
): Promise<NamedRun> {
  const [run, ...others] = await loadRuns(word, folder, log, prices);
  if (run !== undefined && others.length === 0) return run;
  throw new UsageError(`${word} holds ${others.length + 1} runs`, "give a file with one");
}
