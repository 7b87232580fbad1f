import type { Flags } from "./flags.ts";

/** What makes the program fail: shared by `benchmark`, `demo`, `report` and `compare`. */
export const GATE_FLAGS = {
  "fail-if": {
    type: "string",
    value: "EXPR",
    repeatable: true,
    group: "Gates",
    help: "exit code 3 when it is so beyond doubt, like 'ttft.p95 > 400ms' or 'success < 99%' (docs/gates.md)",
  },
  strict: {
    type: "boolean",
    group: "Gates",
    help: "what nothing could decide counts as missed: a gate without evidence, a machine too busy to measure",
  },
  junit: {
    type: "string",
    value: "FILE",
    from: "files",
    group: "Gates",
    help: "also write a JUnit XML file, for CI systems that show tests",
  },
  github: {
    type: "boolean",
    group: "Gates",
    help: "also a GitHub job summary and annotations; by itself when GITHUB_ACTIONS is true",
  },
} satisfies Flags;
