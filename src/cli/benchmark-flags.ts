import type { Flags } from "./flags.ts";

/** How a race is run: shared by `benchmark` and `demo`. */
export const RACE_FLAGS = {
  size: {
    type: "string",
    alias: "s",
    value: "short,…",
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
    group: "Race",
    help: "your own prompts instead: text, or JSONL with a prompt a line",
  },
  serial: {
    type: "boolean",
    group: "Race",
    help: "one request at a time, instead of all targets of a block side by side",
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
  output: {
    type: "string",
    alias: "o",
    value: "FORMAT",
    default: "table",
    group: "Result",
    help: "table or json, on stdout",
  },
  save: {
    type: "boolean",
    default: true,
    group: "Result",
    help: "keep no record of the run in your data folder",
  },
  "dry-run": {
    type: "boolean",
    group: "Result",
    help: "print the plan and send nothing",
  },
  progress: {
    type: "boolean",
    default: true,
    group: "Terminal",
    help: "no progress display on stderr",
  },
} satisfies Flags;

/** Who races. */
export const TARGET_FLAGS = {
  providers: {
    type: "string",
    alias: "p",
    value: "a,b|all",
    repeatable: true,
    default: "all",
    group: "Targets",
    help: "who races: provider, provider/model, or name=https://host/v1#model for any OpenAI-style server; all: everybody that can run now",
  },
  model: {
    type: "string",
    alias: "m",
    value: "MODEL",
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
    group: "Targets",
    help: "read keys from this file (.env format) as well; never read unasked",
  },
  insecure: {
    type: "boolean",
    group: "Targets",
    help: "allow a key over plain http to another machine",
  },
} satisfies Flags;
