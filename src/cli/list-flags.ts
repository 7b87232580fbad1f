import { TARGET_FLAGS } from "./benchmark-flags.ts";
import type { Flags } from "./flags.ts";

/** What `list` is asked for. */
export const LIST_FLAGS = {
  models: {
    type: "boolean",
    group: "Questions",
    help: "ask the endpoints which models they have",
  },
  check: {
    type: "boolean",
    group: "Questions",
    help: "prove each key with the cheapest call there is",
  },
  "env-file": TARGET_FLAGS["env-file"],
  config: TARGET_FLAGS.config,
  output: {
    type: "string",
    alias: "o",
    value: "FORMAT",
    values: ["table", "json"],
    default: "table",
    group: "Result",
    help: "table or json, on stdout",
  },
} satisfies Flags;
