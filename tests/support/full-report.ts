import type {
  Category,
  Comparison,
  Cost,
  Distribution,
  Label,
  RankInterval,
  Report,
  TargetReport,
} from "../../src/core/report.ts";
import type { Sample } from "../../src/core/sample.ts";
import { aPlan, aReport, aTarget, aTargetReport } from "./builders.ts";
import { BLOCKS, CONTESTANTS, fullSamples } from "./full-samples.ts";

const MODEL = "openai/gpt-oss-120b";

/** Order statistics of what was seen; failures are worse than any of it. Enough for a page, not for science. */
function distributionOf(values: readonly number[], n = values.length): Distribution {
  const ascending = values.toSorted((a, b) => a - b);
  const at = (place: number): number | null => ascending[place - 1] ?? null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const p50 = at(Math.ceil(n / 2));
  const p95 = at(Math.ceil(n * 0.95));
  return {
    n,
    nEffective: n,
    mean,
    stddev: Math.sqrt(variance),
    min: ascending[0] ?? 0,
    max: ascending.at(-1) ?? 0,
    p50,
    ...(p50 === null ? { p50Above: 60_000 } : {}),
    // The exact binomial intervals of the median of 30 and of 12.
    p50Interval: n === 30 ? [at(10), at(21)] : [at(3), at(10)],
    p95,
    ...(p95 === null ? { p95Above: 60_000 } : {}),
    p95Bounded: false,
  };
}

const RANKS: Readonly<Record<string, Readonly<Record<Category, RankInterval>>>> = {
  cerebras: {
    speed: { from: 1, to: 1 },
    ttft: { from: 2, to: 2 },
    e2e: { from: 1, to: 1 },
    value: { from: 3, to: 4 },
  },
  groq: {
    speed: { from: 2, to: 2 },
    ttft: { from: 1, to: 1 },
    e2e: { from: 2, to: 2 },
    value: { from: 1, to: 2 },
  },
  sambanova: {
    speed: { from: 3, to: 4 },
    ttft: { from: 3, to: 4 },
    e2e: { from: 3, to: 4 },
    value: { from: 3, to: 4 },
  },
  fireworks: {
    speed: { from: 3, to: 4 },
    ttft: { from: 3, to: 4 },
    e2e: { from: 3, to: 4 },
    value: { from: 1, to: 2 },
  },
};

const CROWNS: Readonly<Record<string, readonly Category[]>> = {
  cerebras: ["speed", "e2e"],
  groq: ["ttft"],
};

const costOf = (provider: string, perRequestUsd: number, estimated = false): Cost => ({
  usd: perRequestUsd * (BLOCKS + 1),
  perRequestUsd,
  tokensPerUsd: 512 / perRequestUsd,
  tokensPerUsdInterval: [(512 / perRequestUsd) * 0.98, (512 / perRequestUsd) * 1.02],
  estimated,
  priceId: `${provider}/${MODEL}`,
  priceVerifiedAt: "2026-11-20",
  priceSource: "embedded",
});

const COSTS: Readonly<Record<string, Cost>> = {
  cerebras: costOf("cerebras", 0.000739),
  groq: costOf("groq", 0.000459),
  sambanova: costOf("sambanova", 0.000525),
  fireworks: costOf("fireworks", 0.000459, true),
};

const LABELS: Readonly<Record<string, readonly Label[]>> = {
  together: [
    {
      id: "unreliable",
      effect: "void",
      text: "12 of 30 attempts succeeded, at best 59% would in the long run: not ranked",
      value: 0.594,
    },
  ],
  sambanova: [
    {
      id: "nonstationary",
      effect: "warn",
      text: "TTFT went from 380 ms to 425 ms while the run went on: its numbers mix both",
      value: 0.41,
    },
  ],
};

const RUN_LABELS: readonly Label[] = [
  {
    id: "ttft-by-ttfat",
    effect: "inform",
    text: "some targets reason aloud before they answer, so TTFT is ranked by the first token of the answer (TTFAT)",
  },
  {
    id: "n-below-floor",
    effect: "inform",
    text: "P95 is only indicative below 59 independent samples, and here are as few as 12 (--preset thorough has 100)",
    value: 12,
  },
  {
    id: "single-session",
    effect: "inform",
    text: "one session from one place: true for this stretch of time, and perhaps not for another hour",
    value: 1,
  },
  {
    id: "quality-unverified",
    effect: "inform",
    text: "the answers were not checked: the same model may be served at lower quality by one than by another",
  },
];

