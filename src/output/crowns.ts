import type { Report } from "../core/report.ts";
import { CATEGORIES } from "../core/report.ts";
import { nameText } from "../text/printable.ts";
import { textOf } from "./categories.ts";

/** The mark of a target that alone is first in a category. */
export const CROWN = "👑";

/**
 * Who wears which crown: `alone in first place: cerebras (output speed), groq (time to first token)`; undefined without any. Wants a
 * report of one size.
 */
export function crownsText(report: Report): string | undefined {
  const worn = CATEGORIES.flatMap((category) =>
    report.targets
      .filter(({ crowns }) => crowns.includes(category))
      .map(({ id }) => `${nameText(id)} (${textOf(category, report).name})`),
  );
  return worn.length === 0 ? undefined : `alone in first place: ${worn.join(", ")}`;
}
