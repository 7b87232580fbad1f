import { UsageError } from "../../core/errors.ts";
import { describeError } from "../describe-error.ts";
import { readConfigured } from "../target-options.ts";
import { fail, ok } from "./check.ts";
import type { Check } from "./check.ts";

/** The file with targets that SPEED_KINGS_CONFIG names. No other is ever read unasked. */
export const checkConfig: Check = async ({ env }) => {
  try {
    const targets = Object.keys(await readConfigured({}, env));
    const path = env["SPEED_KINGS_CONFIG"]?.trim() ?? "";
    return ok(path === "" ? "none named" : `${path}: ${targets.join(", ") || "no target"}`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return fail(describeError(error), "mend it, or unset SPEED_KINGS_CONFIG");
  }
};
