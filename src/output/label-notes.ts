import type { Label, LabelEffect, Report, TargetReport } from "../core/report.ts";
import { nameText, printable } from "../text/printable.ts";

/** A line below the table: whom or what it is about, and the text. */
export interface Note {
  readonly about: string;
  readonly text: string;
}

export interface LabelNote extends Note {
  readonly effect: LabelEffect;
}

const WEIGHT = { void: 0, warn: 1, inform: 2 } as const satisfies Record<LabelEffect, number>;

/** How many lines of labels a page takes, unless all are asked for. */
const MOST_LINES = 5;

/** A provider's word can be in a label, and some answer with a whole page. */
const LONGEST = 300;

interface Found {
  readonly label: Label;
  readonly about: string;
  /** What takes a target out of the ranking comes before what voids a number of it. */
  readonly weight: number;
}

/** Whether a line about failures says the same: why a target has no attempt at all. */
const isSaid = ({ id }: Label, { attempts }: TargetReport): boolean =>
  id === "no-valid-result" && attempts.total === 0;

function labelsIn(report: Report, ofRun: boolean): readonly Found[] {
  const ofTargets = report.targets.flatMap((target) => {
    const { id, labels, ranks } = target;
    return labels
      .filter((label) => !isSaid(label, target))
      .map((label) => ({
        label,
        about: nameText(id),
        weight: WEIGHT[label.effect] + (ranks[report.plan.rankBy] === undefined ? 0 : 0.5),
      }));
  });
  const ofAll = report.labels.map((label) => ({
    label,
    about: "this run",
    weight: WEIGHT[label.effect],
  }));
  return ofRun ? [...ofAll, ...ofTargets] : ofTargets;
}

/**
 * One line for each label, worst first, with all targets that carry it in the same words. Those of the run as a whole belong to one
 * of its sizes only: `ofRun`.
 */
export function labelNotes(report: Report, ofRun: boolean): readonly LabelNote[] {
  const groups = Map.groupBy(
    labelsIn(report, ofRun),
    ({ label }) => `${label.effect} ${printable(label.text, LONGEST)}`,
  );
  return [...groups.values()]
    .toSorted((a, b) => a[0]!.weight - b[0]!.weight)
    .map((found) => ({
      about: found.map(({ about }) => about).join(", "),
      text: printable(found[0]!.label.text, LONGEST),
      effect: found[0]!.label.effect,
    }));
}

/** The lines that a page has room for, and how many labels are not among them. */
export function shownLabels(
  report: Report,
  { ofRun, all }: { readonly ofRun: boolean; readonly all: boolean },
): { readonly notes: readonly LabelNote[]; readonly more: number } {
  const notes = labelNotes(report, ofRun);
  if (all || notes.length <= MOST_LINES) return { notes, more: 0 };
  // The last line says how many there are besides.
  return { notes: notes.slice(0, MOST_LINES - 1), more: notes.length - (MOST_LINES - 1) };
}
