import { TARGETS } from "./targets.ts";
import type { TargetId } from "./targets.ts";

/** Bytes of the program, and of the archive that brings it. */
export interface Sizes {
  readonly program: number;
  readonly archive: number;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** The sizes as a table of the README. */
export function sizeTable(sizes: Readonly<Record<string, Sizes>>): string {
  const rows = Object.entries(TARGETS).flatMap(([id, { label }]) => {
    const size = sizes[id];
    return size === undefined ? [] : [[label, megabytes(size.program), megabytes(size.archive)]];
  });
  const lines = rows.map(
    ([label = "", program = "", archive = ""]) =>
      `| ${label.padEnd(26)} | ${program.padStart(7)} | ${archive.padStart(7)} |`,
  );
  return [
    "| system                     | program | archive |",
    "| -------------------------- | ------: | ------: |",
    ...lines,
  ].join("\n");
}

const ROW = /^\| (?<label>[^|]+?) +\| +(?<program>\d+) MB \| +(?<archive>\d+) MB \|$/gm;

/** What the table in a text says of one system, in bytes. */
export function sizesIn(text: string, id: TargetId): Sizes | undefined {
  const row = [...text.matchAll(ROW)].find(
    ({ groups }) => groups?.["label"] === TARGETS[id].label,
  )?.groups;
  return row === undefined
    ? undefined
    : { program: Number(row["program"]) * 1e6, archive: Number(row["archive"]) * 1e6 };
}
