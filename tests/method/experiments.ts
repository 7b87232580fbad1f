import type { Plan } from "../../src/core/plan.ts";
import { randomFor } from "../../src/core/random.ts";
import type { Category, Comparison, Report } from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
import { distribution } from "../../src/metrics/distribution.ts";
import { normalQuantile } from "../../src/statistics/normal.ts";
import { observed } from "../../src/statistics/observation.ts";
import { aPlan, aTarget } from "../support/plans.ts";
import { anAnswer, lognormal, reportOf, simulate, simulatedReport } from "./simulated-race.ts";
import type { Behaviour } from "./simulated-race.ts";

/** Everything that can be ranked without prices. */
export const RANKED = ["speed", "ttft", "e2e"] as const satisfies readonly Category[];
type Ranked = (typeof RANKED)[number];
type Shares = Readonly<Record<Ranked, number>>;

const IDS = ["a", "b", "c", "d", "e"];

export const planOf = (ids: readonly string[], seed: number, iterations = 30): Plan =>
  aPlan({ seed, iterations, targets: ids.map((id) => aTarget(id)) });

/** The share of reports for which something holds, in each category. */
function sharesOf(
  reports: readonly Report[],
  holds: (report: Report, category: Ranked) => boolean,
): Shares {
  const share = (category: Ranked): number =>
    reports.filter((report) => holds(report, category)).length / reports.length;
  return { speed: share("speed"), ttft: share("ttft"), e2e: share("e2e") };
}

const isCrowned = ({ targets }: Report, category: Category): boolean =>
  targets.some(({ crowns }) => crowns.includes(category));

const isAnySeparated = ({ comparisons }: Report, category: Category): boolean =>
  comparisons.some((each) => each.category === category && each.verdict !== "tie");

async function repeat(
  runs: number,
  make: (seed: number) => Promise<Report>,
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  for (let seed = 1; seed <= runs; seed++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, so that memory stays small
    const report = await make(seed);
    reports.push({ ...report, samples: [] });
  }
  return reports;
}

/** Noise of its own for each request, whatever the order in which they come. */
const noise = (seed: number, deviation: number): ((place: string) => number) => {
  return (place) => lognormal(randomFor(seed, `noise/${place}`), deviation);
};

/**
 * How often a race among five equals ends with a sole winner, and how often with any difference at all. `timeouts` is the share of
 * requests, the same for all, that are never answered.
 */
export async function equals(
  runs: number,
  { iterations = 30, timeouts = 0 } = {},
): Promise<{ readonly crowned: Shares; readonly separated: Shares }> {
  const reports = await repeat(runs, (seed) => {
    const draw = noise(seed, 0.25);
    return simulatedReport(planOf(IDS, seed, iterations), (id, _, index) =>
      anAnswer({
        ttftMs: 200 * draw(`ttft/${id}/${index}`),
        tokensPerSecond: 300 * draw(`speed/${id}/${index}`),
        hangs: randomFor(seed, `hang/${id}/${index}`).uniform(0, 1) < timeouts,
      }),
    );
  });
  return {
    crowned: sharesOf(reports, isCrowned),
    separated: sharesOf(reports, isAnySeparated),
  };
}

/** `a` is 30 % better than `b` in everything; how often that is found, and how often the interval holds the true ratio. */
export async function thirtyPercent(
  runs: number,
): Promise<{ readonly found: Shares; readonly covered: Shares }> {
  const better = 1.3;
  const reports = await repeat(runs, (seed) => {
    const draw = noise(seed, 0.2);
    return simulatedReport(planOf(["a", "b"], seed), (id, _, index) => {
      const factor = id === "a" ? 1 : better;
      // One noise for both, so that end-to-end time spreads by 20 % too.
      const spread = draw(`${id}/${index}`) * factor;
      return anAnswer({ ttftMs: 200 * spread, tokensPerSecond: 300 / spread });
    });
  });
  const of = (report: Report, category: Category): Comparison | undefined =>
    report.comparisons.find((each) => each.category === category);
  return {
    found: sharesOf(reports, (report, category) => of(report, category)?.verdict === "better"),
    covered: sharesOf(reports, (report, category) => {
      const [low, high] = of(report, category)?.interval ?? [null, null];
      return low !== null && high !== null && low <= better && better <= high;
    }),
  };
}

