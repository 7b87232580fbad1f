import { TARGET_FLAGS } from "./benchmark-flags.ts";
import type { Flags } from "./flags.ts";
import { TABLE_OR_JSON } from "./output-flag.ts";

/** What `doctor` is told. */
export const DOCTOR_FLAGS = {
  "env-file": TARGET_FLAGS["env-file"],
  output: TABLE_OR_JSON,
} satisfies Flags;
