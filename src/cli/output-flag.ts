import type { Flag } from "./flags.ts";

/** `--output` of a command that has no more than these two. */
export const TABLE_OR_JSON = {
  type: "string",
  alias: "o",
  value: "FORMAT",
  values: ["table", "json"],
  default: "table",
  group: "Result",
  help: "table or json, on stdout",
} as const satisfies Flag;
