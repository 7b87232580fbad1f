import type { Size, WorkloadSize } from "../core/plan.ts";

/** The three sizes that ship. Input tokens by o200k_base; every prompt is within 10 % of it. */
export const WORKLOAD_SIZES = {
  short: { size: "short", inputTokens: 100, maxOutputTokens: 128 },
  medium: { size: "medium", inputTokens: 1_000, maxOutputTokens: 512 },
  long: { size: "long", inputTokens: 10_000, maxOutputTokens: 1_024 },
} as const satisfies Record<Size, WorkloadSize>;

/** What a prompt asks for, in words and lines: several times the cap, so that the usual finish is `length`. */
export const ASKED = {
  short: { words: "1,500", lines: "400" },
  medium: { words: "4,000", lines: "900" },
  long: { words: "6,000", lines: "1,500" },
} as const satisfies Record<Size, { readonly words: string; readonly lines: string }>;
