import { parseArgs } from "node:util";
import {
  RANKED,
  coverage,
  driftInterleaved,
  driftOneAfterTheOther,
  equals,
  thirtyPercent,
} from "../tests/method/experiments.ts";

const HELP = `Races simulated providers of known truth, many times over, and looks at how often the verdicts are wrong.
The same experiments as in tests/method, with more runs; they go through the real runner, on a simulated clock.

  bun scripts/check-statistics.ts              1,000 runs of each, one to two minutes
  bun scripts/check-statistics.ts --runs 200
`;

interface Check {
  readonly name: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
}

type Shares = Awaited<ReturnType<typeof driftInterleaved>>;

const inEach = (name: string, shares: Shares, limit: Omit<Check, "name" | "value">): Check[] =>
  RANKED.map((category) => ({ name: `${name}, ${category}`, value: shares[category], ...limit }));

/** What chance alone adds to a share of 5 % at most: three standard deviations. */
const slack = (runs: number): number => 3 * Math.sqrt((0.05 * 0.95) / runs);

const EXPERIMENTS: readonly ((runs: number) => Promise<readonly Check[]>)[] = [
  async (runs) => {
    const { crowned, separated } = await equals(runs);
    return [
      ...inEach("five equals, one crowned", crowned, { atMost: 0.05 }),
      ...inEach("five equals, any told apart", separated, { atMost: 0.05 + slack(runs) }),
    ];
  },
  async (runs) => {
    const { crowned, separated } = await equals(runs, { timeouts: 0.03 });
    return [
      ...inEach("with 3 % timeouts, one crowned", crowned, { atMost: 0.05 }),
      ...inEach("with 3 % timeouts, any told apart", separated, { atMost: 0.05 + slack(runs) }),
    ];
  },
  async (runs) => {
    const { found, covered } = await thirtyPercent(runs);
    return [
      ...inEach("30 % difference, found", found, { atLeast: 0.9 }),
      ...inEach("30 % difference, in its interval", covered, { atLeast: 0.93 }),
    ];
  },
  async (runs) => {
    const separated = await driftInterleaved(runs);
    return inEach("drifting server, told apart", separated, { atMost: 0.05 + slack(runs) });
  },
  async (runs) => {
    const separated = await driftOneAfterTheOther(Math.ceil(runs / 4));
    return inEach("the same, one after the other", separated, { atLeast: 0.85 });
  },
  (runs) => {
    const cases = [
      { n: 30, rho: 0, least: 0.94 },
      { n: 100, rho: 0, least: 0.94 },
      { n: 300, rho: 0, least: 0.94 },
      { n: 30, rho: 0.6, least: 0.9 },
      { n: 400, rho: 0.6, least: 0.9 },
    ];
    const checks = cases.flatMap(({ n, rho, least }) => {
      const found = coverage(10 * runs, n, rho);
      return (["p50", "p95"] as const).flatMap((quantile): Check[] => {
        const name = `coverage of ${quantile.toUpperCase()}, n = ${n}, autocorrelation ${rho}`;
        const { share, of } = found[quantile];
        return of < runs ? [] : [{ name, value: share, atLeast: least }];
      });
    });
    return Promise.resolve(checks);
  },
];

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`.padStart(7);

function report({ name, value, atMost = 1, atLeast = 0 }: Check): boolean {
  const isGood = value <= atMost && value >= atLeast;
  const limit = atMost < 1 ? `at most ${percent(atMost)}` : `at least${percent(atLeast)}`;
  console.log(`${isGood ? "ok    " : "FAILED"}  ${name.padEnd(50)} ${percent(value)}  ${limit}`);
  return isGood;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "1000" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const runs = Number(values.runs);
  if (!(Number.isInteger(runs) && runs > 0)) throw new Error("--runs wants a whole number above 0");
  let passed = 0;
  let failed = 0;
  for (const experiment of EXPERIMENTS) {
    for (const check of await experiment(runs)) {
      if (report(check)) passed++;
      else failed++;
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
