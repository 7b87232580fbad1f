import type { Category, Comparison, Report } from "../core/report.ts";
import { printable } from "../text/printable.ts";
import { count, percent } from "../text/quantity.ts";
import { standings } from "./standings.ts";

/** How to say that one is better than another, by category. */
const BETTER: Readonly<Record<Category, string>> = {
  speed: "streamed %× as fast as",
  ttft: "gave its first token %× sooner than",
  e2e: "finished %× sooner than",
  value: "gave %× as many tokens per dollar as",
};

const CATEGORY_NAMES: Readonly<Record<Category, string>> = {
  speed: "output speed",
  ttft: "TTFT",
  e2e: "end-to-end",
  value: "tokens per dollar",
};

/**
 * The result in words: who is first and by how much over the next, who cannot be told apart and what would have been seen, and who
 * is first in the other categories. Empty when there is nothing to compare. One sentence an entry.
 */
export function verdictOf(report: Report): readonly string[] {
  const category = report.plan.rankBy;
  const ranked = standings(report).filter(({ rank }) => rank !== undefined);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return [];
  const own = report.comparisons.filter((one) => one.category === category);
  const lead = pair(own, first.target.id, second.target.id);
  const sentences: string[] = [];
  if (lead?.verdict === "better" && first.rank?.to === 1) {
    const words = BETTER[category].replace("%", times(lead.ratio));
    sentences.push(
      `${name(first.target.id)} ${words} ${name(second.target.id)} in this run${intervalText(lead)}.`,
    );
  }
  const ties = own.filter(({ verdict }) => verdict === "tie");
  if (ties.length > 0) sentences.push(tieText(ties));
  const others = report.targets.flatMap(({ id, crowns }) =>
    crowns
      .filter((crown) => crown !== category)
      .map((crown) => `${name(id)} (${CATEGORY_NAMES[crown]})`),
  );
  if (others.length > 0) sentences.push(`Also first: ${others.join(", ")}.`);
  return sentences;
}

const name = (id: string): string => printable(id);
const times = (ratio: number): string =>
  ratio >= 100
    ? count(Math.round(ratio))
    : ratio >= 10
      ? ratio.toFixed(0)
      : ratio >= 2
        ? ratio.toFixed(1)
        : ratio.toFixed(2);

const intervalText = ({ interval }: Comparison): string => {
  const [low, high] = interval ?? [null, null];
  return low === null || high === null ? "" : ` (95% ${times(low)}–${times(high)})`;
};

/** The comparison of two targets, seen from the first. */
function pair(own: readonly Comparison[], a: string, b: string): Comparison | undefined {
  const found = own.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
  if (found === undefined || found.a === a) return found;
  const [low, high] = found.interval ?? [null, null];
  const flip = (end: number | null): number | null => (end === null ? null : 1 / end);
  const verdicts = { better: "worse", worse: "better", tie: "tie" } as const;
  return {
    ...found,
    a,
    b,
    ratio: 1 / found.ratio,
    interval: found.interval === null ? null : [flip(high), flip(low)],
    verdict: verdicts[found.verdict],
  };
}

function tieText(ties: readonly Comparison[]): string {
  const named = ties.slice(0, 3).map(({ a, b }) => `${name(a)} and ${name(b)}`);
  const rest = ties.length - named.length;
  const who = rest > 0 ? `${named.join(", ")} and ${rest} more pairs` : named.join(", nor ");
  const detectable = Math.max(...ties.map((tie) => tie.detectable ?? 0));
  const more = ties.length === 1 ? ties[0]?.moreBlocks : undefined;
  const hints = [
    ...(detectable > 0 ? [`a difference of ${percent(detectable)} would have been seen`] : []),
    ...(more === undefined ? [] : [`about ${count(more)} more blocks would settle it`]),
  ];
  return `Not distinguishable: ${who}${hints.length > 0 ? ` (${hints.join("; ")})` : ""}.`;
}
