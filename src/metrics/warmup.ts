import { compact } from "../core/compact.ts";
import type { TargetReport } from "../core/report.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Cell } from "./attempts.ts";

/** How the requests before the measured ones went: counted nowhere else, and shown for what a cold start costs. */
export const warmupOf = ({ warmup }: Cell): TargetReport["warmup"] =>
  compact({
    total: warmup.length,
    ok: warmup.filter(({ status }) => status === "ok").length,
    ttftMs: median(sorted(warmup.flatMap(({ ttftMs }) => ttftMs ?? []))),
  });
