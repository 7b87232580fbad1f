import { SIZES } from "../core/plan.ts";
import type { Flags } from "./flags.ts";
import { GATE_FLAGS } from "./gate-flags.ts";
import { RANK_WORDS } from "./rank-by.ts";
import { RESULT_FLAGS } from "./report-flags.ts";

/** How a race is run: shared by `benchmark` and `demo`. */
export const RACE_FLAGS = {
  size: {
    type: "string",
    alias: "s",
    value: "short,…",
    values: SIZES,
    repeatable: true,
    default: "medium",
    group: "Race",
    help: "prompt sizes: short (100 tokens in, 128 out), medium (1,000 / 512), long (10,000 / 1,024)",
  },
  iterations: {
    type: "string",
    alias: "n",
    value: "N",
    group: "Race",
    help: "measured requests per target and size (overrides --preset)",
  },
  preset: {
    type: "string",
    value: "NAME",
    values: ["quick", "standard", "thorough"],
    default: "standard",
    group: "Race",
    help: "quick (10 iterations), standard (30) or thorough (100)",
  },
  warmup: {
    type: "string",
    value: "N",
    default: "1",
    group: "Race",
    help: "requests per target before the measured ones; shown, not counted",
  },
  concurrency: {
    type: "string",
    alias: "c",
    value: "N",
    default: "1",
    group: "Race",
    help: "requests in flight per target (closed loop)",
  },
  "max-tokens": {
    type: "string",
    value: "N",
    group: "Race",
    help: "cap on output tokens (overrides the size's own)",
  },
  "prompt-file": {
    type: "string",
    value: "FILE",
    from: "files",
    group: "Race",
    help: "your own prompts instead of a --size: text, or JSONL with a prompt a line",
  },
  serial: {
    type: "boolean",
    group: "Race",
    help: "one request at a time, instead of all targets of a block side by side; not with -c",
  },
  retries: {
    type: "string",
    value: "N",
    default: "0",
    group: "Race",
    help: "further attempts after a passing failure; each is recorded as its own",
  },
  cache: {
    type: "string",
    value: "MODE",
    values: ["off", "warm"],
    default: "off",
    group: "Race",
    help: "off: no prompt begins like another; warm: the same prompt again and again, hits apart",
  },
  cold: {
    type: "boolean",
    group: "Race",
    help: "a new connection for every request, its set-up included in the times",
  },
  precision: {
    type: "string",
    value: "SHARE",
    group: "Race",
    help: "stop once every median is known to this share, such as 10% (20 to 200 iterations)",
  },
  seed: {
    type: "string",
    value: "N",
    group: "Race",
    help: "repeats the prompts and the order of an earlier run",
  },
  timeout: {
    type: "string",
    value: "SPAN",
    default: "300s",
    group: "Limits",
    help: "whole request",
  },
  "first-token-timeout": {
    type: "string",
    value: "SPAN",
    default: "60s",
    group: "Limits",
    help: "from sending to the first token",
  },
  "connect-timeout": {
    type: "string",
    value: "SPAN",
    default: "10s",
    group: "Limits",
    help: "from sending to the response headers",
  },
  "idle-timeout": {
    type: "string",
    value: "SPAN",
    default: "30s",
    group: "Limits",
    help: "silence after the first token",
  },
  "max-time": {
    type: "string",
    value: "SPAN",
    default: "5m",
    group: "Limits",
    help: "no new block starts after this long",
  },
  "max-cost": {
    type: "string",
    value: "USD",
    default: "0.25",
    group: "Limits",
    help: "ask before a run that would cost more, and start no block once this much is spent",
  },
  yes: {
    type: "boolean",
    alias: "y",
    group: "Limits",
    help: "spend what the estimate says without being asked, up to its high end",
  },
  "rank-by": {
    type: "string",
    value: "WHAT",
    values: RANK_WORDS,
    default: "speed",
    group: "Result",
    help: "order of the table: speed, ttft, e2e or cost",
  },
  calibration: {
    type: "boolean",
    default: true,
    group: "Result",
    help: "do not measure this program's own error before the race",
  },
  ...RESULT_FLAGS,
  save: {
    type: "boolean",
    default: true,
    group: "Result",
    help: "keep no record of the run in your data folder",
  },
  "dry-run": {
    type: "boolean",
    group: "Result",
    help: "print the plan, how long it takes and what it costs; no prompt is sent",
  },
  ...GATE_FLAGS,
  progress: {
    type: "boolean",
    default: true,
    group: "Terminal",
    help: "no progress display on stderr",
  },
} satisfies Flags;

/** A value of a header may hold commas, and never a line break. */
export const HEADER_SEPARATOR = "\n";

/** Who races. */
export const TARGET_FLAGS = {
  providers: {
    type: "string",
    alias: "p",
    value: "a,b|all",
    from: "targets",
    repeatable: true,
    default: "all",
    group: "Targets",
    help: "who races: provider, provider/model, or name=https://host/v1#model for any OpenAI-style server; all: everybody that can run now",
  },
  model: {
    type: "string",
    alias: "m",
    value: "MODEL",
    from: "models",
    group: "Targets",
    help: "this model at every target that names none itself",
  },
  "key-env": {
    type: "string",
    value: "[NAME=]VAR",
    repeatable: true,
    group: "Targets",
    help: "environment variable that holds the key of a target given by URL",
  },
  "env-file": {
    type: "string",
    value: "FILE",
    from: "files",
    group: "Targets",
    help: "read keys from this file (.env format) as well; never read unasked",
  },
  header: {
    type: "string",
    value: "[NAME=]'K: V'",
    repeatable: true,
    joinedBy: HEADER_SEPARATOR,
    group: "Targets",
    help: "a header for a gateway: for the target given by URL, or the one named; ${VAR} in it is read from the environment",
  },
  config: {
    type: "string",
    value: "FILE",
    from: "files",
    group: "Targets",
    help: "targets with their URLs, models and headers (.json, .toml, .yaml); never read unasked",
  },
  insecure: {
    type: "boolean",
    group: "Targets",
    help: "allow a key over plain http to another machine",
  },
} satisfies Flags;
