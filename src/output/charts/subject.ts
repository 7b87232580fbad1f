import type { Report, TargetReport } from "../../core/report.ts";
import type { Attempt } from "../../metrics/attempts.ts";
import { clip, nameText } from "../../text/printable.ts";
import { countedAttempts } from "../chart-samples.ts";
import { standings } from "../standings.ts";
import { hueOf } from "./look.ts";

/** A target as a chart sees it. */
export interface Subject {
  readonly target: TargetReport;
  readonly name: string;
  readonly hue: string;
  readonly attempts: readonly Attempt[];
}

/** What a chart is drawn of: one size of a run. Sorted out once for all charts of a page. */
export interface Scene {
  readonly report: Report;
  /** In the order of the table. */
  readonly subjects: readonly Subject[];
}

/** Names at the side of a picture have little room, and must be told apart by what is left of them. */
const NAME_WIDTH = 18;

/** Wants a report of one size. */
export function sceneOf(report: Report): Scene {
  const attempts = countedAttempts(report);
  const places = new Map(report.plan.targets.map(({ id }, index) => [id, index]));
  return {
    report,
    subjects: standings(report).map(({ target }) => ({
      target,
      name: clip(nameText(target.id), NAME_WIDTH, true),
      hue: hueOf(places.get(target.id) ?? 0),
      attempts: attempts.get(target.id) ?? [],
    })),
  };
}
