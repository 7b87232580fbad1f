import { TARGET_FLAGS } from "./benchmark-flags.ts";
import type { Flags } from "./flags.ts";

/** What `doctor` is told. */
export const DOCTOR_FLAGS = {
  "env-file": TARGET_FLAGS["env-file"],
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