function targetOf(id: string, samples: readonly Sample[]): TargetReport {
  const own = samples.filter(({ target, phase }) => target === id && phase === "measured");
  const ok = own.filter(({ status }) => status === "ok");
  const failed = own.length - ok.length;
  const timedOut = own.filter(({ failure }) => failure?.kind === "timeout").length;
  const timed = (read: (sample: Sample) => number | undefined): Distribution =>
    distributionOf(
      ok.flatMap((sample) => read(sample) ?? []),
      own.length,
    );
  const speeds = ok.map((sample) => {
    const windowMs = (sample.lastTokenMs ?? 0) - (sample.ttftMs ?? 0);
    return (512 * (1 - 1 / sample.reads.length) * 1000) / windowMs;
  });
  return aTargetReport(id, {
    model: MODEL,
    attempts: {
      total: own.length,
      ok: ok.length,
      failed,
      byKind: failed === 0 ? {} : { timeout: timedOut, http: failed - timedOut },
      excluded: id === "fireworks" ? { stall: 1 } : {},
      retries: 0,
      successInterval: failed === 0 ? [0.884, 1] : [0.227, 0.594],
    },
    warmup: { total: 1, ok: 1, ttftMs: 412 },
    metrics: {
      headersMs: timed(({ headersMs }) => headersMs),
      firstEventMs: timed(({ firstEventMs }) => firstEventMs),
      ttftMs: timed(({ ttftMs }) => ttftMs),
      ttfatMs: timed(({ ttfatMs }) => ttfatMs),
      outputSpeed: distributionOf(speeds),
      tpotMs: distributionOf(speeds.map((speed) => 1000 / speed)),
      e2eMs: timed(({ lastTokenMs }) => lastTokenMs),
    },
    tokens: {
      input: 1012 * ok.length,
      output: 512 * ok.length,
      reasoning: 150 * ok.length,
      source: "usage",
    },
    ...(id === "groq"
      ? { serverTimings: { queueMs: 36.2, prefillMs: 45.3, decodeMs: 709.6 } }
      : id === "cerebras"
        ? { serverTimings: { queueMs: 47.1, prefillMs: 58.9, decodeMs: 226.1 } }
        : {}),
    cost: COSTS[id] ?? null,
    ranks: RANKS[id] ?? {},
    crowns: CROWNS[id] ?? [],
    labels: LABELS[id] ?? [],
  });
}

type Pair = readonly [a: string, b: string, ratio: number, low: number, high: number];

const comparison = (
  category: Category,
  [a, b, ratio, low, high]: Pair,
  fields: Partial<Comparison> = {},
): Comparison => ({
  category,
  size: "medium",
  a,
  b,
  blocks: BLOCKS,
  ratio,
  interval: [low, high],
  p: 1.9e-9,
  pAdjusted: 1.1e-8,
  verdict: "better",
  margin: 0.02,
  detectable: 0.09,
  ...fields,
});

const tie = (category: Category, pair: Pair, detectable: number, moreBlocks: number): Comparison =>
  comparison(category, pair, { p: 0.21, pAdjusted: 0.42, verdict: "tie", detectable, moreBlocks });

const COMPARISONS: readonly Comparison[] = [
  comparison("speed", ["groq", "cerebras", 0.3195, 0.294, 0.357], { verdict: "worse" }),
  comparison("speed", ["cerebras", "sambanova", 4.76, 4.5, 5.01]),
  comparison("speed", ["cerebras", "fireworks", 4.88, 4.61, 5.2]),
  comparison("speed", ["groq", "sambanova", 1.52, 1.44, 1.6]),
  comparison("speed", ["groq", "fireworks", 1.55, 1.46, 1.66]),
  tie("speed", ["sambanova", "fireworks", 1.03, 0.97, 1.09], 0.17, 40),
  comparison("ttft", ["groq", "cerebras", 1.22, 1.15, 1.29]),
  comparison("ttft", ["groq", "sambanova", 1.9, 1.8, 2.01]),
  comparison("e2e", ["cerebras", "groq", 1.97, 1.9, 2.05]),
  tie("e2e", ["sambanova", "fireworks", 0.98, 0.93, 1.04], 0.11, 160),
];

/** A complete run as a reader meets it: five targets, ties, crowns, one that mostly fails, costs, calibration, labels, samples. */
export function fullReport(overrides: Partial<Report> = {}): Report {
  const samples = overrides.samples ?? fullSamples();
  const targets = CONTESTANTS.map(({ id }) => targetOf(id, samples));
  return aReport({
    endedAt: "2026-11-24T05:34:37.000Z",
    environment: { os: "linux 6.8.0", arch: "x64", cpu: "AMD EPYC 9B14", cores: 4 },
    calibration: {
      parallel: 5,
      requests: 60,
      ttftErrorMs: { p50: 0.41, p99: 0.83 },
      chunkErrorMs: { p50: 0.2, p99: 0.7 },
      timerLatenessMs: { p50: 0.3, p99: 1.2 },
      loopStalls: 0,
      verdict: "good",
    },
    network: CONTESTANTS.map(({ id }, index) => ({
      target: id,
      address: `203.0.113.${index + 10}`,
      dnsMs: 3.1 + index,
      tcpMs: 11.4 + 6 * index,
      tlsMs: 14.2 + 6.3 * index,
      tlsVersion: "TLSv1.3",
    })),
    plan: aPlan({
      targets: CONTESTANTS.map(({ id }) => aTarget(id, { model: MODEL })),
    }),
    targets,
    comparisons: COMPARISONS,
    labels: RUN_LABELS,
    samples,
    ...overrides,
  });
}
