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
  junit: {
    type: "string",
    value: "FILE",
    from: "files",
    group: "Result",
    help: "also write a JUnit XML file, for CI systems that show tests",
  },
  github: {
    type: "boolean",
    group: "Result",
    help: "also a GitHub job summary and annotations; by itself when GITHUB_ACTIONS is true",
  },
  ...GATE_FLAGS,
} satisfies Flags;
