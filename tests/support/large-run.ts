import type { Report } from "../../src/core/report.ts";
import type { ReadRow, Sample } from "../../src/core/sample.ts";
import { buildReport } from "../../src/records/build-report.ts";
import { aPlan, aReport, aSample, aTarget } from "./builders.ts";

const TARGETS = ["cerebras", "groq", "sambanova", "fireworks"];
const READS = 10;

/** The same at every call, in no visible order, between 0 and 1. */
const scatter = (index: number): number => (index * 0.618_033_988_749_895) % 1;

function sampleOf(index: number): Sample {
  const place = index % TARGETS.length;
  const block = Math.floor(index / TARGETS.length);
  const ttftMs = 100 + 40 * place + 60 * scatter(index);
  const gapMs = 10 + 5 * place + 3 * scatter(index + 7);
  const reads = Array.from({ length: READS }, (_, read): ReadRow => [
    ttftMs + read * gapMs,
    291,
    8,
    48,
    0,
    0,
  ]);
  const lastTokenMs = ttftMs + (READS - 1) * gapMs;
  return aSample({
    target: TARGETS[place] ?? "",
    size: "short",
    block,
    order: place,
    prompt: `short/${block % 7}`,
    requestId: `req_${index}`,
    startedAt: new Date(Date.UTC(2026, 10, 24) + index * 250).toISOString(),
    headersMs: ttftMs - 5,
    firstEventMs: ttftMs - 2,
    ttftMs,
    ttfatMs: ttftMs,
    lastTokenMs,
    endMs: lastTokenMs + 1,
    reads,
    tokens: { input: 100, output: 128, o200k: 128, o200kFirstRead: 13, source: "usage" },
  });
}

/** Judged by these alone: judging all of them takes seconds, and changes nothing in how much there is to render. */
const JUDGED = 400;

/** A run of so many samples: four targets, ten reads a sample. */
export function largeRun(samples: number): Report {
  const { tool, environment, startedAt, endedAt, simulated } = aReport();
  const plan = aPlan({
    targets: TARGETS.map((id) => aTarget(id)),
    sizes: [{ size: "short", inputTokens: 100, maxOutputTokens: 128 }],
    iterations: Math.ceil(samples / TARGETS.length),
  });
  const all = Array.from({ length: samples }, (_, index) => sampleOf(index));
  const circumstances = { tool, environment, startedAt, endedAt, simulated };
  return {
    ...buildReport(plan, all.slice(0, JUDGED), { ...circumstances, stopReason: "complete" }),
    samples: all,
  };
}
