import type {
  Change,
  ChangeMetric,
  ComparedRun,
  RunComparison,
  TargetChange,
} from "../core/run-comparison.ts";
import { changeInterval, changeText } from "../text/change.ts";
import type { ChangeUnit } from "../text/change.ts";
import { money } from "../text/money.ts";
import { printable } from "../text/printable.ts";
import { UNKNOWN, count, duration, rate } from "../text/quantity.ts";
import { sharePercent } from "../text/ratio.ts";
import { sizeName } from "./of-size.ts";

interface Words {
  readonly name: string;
  readonly better: string;
  readonly worse: string;
  readonly unit: ChangeUnit;
  readonly value: (value: number) => string;
}

const PER_MILLION = 1e6;

const WORDS = {
  ttft: { name: "TTFT", better: "faster", worse: "slower", unit: "%", value: duration },
  ttfat: { name: "TTFAT", better: "faster", worse: "slower", unit: "%", value: duration },
  speed: {
    name: "speed",
    better: "faster",
    worse: "slower",
    unit: "%",
    value: (value) => `${rate(value)} tok/s`,
  },
  e2e: { name: "E2E", better: "faster", worse: "slower", unit: "%", value: duration },
  success: {
    name: "success",
    better: "more reliable",
    worse: "less reliable",
    unit: "points",
    value: (share) => `${(share * 100).toFixed(share === 1 || share === 0 ? 0 : 1)} %`,
  },
  cost: {
    name: "cost",
    better: "cheaper",
    worse: "dearer",
    unit: "%",
    value: (usd) => `${money(usd * PER_MILLION)}/Mtok`,
  },
} as const satisfies Record<ChangeMetric, Words>;

/** A change in words, ready for any page. */
export interface ChangeLine {
  readonly metric: string;
  readonly base: string;
  readonly new: string;
  readonly change: string;
  readonly interval: string;
  /** `slower`, `tie`, `inconclusive`. */
  readonly verdict: string;
  /** For a tie: the smallest change that would have been seen, `15 %`. */
  readonly detectable: string;
}

const verdictWord = ({ metric, verdict }: Change): string =>
  verdict === "better" || verdict === "worse" ? WORDS[metric][verdict] : verdict;

export function lineOf(change: Change): ChangeLine {
  const { name, unit, value } = WORDS[change.metric];
  const shown = (side: Change["base"]): string =>
    side.value === null ? (side.n === 0 ? UNKNOWN : "fails") : value(side.value);
  return {
    metric: name,
    base: shown(change.base),
    new: shown(change.new),
    change: change.change === null ? UNKNOWN : changeText(change.change, unit),
    interval:
      (change.interval === null ? undefined : changeInterval(change.interval, unit)) ?? UNKNOWN,
    verdict: verdictWord(change),
    detectable:
      change.verdict === "tie" && change.detectable !== undefined
        ? sharePercent(change.detectable)
        : "",
  };
}

/** `groq`, or `groq (short)` where a run has several sizes. */
export function targetName(
  { id, size }: Pick<TargetChange, "id" | "size">,
  all: RunComparison,
): string {
  const sizes = new Set(all.targets.map((target) => target.size));
  return printable(sizes.size > 1 ? `${id} (${sizeName(size)})` : id);
}

/** TTFAT is TTFT where nobody reasons aloud, and a price that nobody knows needs no row. */
export function shownChanges({ changes }: TargetChange): readonly Change[] {
  const ttft = changes.find(({ metric }) => metric === "ttft");
  return changes.filter((change) => {
    if (change.metric === "cost") return change.base.value !== null || change.new.value !== null;
    if (change.metric !== "ttfat") return true;
    return change.base.value !== ttft?.base.value || change.new.value !== ttft.new.value;
  });
}

/** The file without its folder: a page for others need not say where somebody keeps files. */
const fileName = (name: string): string => printable(name.split(/[/\\]/).at(-1) ?? name);

const runText = ({ name, startedAt, version, simulated }: ComparedRun): string =>
  `${fileName(name)} (${startedAt.slice(0, 16).replace("T", " ")} UTC, ${printable(version)}${simulated ? ", simulated" : ""})`;

/** What is compared, one line a run. */
export const runLines = (comparison: RunComparison): readonly string[] => [
  `base: ${runText(comparison.base)}`,
  `new: ${runText(comparison.new)}`,
];

/** Most changes that the headline tells one by one. */
const TOLD = 3;

function tell(change: Change, target: string): string {
  const { metric, base, new: next, interval } = lineOf(change);
  const by = change.change === null ? "" : ` by ${lineOf(change).change.replace(/^[+-]/, "")}`;
  const sure = interval === UNKNOWN ? "" : ` (95 % ${interval})`;
  return `${target} ${metric} ${verdictWord(change)}${by}: ${base} → ${next}${sure}`;
}

const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

/** What came of it, in sentences: every change that was shown, or that there is none. */
export function verdictLines(comparison: RunComparison): readonly string[] {
  const all = comparison.targets.flatMap((target) =>
    shownChanges(target).map((change) => ({ change, target: targetName(target, comparison) })),
  );
  const seen = all.filter(({ change: { verdict } }) => verdict === "better" || verdict === "worse");
  const ties = all.filter(({ change }) => change.verdict === "tie").length;
  const open = all.length - seen.length - ties;
  const rest = [plural(ties, "tie"), ...(open > 0 ? [`${count(open)} inconclusive`] : [])].join(
    ", ",
  );
  if (all.length === 0) return ["The runs have no target in common."];
  if (seen.length === 0) return [`No change was shown: ${rest}.`];
  return [
    ...seen.slice(0, TOLD).map(({ change, target }) => `${tell(change, target)}.`),
    `${seen.length > TOLD ? `And ${count(seen.length - TOLD)} more changes; ` : "Else "}${rest}.`,
  ];
}

/** What must be known, worst first: caveats, targets of only one run, and why a verdict is missing. */
export function comparisonNotes(comparison: RunComparison): readonly string[] {
  const { caveats, onlyInBase, onlyInNew, targets } = comparison;
  const names = (list: readonly Pick<TargetChange, "id" | "size">[]): string =>
    list.map(({ id, size }) => `${printable(id)} (${sizeName(size)})`).join(", ");
  const told = new Set(caveats.map(({ text }) => text));
  const reasons = targets.flatMap((target) =>
    shownChanges(target).flatMap((change) =>
      change.reason === undefined || told.has(change.reason)
        ? []
        : [
            `${targetName(target, comparison)} ${WORDS[change.metric].name}: ${printable(change.reason)}`,
          ],
    ),
  );
  return [
    ...caveats.map(({ effect, text, target, size }) => {
      const about =
        target === undefined || size === undefined
          ? ""
          : `${targetName({ id: target, size }, comparison)}: `;
      return `${effect === "void" ? "not comparable: " : ""}${about}${printable(text)}`;
    }),
    ...(onlyInBase.length === 0 ? [] : [`only in the base run: ${names(onlyInBase)}`]),
    ...(onlyInNew.length === 0 ? [] : [`only in the new run: ${names(onlyInNew)}`]),
    ...reasons,
  ];
}

/** How to read it, in one paragraph. */
export const COMPARISON_METHOD =
  "base, new: P50, or the share of successes. change: typical ratio of new to base, with its 95 % interval (Hodges–Lehmann; two independent samples). A verdict needs a Mann–Whitney test beyond the practical margin, by Holm over all targets of a metric. tie: no change was shown; sees: the smallest that would have been. Each run is one stretch of time: a change between them may be the hour's.";
