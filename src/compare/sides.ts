import type { Calibration } from "../core/calibration.ts";
import type { Report, TargetReport } from "../core/report.ts";
import { cellOf, offlineBlocks } from "../metrics/attempts.ts";
import type { Cell } from "../metrics/attempts.ts";
import { tokenBasis } from "../metrics/token-basis.ts";
import type { TokenBasis } from "../metrics/token-basis.ts";
import type { Match } from "./match-targets.ts";

/** What one run knows of a target at a size. */
export interface Side {
  readonly report: Report;
  readonly target: TargetReport;
  readonly cell: Cell;
}

/** A target at a size in both runs, its attempts sorted out, tokens counted in one unit. */
export interface Sides {
  readonly base: Side;
  readonly next: Side;
  readonly basis: TokenBasis;
  /** The worse of the two own errors, where they were measured. */
  readonly calibration: Calibration | undefined;
}

function sideOf(report: Report, target: TargetReport, basis: TokenBasis): Side | undefined {
  const { plan, samples } = report;
  const planned = plan.targets.find(({ id }) => id === target.id);
  if (planned === undefined) return undefined;
  const ofSize = samples.filter(({ size }) => size === target.size);
  const own = ofSize.filter((sample) => sample.target === target.id);
  const offline = offlineBlocks(plan.targets, ofSize);
  return { report, target, cell: cellOf(plan, planned, target.size, own, basis, offline) };
}

const worse = (a: Calibration, b: Calibration): Calibration =>
  Math.abs(a.ttftErrorMs.p50) >= Math.abs(b.ttftErrorMs.p50) ? a : b;

function worstOf(a: Calibration | undefined, b: Calibration | undefined): Calibration | undefined {
  return a === undefined ? b : b === undefined ? a : worse(a, b);
}

/**
 * One unit for both: the providers' own tokens where both runs show these and it is one model, else o200k_base, which both
 * counted.
 */
function commonBasis(base: Report, next: Report, { base: a, next: b }: Match): TokenBasis {
  if (base.tokenBasis === "o200k" || next.tokenBasis === "o200k") return "o200k";
  const origin = "";
  return tokenBasis([
    { ...a, origin },
    { ...b, origin },
  ]);
}

/** Both sides of a match; undefined when a plan does not know the target that its report has (a report that was edited). */
export function sidesOf(base: Report, next: Report, match: Match): Sides | undefined {
  const basis = commonBasis(base, next, match);
  const a = sideOf(base, match.base, basis);
  const b = sideOf(next, match.next, basis);
  if (a === undefined || b === undefined) return undefined;
  return { base: a, next: b, basis, calibration: worstOf(base.calibration, next.calibration) };
}
