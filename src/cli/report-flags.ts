import { FORMATS } from "../output/formatters.ts";
import type { Flags } from "./flags.ts";
import { GATE_FLAGS } from "./gate-flags.ts";
import { RANK_WORDS } from "./rank-by.ts";

/** What becomes of a result: shared by `benchmark`, `demo` and `report`. */
export const RESULT_FLAGS = {
  output: {
    type: "string",
    alias: "o",
    value: "FORMAT",
    values: FORMATS,
    default: "table",
    group: "Result",
    help: "table, json, jsonl, markdown, html, svg, csv or csv-samples, on stdout",
  },
  export: {
    type: "string",
    value: "FILE,…",
    from: "files",
    repeatable: true,
    group: "Result",
    help: "also write files: .json .jsonl .md .csv .samples.csv .html .svg .txt, each whole or not at all",
  },
  open: {
    type: "boolean",
    group: "Result",
    help: "open the HTML report at the end; without an .html in --export it is a temporary file",
  },
  volume: {
    type: "string",
    value: "TOKENS/day",
    group: "Result",
    help: "also what so many tokens would cost a month: 1M/day, 500k/hour (in and out as in the run)",
  },
  details: {
    type: "boolean",
    group: "Result",
    help: "also what each server says about its own time, and the way to it",
  },
} satisfies Flags;

/** How saved runs are shown again. */
export const REPORT_FLAGS = {
  ...RESULT_FLAGS,
  "rank-by": {
    type: "string",
    value: "WHAT",
    values: RANK_WORDS,
    group: "Result",
    help: "order of the table: speed, ttft, e2e or cost, instead of the run's own",
  },
  limit: {
    type: "string",
    value: "N",
    default: "20",
    group: "Result",
    help: "how many runs `list` shows, newest first",
  },
  ...GATE_FLAGS,
} satisfies Flags;
