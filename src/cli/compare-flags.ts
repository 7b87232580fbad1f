import type { Flags } from "./flags.ts";
import { GATE_FLAGS } from "./gate-flags.ts";

/** How two saved runs are compared. */
export const COMPARE_FLAGS = {
  output: {
    type: "string",
    alias: "o",
    value: "FORMAT",
    values: ["table", "markdown", "json", "junit"],
    default: "table",
    group: "Result",
    help: "table, markdown, json or junit, on stdout",
  },
  ...GATE_FLAGS,
} satisfies Flags;
