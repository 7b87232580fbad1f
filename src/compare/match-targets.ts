import type { Report, TargetReport } from "../core/report.ts";
import type { Unmatched } from "../core/run-comparison.ts";

/** One target and size that both runs have. */
export interface Match {
  readonly base: TargetReport;
  readonly next: TargetReport;
}

export interface Matching {
  readonly matches: readonly Match[];
  readonly onlyInBase: readonly Unmatched[];
  readonly onlyInNew: readonly Unmatched[];
}

type IsOne = (a: TargetReport, b: TargetReport) => boolean;

const sameId: IsOne = (a, b) => a.id === b.id && a.size === b.size;
const sameModel: IsOne = (a, b) =>
  a.provider === b.provider && a.model === b.model && a.size === b.size;

const nameOf = ({ id, size }: TargetReport): Unmatched => ({ id, size });

/**
 * Which entries of two runs are one target: those with the same id and size; of the rest, those with the same provider, model and
 * size, in order, since an id depends on who else raced (`groq` becomes `groq/llama-3.1-8b` beside a second model).
 */
export function matchTargets(base: Report, next: Report): Matching {
  const open = new Set(base.targets);
  const pairs = new Map<TargetReport, TargetReport>();
  for (const isOne of [sameId, sameModel]) {
    for (const target of next.targets) {
      const found = pairs.has(target)
        ? undefined
        : [...open].find((candidate) => isOne(candidate, target));
      if (found === undefined) continue;
      open.delete(found);
      pairs.set(target, found);
    }
  }
  return {
    matches: next.targets.flatMap((target) => {
      const found = pairs.get(target);
      return found === undefined ? [] : [{ base: found, next: target }];
    }),
    onlyInBase: [...open].map(nameOf),
    onlyInNew: next.targets.filter((target) => !pairs.has(target)).map(nameOf),
  };
}
