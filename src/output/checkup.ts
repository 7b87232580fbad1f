import type { Report } from "../core/report.ts";
import { paintFor } from "../text/paint.ts";
import type { Role } from "../text/paint.ts";
import { paragraph, printable, toAscii } from "../text/printable.ts";
import type { Page } from "./formatter.ts";

/** One thing that was checked. */
export interface CheckLine {
  readonly name: string;
  readonly verdict: "ok" | "warn" | "fail";
  readonly found: string;
  readonly advice?: string;
}

const ROLES = { ok: "good", warn: "warning", fail: "failure" } as const satisfies Record<
  CheckLine["verdict"],
  Role
>;

const VERDICT_WIDTH = 6;
const NAME_WIDTH = 15;
/** Of what stands to the right, however narrow the page. */
const LEAST_ROOM = 12;

/** What was checked, a line each with what to do below it, and how many want attention. */
export function formatCheckup(
  lines: readonly CheckLine[],
  { tool, environment }: Pick<Report, "tool" | "environment">,
  page: Page,
): string {
  const paint = paintFor(page.color);
  const indent = " ".repeat(VERDICT_WIDTH + NAME_WIDTH);
  const room = Math.max(LEAST_ROOM, page.columns - indent.length);
  const broken = (text: string): string =>
    Bun.wrapAnsi(printable(text), room, { hard: true }).replaceAll("\n", `\n${indent}`);
  const line = ({ name, verdict, found, advice }: CheckLine): string => {
    const head = paint[ROLES[verdict]](verdict.padEnd(VERDICT_WIDTH)) + name.padEnd(NAME_WIDTH);
    const next =
      advice === undefined ? [] : [indent + broken(`${page.unicode ? "→" : ">"} ${advice}`)];
    return [head + broken(found), ...next].join("\n");
  };
  const { os, arch, cores } = environment;
  const head = `${tool.name} ${tool.version} (${tool.revision}), ${os} ${arch}, ${cores} cores`;
  const text = [
    ...paragraph(head, page.columns).split("\n").map(paint.title),
    "",
    ...lines.map(line),
    "",
    summary(lines),
    "",
  ].join("\n");
  return page.unicode ? text : toAscii(text);
}

function summary(lines: readonly CheckLine[]): string {
  const count = (wanted: CheckLine["verdict"]): number =>
    lines.filter(({ verdict }) => verdict === wanted).length;
  const [failed, warned] = [count("fail"), count("warn")];
  if (failed + warned === 0) return "All is well.";
  const parts = [
    ...(failed === 0 ? [] : [`${failed} to mend`]),
    ...(warned === 0 ? [] : [`${warned} to know of`]),
  ];
  return `${parts.join(", ")}, ${count("ok")} fine.`;
}
