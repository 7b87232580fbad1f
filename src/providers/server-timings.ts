import type { ServerTimings } from "../core/stream.ts";
import { numericOf, objectOf } from "./json.ts";
import type { JsonObject } from "./json.ts";

/** Our field, their name for it, and how many of our units (milliseconds, tokens per second) one of theirs is. */
type Row = readonly [field: keyof ServerTimings, name: string, factor: number];

const SECONDS = 1000;
const MS = 1;
const SPEED = 1;

/**
 * Each server's way to tell its own times: the object it puts them in, and its rows. Units are the documented ones, checked against
 * recordings where there are any; a wrong one would be off by a thousand.
 */
const SHAPES: Readonly<Record<string, { readonly at: string; readonly rows: readonly Row[] }>> = {
  // The total exceeds the sum of the three: it has an overhead of its own.
  cerebras: {
    at: "time_info",
    rows: [
      ["queueMs", "queue_time", SECONDS],
      ["prefillMs", "prompt_time", SECONDS],
      ["decodeMs", "completion_time", SECONDS],
      ["totalMs", "total_time", SECONDS],
    ],
  },
  // The total is prompt and completion, without the queue.
  groq: {
    at: "usage",
    rows: [
      ["queueMs", "queue_time", SECONDS],
      ["prefillMs", "prompt_time", SECONDS],
      ["decodeMs", "completion_time", SECONDS],
      ["totalMs", "total_time", SECONDS],
    ],
  },
  // The speed is (n - 1) / (total - TTFT), the one that its own benchmark reads.
  sambanova: {
    at: "usage",
    rows: [
      ["ttftMs", "time_to_first_token", SECONDS],
      ["totalMs", "total_latency", SECONDS],
      ["outputSpeed", "completion_tokens_after_first_per_sec", SPEED],
    ],
  },
  gpustack: {
    at: "usage",
    rows: [
      ["ttftMs", "time_to_first_token_ms", MS],
      ["outputSpeed", "tokens_per_second", SPEED],
    ],
  },
  // Sent when asked for with the header `Extra-Usage`.
  localai: {
    at: "usage",
    rows: [
      ["prefillMs", "timing_prompt_processing", MS],
      ["decodeMs", "timing_token_generation", MS],
    ],
  },
  llamacpp: {
    at: "timings",
    rows: [
      ["prefillMs", "prompt_ms", MS],
      ["decodeMs", "predicted_ms", MS],
      ["outputSpeed", "predicted_per_second", SPEED],
    ],
  },
  // Sent when asked for with `perf_metrics_in_response`, as strings. Its other durations have no documented unit.
  fireworks: {
    at: "perf_metrics",
    rows: [
      ["ttftMs", "server-time-to-first-token", SECONDS],
      ["ttftMs", "fireworks-server-time-to-first-token", SECONDS],
      ["totalMs", "server-processing-time", SECONDS],
      ["totalMs", "fireworks-server-processing-time", SECONDS],
    ],
  },
  // Undocumented; the names carry the unit.
  azure: {
    at: "latency_checkpoint",
    rows: [
      ["ttftMs", "service_ttft_ms", MS],
      ["totalMs", "total_duration_ms", MS],
    ],
  },
  // Sent when started with --enable-per-request-metrics.
  vllm: {
    at: "metrics",
    rows: [
      ["queueMs", "queue_time_ms", MS],
      ["ttftMs", "time_to_first_token_ms", MS],
      ["decodeMs", "generation_time_ms", MS],
    ],
  },
};

const ALL_SHAPES = Object.values(SHAPES);

/** Fireworks sends its headers with the first token, so they can tell TTFT; xAI's were seen on answers that did not stream. */
const HEADER_ROWS: readonly Row[] = [
  ["ttftMs", "fireworks-server-time-to-first-token", SECONDS],
  ["totalMs", "fireworks-server-processing-time", SECONDS],
  ["ttftMs", "x-metrics-ttft-ms", MS],
  ["totalMs", "x-metrics-e2e-ms", MS],
];

type Found = { -readonly [F in keyof ServerTimings]: ServerTimings[F] };

/** What an OpenAI-style event tells about the server's own time; undefined when it tells nothing. */
export function readTimings(
  event: JsonObject,
  usage: JsonObject | undefined,
): ServerTimings | undefined {
  const found: Found = {};
  for (const { at, rows } of ALL_SHAPES) {
    const source = at === "usage" ? usage : objectOf(event[at] ?? usage?.[at]);
    if (source !== undefined) collect(found, rows, (name) => source[name]);
  }
  return nonEmpty(found);
}

/** What response headers alone tell; undefined when they tell nothing. */
export function readTimingHeaders(headers: Headers): ServerTimings | undefined {
  const found: Found = {};
  collect(found, HEADER_ROWS, (name) => headers.get(name));
  return nonEmpty(found);
}

function collect(found: Found, rows: readonly Row[], read: (name: string) => unknown): void {
  for (const [field, name, factor] of rows) {
    const value = numericOf(read(name));
    if (value === undefined) continue;
    const told = value * factor;
    if (Number.isFinite(told)) found[field] = told;
  }
}

const nonEmpty = (found: Found): ServerTimings | undefined =>
  Object.keys(found).length === 0 ? undefined : found;
