import { z } from "zod";
import { UsageError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { checkEach, checkShape } from "./check-shape.ts";
import type { ShapeCheck } from "./check-shape.ts";
import { readJournal } from "./read-journal.ts";
import { isRecord, parseJson, readLines } from "./read-lines.ts";
import type { JsonLines } from "./read-lines.ts";
import type { Build } from "./recover.ts";
import { reportSchema } from "./report-schema.ts";
import { sampleSchema } from "./sample-schema.ts";

const SCHEMA_VERSION = 1;
/** White space that may stand between two lines, generously. */
const LOOK_AHEAD = 1000;

/** A saved run, and what must be said about how it was read. */
export interface SavedRun {
  readonly report: Report;
  readonly notes: readonly string[];
}

const withoutSamples = reportSchema.extend({ samples: z.array(z.unknown()) });

function checkReport(value: Record<string, unknown>): ShapeCheck {
  const whole = checkShape(withoutSamples, value);
  const { samples } = value;
  if (!whole.fits || !Array.isArray(samples)) return whole;
  const each = checkEach(sampleSchema, samples, "samples");
  return each.fits ? { fits: true, unknown: [...whole.unknown, ...each.unknown] } : each;
}

function asReport(name: string, value: unknown): SavedRun {
  if (!isRecord(value) || !("schemaVersion" in value)) {
    throw new UsageError(
      `${name} holds JSON, but no saved run of speed-kings`,
      "give the .json or .jsonl file of a run, or `last`",
    );
  }
  const version = value["schemaVersion"];
  if (typeof version === "number" && version > SCHEMA_VERSION) {
    throw new UsageError(
      `${name} was written by a newer version of speed-kings (schemaVersion ${version}, this one reads ${SCHEMA_VERSION})`,
      "update speed-kings",
    );
  }
  const check = checkReport(value);
  if (!check.fits) {
    throw new UsageError(
      `${name} is no saved run of speed-kings: ${check.problem}`,
      "was it written or changed by another program? `speed-kings schema` prints its contract",
    );
  }
  const notes =
    check.unknown.length === 0
      ? []
      : [`${name} has fields that this version does not know: ${check.unknown.join(", ")}`];
  // The value itself and not what zod copies: so its properties keep their order, and it is written again as it was.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the contract was just checked
  return { report: value as unknown as Report, notes };
}

const recovered = (name: string, isCut: boolean): string =>
  `${name} is the record of a run that did not come to its end${isCut ? " (its last line is cut off)" : ""}: showing what it holds`;

function readLinesFile(name: string, lines: JsonLines, build: Build | undefined): SavedRun[] {
  return readJournal(name, lines, build).map(({ report, isWhole }) => {
    const run = asReport(name, report);
    return isWhole ? run : { ...run, notes: [...run.notes, recovered(name, lines.isCut)] };
  });
}

const isHead = (value: unknown): boolean => isRecord(value) && value["type"] === "head";

/**
 * Saved runs out of the text of a file, by its content and not by its name: a report (`.json`), a list of reports, the JSON lines of
 * finished runs, or the journal of a killed one, from which the report is made again (`build`). `name` is what errors call the file.
 * @throws UsageError that names the file and says what is wrong with it.
 */
export function readSavedRuns(name: string, content: string, build?: Build): readonly SavedRun[] {
  return runsOf(name, parseSaved(name, content), build);
}

/** What the text of a file is, before it is known whether it is a run: so that the text need not live until then. */
export type ParsedFile = { readonly value: unknown } | { readonly lines: JsonLines };

/** The first half of `readSavedRuns`. @throws UsageError for a text that is neither JSON nor JSON lines. */
export function parseSaved(name: string, content: string): ParsedFile {
  // Not trimmed: of a large text that is a copy.
  const start = content.search(/\S/);
  if (start < 0) throw new UsageError(`${name} is empty`, "give the file of a saved run");
  const end = content.indexOf("\n", start);
  // A saved report is one line: to read that twice would take twice the memory.
  const hasMoreLines = end >= 0 && /\S/.test(content.slice(end, end + LOOK_AHEAD));
  if (hasMoreLines && isHead(parseJson(content.slice(start, end)))) {
    return { lines: readLines(name, content) };
  }
  const value = parseJson(content);
  if (value === undefined) throw notJson(name, content);
  return isHead(value) ? { lines: readLines(name, content) } : { value };
}

/** The other half. @throws UsageError that names the file and says what is wrong with it. */
export function runsOf(name: string, parsed: ParsedFile, build?: Build): readonly SavedRun[] {
  if ("lines" in parsed) return readLinesFile(name, parsed.lines, build);
  const { value } = parsed;
  if (!Array.isArray(value)) return [asReport(name, value)];
  if (value.length === 0) throw new UsageError(`${name} is an empty list of runs`);
  return value.map((one, index) => asReport(`${name}, run ${index + 1}`, one));
}

function notJson(name: string, content: string): UsageError {
  const looksCut = /^\s*[{[]/.test(content) && !/[}\]]\s*$/.test(content.slice(-1000));
  return looksCut
    ? new UsageError(
        `${name} ends in the middle: it was not written whole`,
        "copy it again; a run that was killed left a .jsonl file instead",
      )
    : new UsageError(
        `${name} is no JSON`,
        "give the .json or .jsonl file of a saved run; other formats are only for reading",
      );
}
