import { compact } from "../core/compact.ts";
import { CATEGORIES } from "../core/report.ts";
import type { Plan } from "../core/plan.ts";
import type { Report, TargetReport } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import type { Calibration } from "../core/calibration.ts";
import { cellOf, offlineBlocks } from "./attempts.ts";
import type { Cell } from "./attempts.ts";
import { ttftOf } from "./contests.ts";
import type { CostOf, Terms } from "./contests.ts";
import { hasBegun } from "./exclusions.ts";
import { labelsOf, runLabels } from "./labels.ts";
import { rankSize } from "./ranks.ts";
import type { SizeRanking } from "./ranks.ts";
import { summarize } from "./summarize.ts";
import type { Summary } from "./summarize.ts";
import { cacheUse } from "./cache-use.ts";
import { tokenBasis } from "./token-basis.ts";
import { valuedCost } from "./value.ts";
import type { BillOf } from "./value.ts";

/** What is known besides plan and samples. */
export interface Knowledge {
  readonly calibration?: Calibration;
  readonly costOf?: CostOf;
  /** Without it no cost is in the report. */
  readonly billOf?: BillOf;
}

/** The part of a report that follows from the samples. */
export type Evaluation = Pick<Report, "tokenBasis" | "targets" | "comparisons" | "labels">;

interface SizeCells {
  readonly cells: readonly Cell[];
  readonly offline: number;
}

function cellsOf(plan: Plan, samples: readonly Sample[], basis: Terms["basis"]): SizeCells[] {
  const bySize = Map.groupBy(samples, ({ size }) => size);
  return plan.sizes.map(({ size }) => {
    const own = bySize.get(size) ?? [];
    const offline = offlineBlocks(plan.targets, own);
    const byTarget = Map.groupBy(own, ({ target }) => target);
    const cells = plan.targets.map((target) =>
      cellOf(plan, target, size, byTarget.get(target.id) ?? [], basis, offline),
    );
    return { cells, offline: offline.size };
  });
}

function placesOf(id: string, { rankings }: SizeRanking): Pick<TargetReport, "ranks" | "crowns"> {
  const mine = rankings.flatMap(({ category, ranks }) => {
    const rank = ranks.get(id);
    return rank === undefined ? [] : [[category, rank] as const];
  });
  return {
    ranks: Object.fromEntries(mine),
    crowns: CATEGORIES.filter((category) =>
      rankings.some((ranking) => ranking.category === category && ranking.crowned === id),
    ),
  };
}

/** Metrics, ranks, comparisons and labels of a run, from its plan and samples alone: the same samples always give the same. */
export function evaluate(
  plan: Plan,
  samples: readonly Sample[],
  knowledge: Knowledge = {},
): Evaluation {
  const basis = tokenBasis(plan.targets);
  const sizes = cellsOf(plan, samples, basis);
  const ttft = ttftOf(sizes.flatMap(({ cells }) => cells));
  const { calibration, costOf, billOf } = knowledge;
  const terms: Terms = compact({ calibration, costOf, basis, ttft });
  const ofTarget = Map.groupBy(samples, ({ target, size }) => `${size} ${target}`);
  const judged = sizes.map(({ cells }) => {
    const summaries = cells.map(summarize);
    const outcomes = summaries.map(({ attempts }) => attempts);
    return { cells, summaries, ranking: rankSize(cells, outcomes, terms) };
  });
  const report = (
    summary: Summary,
    cell: Cell,
    peers: readonly Cell[],
    ranking: SizeRanking,
  ): TargetReport => {
    const own = ofTarget.get(`${summary.size} ${summary.id}`) ?? [];
    const bill = own.length === 0 ? undefined : billOf?.(summary.id, own);
    return {
      ...summary,
      ...(plan.cache === "warm" ? { cache: cacheUse(successesOf(cell)) } : {}),
      cost: valuedCost(bill?.cost ?? null, own, costOf ?? unpriced, basis),
      ...placesOf(summary.id, ranking),
      labels: labelsOf(
        {
          plan,
          basis,
          cell,
          ok: cell.attempts.filter(({ sample }) => sample.status === "ok"),
          begun: cell.attempts.filter(({ sample }) => hasBegun(sample)),
          outcomes: summary.attempts,
          metrics: summary.metrics,
          peers,
          ranking,
        },
        bill?.labels,
      ),
    };
  };
  const targets = judged.flatMap(({ cells, summaries, ranking }) =>
    summaries.map((summary, index) => report(summary, cells[index]!, cells, ranking)),
  );
  const rankings = judged.flatMap(({ ranking }) => ranking.rankings);
  return {
    tokenBasis: basis,
    targets,
    comparisons: rankings.flatMap(({ comparisons }) => comparisons),
    labels: runLabels({
      plan,
      calibration,
      ttft,
      targets,
      rankings,
      offline: sizes.reduce((sum, { offline }) => sum + offline, 0),
    }),
  };
}

const unpriced: CostOf = () => undefined;

const successesOf = ({ attempts }: Cell): readonly Sample[] =>
  attempts.map(({ sample }) => sample).filter(({ status }) => status === "ok");
