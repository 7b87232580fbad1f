import { MODEL_ALIASES } from "../../providers/model-aliases.ts";
import { PROVIDER_NAMES } from "../../providers/table.ts";
import { PROFILE_NAMES } from "../../simulator/profile.ts";
import type { WordSource } from "../flags.ts";

/** The words behind each source, from the tables of the program: nothing is asked of the network. Files are the shell's own matter. */
export const WORD_SOURCES = {
  files: [],
  targets: ["all", ...PROVIDER_NAMES],
  providers: PROVIDER_NAMES,
  models: MODEL_ALIASES,
  profiles: PROFILE_NAMES,
} as const satisfies Record<WordSource, readonly string[]>;
