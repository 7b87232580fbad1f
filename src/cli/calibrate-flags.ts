import type { Flags } from "./flags.ts";
import { TABLE_OR_JSON } from "./output-flag.ts";

/** How this program's own error is measured. */
export const CALIBRATE_FLAGS = {
  concurrency: {
    type: "string",
    alias: "c",
    value: "N",
    default: "8",
    group: "Calibration",
    help: "requests in flight at once, as a race would have: targets × its --concurrency",
  },
  cold: {
    type: "boolean",
    group: "Calibration",
    help: "a new connection for every request, as in a race with --cold",
  },
  output: TABLE_OR_JSON,
  strict: {
    type: "boolean",
    group: "Result",
    help: "exit with 3 when the verdict is saturated",
  },
} satisfies Flags;
