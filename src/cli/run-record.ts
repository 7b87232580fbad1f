import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { openJournal } from "../records/journal.ts";
import type { Log } from "../terminal/log.ts";

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
  // Seconds alone would let two races of one second meet in one file.
  const name = `${head.startedAt.replaceAll(/[:.]/g, "-")}-${crypto.randomUUID().slice(0, 8)}`;
  const journalPath = join(folder, `${name}.jsonl`);
  const reportPath = join(folder, `${name}.json`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const journal = await openJournal(journalPath);
    journal.append({ type: "head", schemaVersion: 1, ...head });
    return {
      append: (sample) => journal.append({ type: "sample", ...sample }),
      finish: async (report) => {
        const failure = await journal.close();
        try {
          if (failure !== undefined) throw failure;
          await writeFile(`${reportPath}.part`, `${JSON.stringify(report)}\n`, { mode: 0o600 });
          await rename(`${reportPath}.part`, reportPath);
          await rm(journalPath);
          log.info(`saved: ${reportPath}`);
        } catch (error) {
          await rm(`${reportPath}.part`, { force: true });
          log.warn(`the run could not be saved whole: ${reason(error)}; see ${journalPath}`);
        }
      },
    };
  } catch (error) {
    log.warn(
      `this run will not be kept in ${folder}: ${reason(error)}; use --no-save, or set SPEED_KINGS_DATA to a folder of yours`,
    );
    return undefined;
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
