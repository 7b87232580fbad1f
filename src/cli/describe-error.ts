import { UsageError } from "../core/errors.ts";

/**
 * Words that look like the key of a provider: the prefixes that providers document, and a long rest. People type or paste a key in
 * the place of a name or a value, and an error repeats what it does not understand; a log would then keep the key.
 */
const KEY_LIKE =
  /\b(?:sk|pk|rk|gsk|csk|fw|xai|hf|nvapi|pplx|r8|tgp|AIza|sess)[-_]?(?=[\w-]*\d)[\w-]{12,}/g;

const hideKeys = (text: string): string => text.replaceAll(KEY_LIKE, "[key]");

/** An error in one line: what happened, and what to try next. What looks like a key is left out. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const advice =
    error instanceof Error && "advice" in error && typeof error.advice === "string"
      ? error.advice
      : undefined;
  const text = advice === undefined ? message : `${message.replace(/\.$/, "")}: ${advice}`;
  return hideKeys(text.replaceAll(/\s*\n\s*/g, " ").trim());
}

/** What to show below an error as it is, such as carets under a typing mistake; empty for most. */
export const excerptOf = (error: unknown): string =>
  error instanceof UsageError && error.excerpt !== undefined ? `\n${hideKeys(error.excerpt)}` : "";

/** Where an internal error comes from, for `--verbose`; empty when nobody knows. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? hideKeys(error.stack ?? "") : "";
