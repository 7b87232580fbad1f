import type { Calibration } from "../core/calibration.ts";
import type { Plan } from "../core/plan.ts";
import type { MetricId, TargetReport } from "../core/report.ts";
import { TOO_MANY_MISSING } from "./compare.ts";
import type { Terms } from "./contests.ts";
import { list, percent, span } from "./label-words.ts";
import type { Finding } from "./label-words.ts";
import { isSameModel } from "./model-identity.ts";
import type { Ranking } from "./ranks.ts";

/** All that the labels of a run are decided by. */
export interface RunEvidence {
  readonly plan: Plan;
  readonly calibration: Calibration | undefined;
  readonly ttft: Terms["ttft"];
  readonly targets: readonly TargetReport[];
  readonly rankings: readonly Ranking[];
  /** Blocks, of any size, in which no host could be reached. */
  readonly offline: number;
}

type Rule = (evidence: RunEvidence) => Finding | undefined;

const TAILED = ["outputSpeed", "ttftMs", "e2eMs"] as const satisfies readonly MetricId[];
/** 95 % of the sets of this many values have their largest above the 95th percentile. */
const P95_FLOOR = 59;
const FEW_MISSING = 0.1;
/** A run that could only see larger differences than this has not compared much. */
const COARSE = 0.5;

/** `speed and TTFT (short), E2E (long)`; sizes are named only where there are several. */
function named(rankings: readonly Ranking[], { sizes }: Plan): string {
  const bySize = [...Map.groupBy(rankings, ({ size }) => size)];
  return list(
    bySize.map(([size, found]) => {
      const names = list(found.map(({ name }) => name));
      return sizes.length > 1 ? `${names} (${size})` : names;
    }),
  );
}

const errors = ({ ttftErrorMs, chunkErrorMs, loopStalls }: Calibration): string =>
  `its own error here is ${span(ttftErrorMs.p99)} in TTFT and ${span(chunkErrorMs.p99)} in the stamp of a chunk (P99), with ${loopStalls} stall${loopStalls === 1 ? "" : "s"}`;

/** Targets that share host and model with another one: a prompt cache behind them may be the same. */
function sharing({ targets }: Plan): readonly string[] {
  const shared = targets.filter((target) =>
    targets.some(
      (other) =>
        other !== target &&
        other.origin === target.origin &&
        isSameModel(other.model, target.model),
    ),
  );
  return shared.map(({ id }) => id);
}

/** What concerns all numbers of a run, in the order in which labels of one effect are shown. */
export const RUN_RULES = {
  "client-saturated": ({ calibration }) =>
    calibration?.verdict === "saturated"
      ? {
          effect: "void",
          text: `this machine is too slow for this plan, ${errors(calibration)}: nothing is ranked (lower --concurrency, race fewer targets, or close other programs)`,
          value: calibration.ttftErrorMs.p99,
        }
      : undefined,
  "rank-underpowered": ({ rankings, plan }) => {
    const weak = rankings.filter(({ isUnderpowered }) => isUnderpowered);
    const [first] = weak;
    if (first === undefined) return undefined;
    const usable = Math.max(...weak.flatMap(({ short }) => [...short.values()]));
    return {
      effect: "void",
      text: `no ranks in ${named(weak, plan)}: ${first.short.size} targets need at least ${first.floor} blocks to be told apart, and this run has ${usable}`,
      value: usable,
    };
  },
  unpaired: ({ rankings, plan }) => {
    const torn = rankings.filter(({ missing }) => missing > FEW_MISSING);
    const worst = Math.max(0, ...torn.map(({ missing }) => missing));
    if (torn.length === 0) return undefined;
    return {
      effect: worst > TOO_MANY_MISSING ? "void" : "warn",
      text: `up to ${percent(worst)} of the blocks have nothing to compare in ${named(torn, plan)} (no value, or answers of different length)${worst > TOO_MANY_MISSING ? ": such pairs are called ties" : ""}`,
      value: worst,
    };
  },
  "client-noisy": ({ calibration }) =>
    calibration?.verdict === "noisy"
      ? {
          effect: "warn",
          text: `this machine is busy, ${errors(calibration)}`,
          value: calibration.ttftErrorMs.p99,
        }
      : undefined,
  offline: ({ offline }) =>
    offline === 0
      ? undefined
      : {
          effect: "warn",
          text: `no target could be reached in ${offline} block${offline === 1 ? "" : "s"}: this machine was offline, and nobody is blamed for it`,
          value: offline,
        },
  "rank-coarse": ({ rankings, plan }) => {
    const coarse = rankings.filter(({ comparisons }) =>
      comparisons.some(({ verdict, detectable = 0 }) => verdict === "tie" && detectable > COARSE),
    );
    if (coarse.length === 0) return undefined;
    const least = Math.min(
      ...coarse.flatMap(({ comparisons }) =>
        comparisons.flatMap(({ verdict, detectable }) =>
          verdict === "tie" && detectable !== undefined && detectable > COARSE ? [detectable] : [],
        ),
      ),
    );
    return {
      effect: "warn",
      text: `some ties in ${named(coarse, plan)} only say that the difference is below ${percent(least)} or more: run more blocks`,
      value: least,
    };
  },
  "ttft-by-ttfat": ({ ttft }) =>
    ttft === "ttftMs"
      ? undefined
      : {
          effect: "inform",
          text: "some targets reason aloud before they answer, so TTFT is ranked by the first token of the answer (TTFAT)",
        },
  "shared-upstream": ({ plan }) => {
    const shared = sharing(plan);
    return shared.length === 0
      ? undefined
      : {
          effect: "inform",
          text: `${list(shared)} share a host and a model: they may share its caches and its limits too`,
          value: shared.length,
        };
  },
  "n-below-floor": ({ targets }) => {
    const sizes = targets.flatMap(({ metrics }) =>
      TAILED.flatMap((id) => metrics[id]?.nEffective ?? []),
    );
    const least = Math.min(...sizes);
    return least >= P95_FLOOR || sizes.length === 0
      ? undefined
      : {
          effect: "inform",
          text: `P95 is only indicative below ${P95_FLOOR} independent samples, and here are as few as ${least} (--preset thorough has 100)`,
          value: least,
        };
  },
  uncalibrated: ({ calibration }) =>
    calibration === undefined
      ? { effect: "inform", text: "the error of this program on this machine was not measured" }
      : undefined,
  "single-session": () => ({
    effect: "inform",
    text: "one session from one place: true for this stretch of time, and perhaps not for another hour",
    value: 1,
  }),
  "quality-unverified": () => ({
    effect: "inform",
    text: "the answers were not checked: the same model may be served at lower quality by one than by another",
  }),
} as const satisfies Readonly<Record<string, Rule>>;
