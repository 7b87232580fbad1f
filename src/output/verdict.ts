import type { Comparison, Report, TargetReport } from "../core/report.ts";
import { listed } from "../text/listed.ts";
import { nameText } from "../text/printable.ts";
import { count, duration, rate } from "../text/quantity.ts";
import { tokensPerUsdScale } from "../text/money.ts";
import { ratioInterval, sharePercent, times } from "../text/ratio.ts";
import { textOf, valueIn } from "./categories.ts";
import { between } from "./comparisons.ts";
import { moreBlocksText } from "./more-blocks.ts";
import { isFit, isSoleFirst, standings } from "./standings.ts";
import type { Standing } from "./standings.ts";

/** Sentences about ties beyond this many are left to the comparisons. */
const MOST_TIES = 3;
const ALPHA = 0.05;
/** Nobody runs more. */
const MOST_BLOCKS = 10_000;

const namesOf = (members: readonly Standing[]): string =>
  listed(members.map(({ target }) => nameText(target.id)));

/** What was measured, with its unit: `output speed 182.0 tok/s (P50)`; tokens per dollar as in the table, where they are no P50. */
function measuredText(report: Report, value: number): string {
  const category = report.plan.rankBy;
  const { name } = textOf(category, report);
  if (category !== "value")
    return `${name} ${category === "speed" ? `${rate(value)} tok/s` : duration(value)} (P50)`;
  const { format, unit } = tokensPerUsdScale(
    report.targets.flatMap(({ cost }) => cost?.tokensPerUsd ?? []),
  );
  return `${name} ${format(value)} ${unit}`;
}

function aheadOf(report: Report, leader: TargetReport, second: TargetReport): string {
  const category = report.plan.rankBy;
  const { verb, more, name } = textOf(category, report);
  const found = between(report, category, leader.id, second.id);
  const [first, next] = [nameText(leader.id), nameText(second.id)];
  if (found === undefined) return `${first} is first by ${name}, ahead of ${next}.`;
  const { ratio, interval } = found;
  const range = interval === null ? undefined : ratioInterval(ratio, interval);
  const sure = range === undefined ? "" : ` (95 % ${range})`;
  return `${first} ${verb} ${times(ratio)} ${more} ${next} in this run${sure}.`;
}

/** Stretches of the order in which every two are a tie, longest first from each place on; none lies within another. */
function ties(report: Report, ranked: readonly Standing[]): readonly (readonly Standing[])[] {
  const isTie = (a: Standing, b: Standing): boolean =>
    between(report, report.plan.rankBy, a.target.id, b.target.id)?.verdict === "tie";
  const stretches: (readonly Standing[])[] = [];
  let covered = 0;
  for (let start = 0; start < ranked.length; start += 1) {
    let end = start + 1;
    while (
      end < ranked.length &&
      ranked.slice(start, end).every((member) => isTie(member, ranked[end]!))
    ) {
      end += 1;
    }
    if (end - start > 1 && end > covered) {
      stretches.push(ranked.slice(start, end));
      covered = end;
    }
  }
  return stretches;
}

const largest = (numbers: readonly (number | undefined)[]): number | undefined => {
  const known = numbers.filter((number) => number !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

const TORN = "too few blocks have a value of both, and those that are missing may be what decides";

/** A tie for want of blocks: what there is of them points one way, and to say what they could have seen would mislead. */
const seemsClear = ({ interval, margin, pAdjusted }: Comparison): boolean =>
  pAdjusted <= ALPHA &&
  interval !== null &&
  ((interval[0] ?? 0) > 1 + margin || (interval[1] ?? Infinity) < 1 - margin);

const separateText = (report: Report, blocks: number): string =>
  blocks > MOST_BLOCKS
    ? `not even ${count(MOST_BLOCKS)} more blocks would separate them`
    : `${moreBlocksText(report, blocks)} would separate them`;

function tieText(report: Report, members: readonly Standing[], sharesLead: boolean): string {
  const pairs = members.flatMap((a, index) =>
    members
      .slice(index + 1)
      .flatMap((b) => between(report, report.plan.rankBy, a.target.id, b.target.id) ?? []),
  );
  const detectable = largest(pairs.map((pair) => pair.detectable));
  const blocks = largest(pairs.map((pair) => pair.moreBlocks));
  const details = pairs.some(seemsClear)
    ? [TORN]
    : [
        ...(detectable === undefined
          ? []
          : [`differences of ${sharePercent(detectable)} would have been seen`]),
        ...(blocks === undefined ? [] : [separateText(report, blocks)]),
      ];
  const names = namesOf(members);
  const claim = sharesLead
    ? `${names} share the lead: their ${textOf(report.plan.rankBy, report).name} is not distinguishable in this run`
    : `${names} are not distinguishable`;
  return details.length === 0 ? `${claim}.` : `${claim} (${details.join("; ")}).`;
}

/** Why nobody has a result to name. */
function noneText(report: Report): string {
  const category = report.plan.rankBy;
  const answered = report.targets.filter(({ attempts }) => attempts.ok > 0);
  if (answered.length === 0) return "No target gave a result to rank.";
  if (answered.some((target) => valueIn(category, report, target) !== undefined))
    return "No target can be ranked: too many attempts failed.";
  if (category === "value")
    return "No target has tokens per dollar: nothing is paid, or no price is known.";
  const { name } = textOf(category, report);
  return `No target has ${/^[aeiou]/.test(name) ? "an" : "a"} ${name}.`;
}

/** Nobody to compare with: what was measured, and that it stands alone. */
function aloneText(report: Report, all: readonly Standing[]): string {
  // Broken answers may have a speed, and are no result.
  const only = all.find(({ target }) => isFit(report, target));
  const value = only && valueIn(report.plan.rankBy, report, only.target)?.p50;
  if (only === undefined || typeof value !== "number") return noneText(report);
  const measured = `${nameText(only.target.id)}: ${measuredText(report, value)}`;
  return report.targets.length === 1
    ? `${measured}.`
    : `${measured}; there is no evidence for an order.`;
}

/**
 * Who won, by how much and how sure that is, in sentences; then who cannot be told apart, and what would settle it. Wants a report
 * of one size.
 */
export function verdictOf(report: Report): readonly string[] {
  const all = standings(report);
  const ranked = all.filter(({ rank }) => rank !== undefined);
  const [leader, second] = ranked;
  if (leader === undefined || second === undefined) return [aloneText(report, all)];
  const stretches = ties(report, ranked);
  const isSole = isSoleFirst(leader.rank);
  return [
    ...(isSole ? [aheadOf(report, leader.target, second.target)] : []),
    ...stretches
      .slice(0, MOST_TIES)
      .map((members) => tieText(report, members, !isSole && members.includes(leader))),
    ...(isSole || stretches.length > 0 ? [] : ["Nobody is alone in first place."]),
  ];
}
