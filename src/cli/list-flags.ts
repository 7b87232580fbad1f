import { TARGET_FLAGS } from "./benchmark-flags.ts";
import type { Flags } from "./flags.ts";
import { TABLE_OR_JSON } from "./output-flag.ts";

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
  "key-env": TARGET_FLAGS["key-env"],
  "env-file": TARGET_FLAGS["env-file"],
  header: TARGET_FLAGS.header,
  config: TARGET_FLAGS.config,
  insecure: TARGET_FLAGS.insecure,
  output: TABLE_OR_JSON,
} satisfies Flags;