/** In which share of the runs that have them the intervals of P50 and P95 of `n` log-normal times hold the true quantiles. */
export function coverage(
  runs: number,
  n: number,
  autocorrelation: number,
): Readonly<Record<"p50" | "p95", { readonly share: number; readonly of: number }>> {
  const deviation = 0.4;
  const truth = { p50: 1, p95: Math.exp(deviation * normalQuantile(0.95)) };
  const held = { p50: 0, p95: 0 };
  const given = { p50: 0, p95: 0 };
  const random = randomFor(20_261_124, `coverage/${n}/${autocorrelation}`);
  const draw = (): number => normalQuantile(random.uniform(1e-12, 1));
  for (let run = 0; run < runs; run++) {
    let last = draw();
    const series = Array.from({ length: n }, () => {
      last = autocorrelation * last + Math.sqrt(1 - autocorrelation ** 2) * draw();
      return observed(Math.exp(deviation * last));
    });
    const found = distribution(series);
    for (const quantile of ["p50", "p95"] as const) {
      const [low, high] = found?.[`${quantile}Interval`] ?? [undefined, undefined];
      if (low === undefined || high === undefined || low === null || high === null) continue;
      given[quantile] += 1;
      if (low <= truth[quantile] && truth[quantile] <= high) held[quantile] += 1;
    }
  }
  return {
    p50: { share: held.p50 / given.p50, of: given.p50 },
    p95: { share: held.p95 / given.p95, of: given.p95 },
  };
}

/** One server behind five names, whose speed drifts by ±20 % over four minutes, from a random point on. */
function driftingServer(seed: number): Behaviour {
  const draw = noise(seed, 0.1);
  const phase = randomFor(seed, "phase").uniform(0, 2 * Math.PI);
  return (id, nowMs, index) => {
    const slow = 1 + 0.2 * Math.sin((2 * Math.PI * nowMs) / 240_000 + phase);
    return anAnswer({
      ttftMs: 200 * slow * draw(`ttft/${id}/${index}`),
      tokensPerSecond: (300 / slow) * draw(`speed/${id}/${index}`),
    });
  };
}

/** How often five names of one drifting server are told apart when they are raced as this program does it. */
export async function driftInterleaved(runs: number): Promise<Shares> {
  const reports = await repeat(runs, (seed) =>
    simulatedReport(planOf(IDS, seed), driftingServer(seed)),
  );
  return sharesOf(reports, isAnySeparated);
}

/** The same server and the same statistics, but one name after the other: the design that this program refuses. */
export async function driftOneAfterTheOther(runs: number): Promise<Shares> {
  const reports = await repeat(runs, async (seed) => {
    const samples: Sample[] = [];
    let startMs = 0;
    for (const id of IDS) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      samples.push(...(await simulate(planOf([id], seed), driftingServer(seed), startMs)));
      startMs += 40_000;
    }
    return reportOf(planOf(IDS, seed), samples);
  });
  return sharesOf(reports, isAnySeparated);
}

/**
 * Two targets that draw the same times; the second never answers the tenth of its requests that would have been slowest. A tool
 * that drops what failed sees the second one without its tail.
 */
export async function hidingItsTail(
  seed: number,
  iterations: number,
): Promise<{ readonly honest: Report; readonly hiding: Report }> {
  const draw = noise(seed, 0.3);
  const plan = planOf(["a", "b"], seed, iterations);
  const slowest = Array.from({ length: iterations }, (_, block) => block + plan.warmup)
    .toSorted((x, y) => draw(`b/${y}`) - draw(`b/${x}`))
    .slice(0, Math.ceil(iterations / 10));
  const behave =
    (hides: boolean): Behaviour =>
    (id, _, index) => {
      const spread = draw(`${id}/${index}`);
      return anAnswer({
        ttftMs: 200 * spread,
        tokensPerSecond: 300 / spread,
        hangs: hides && id === "b" && slowest.includes(index),
      });
    };
  return {
    honest: await simulatedReport(plan, behave(false)),
    hiding: await simulatedReport(plan, behave(true)),
  };
}
