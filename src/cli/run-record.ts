import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { openJournal } from "../records/journal.ts";
import { newRunId } from "../records/run-folder.ts";
import { writeWhole } from "../records/write-whole.ts";
import type { Log } from "../terminal/log.ts";
import { fileProblem } from "./file-problem.ts";

/** What is kept of a run, on disk. */
export interface RunRecord {
  /** Adds a sample the moment it ends. */
  append(sample: Sample): void;
  /** Turns the growing record into the finished report, whole or not at all. */
  finish(report: Report): Promise<void>;
}

type Head = Pick<
  Report,
  "tool" | "environment" | "startedAt" | "simulated" | "calibration" | "network" | "plan"
>;

/**
 * Begins the record of a run in `folder`: JSON lines while it goes on, so that a crash loses nothing, and one report
 * in their place at the end. A folder that cannot be written is a warning and not the end of a race: undefined.
 */
export async function keepRecord(
  folder: string,
  head: Head,
  log: Log,
): Promise<RunRecord | undefined> {
  const name = newRunId(head.startedAt);
  const journalPath = join(folder, `${name}.jsonl`);
  const reportPath = join(folder, `${name}.json`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const journal = await openJournal(journalPath);
    journal.append({ type: "head", schemaVersion: 1, ...head });
    return {
      append: (sample) => journal.append({ type: "sample", ...sample }),
      finish: async (report) => {
        // A journal that could not grow any more is no reason not to try: the disk may have room again.
        const failure = await journal.close();
        try {
          await writeWhole(reportPath, `${JSON.stringify(report)}\n`, 0o600);
          // Should it stay, the report of the same name counts.
          await rm(journalPath).catch(() => undefined);
          log.info(`saved: ${reportPath}`);
        } catch (error) {
          const part = failure === undefined ? "its record" : "a part of its record";
          log.warn(
            `the run could not be saved: ${fileProblem(error)}; ${part} is in ${journalPath}, and \`speed-kings report\` can show it`,
          );
        }
      },
    };
  } catch (error) {
    log.warn(
      `this run will not be kept in ${folder}: ${fileProblem(error)}; use --no-save, or set SPEED_KINGS_DATA to a folder of yours`,
    );
    return undefined;
  }
}
