import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** A run in the folder where they are kept. */
export interface KeptRun {
  /** The file's name without its ending; begins with the time, so names in order are runs in order. */
  readonly id: string;
  readonly path: string;
  /** `journal`: it did not come to its end, or has not yet. */
  readonly kind: "report" | "journal";
}

const ENDING = { ".json": "report", ".jsonl": "journal" } as const;
const NAME = /^(?<id>\d{4}-\d{2}-\d{2}T.+?)(?<ending>\.jsonl?)$/;

function keptRun(folder: string, name: string): readonly KeptRun[] {
  const found = NAME.exec(name)?.groups;
  const id = found?.["id"];
  const ending = found?.["ending"] === ".json" ? ".json" : ".jsonl";
  return id === undefined ? [] : [{ id, path: join(folder, name), kind: ENDING[ending] }];
}

/**
 * The runs that are kept in a folder, newest first; none when it does not exist. A run of which there are both, report and journal,
 * was killed between writing the one and removing the other: it counts once, as finished.
 * @throws the system's error when the folder cannot be read.
 */
export async function listKeptRuns(folder: string): Promise<readonly KeptRun[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  const runs = names.flatMap((name) => keptRun(folder, name));
  const finished = new Set(runs.flatMap(({ id, kind }) => (kind === "report" ? [id] : [])));
  return runs
    .filter(({ id, kind }) => kind === "report" || !finished.has(id))
    .toSorted((a, b) => (a.id < b.id ? 1 : -1));
}

/** The name of a new run: its beginning, and something random, since two may begin in one millisecond. */
export const newRunId = (startedAt: string): string =>
  `${startedAt.replaceAll(/[:.]/g, "-")}-${crypto.randomUUID().slice(0, 8)}`;
