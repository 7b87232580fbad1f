import type { Report } from "../../core/report.ts";
import { count } from "../../text/quantity.ts";
import { calibrationText } from "../calibration-text.ts";
import { methodOf } from "../headline.ts";
import { modelNotes } from "../notes.ts";
import { fragment } from "../markup.ts";
import type { Markup } from "../markup.ts";

const STATISTICS =
  "Quantiles are order statistics over all attempts: a timeout is a value of which only a lower bound is known, an error is worse than any number. Intervals are exact binomial, for the effective sample size. Two targets are compared within blocks (Wilcoxon signed-rank, Holm over all pairs, Hodges–Lehmann ratio); a difference counts when the adjusted p is at most 0.05 and the interval lies outside of the practical margin. Equal places are ties.";

const LIMITS =
  "One place, one account, one stretch of time. The quality of the answers was not checked. Providers may treat traffic like this differently.";

/** How it was measured, on what, and what is needed to do it again. */
export function methodSection(report: Report): Markup {
  const { plan, environment, calibration, tool, methodVersion } = report;
  const { limits } = plan;
  const rows: readonly (readonly [string, string])[] = [
    ["Method", `${methodOf(report)}; version ${methodVersion} of the method`],
    ["Statistics", STATISTICS],
    [
      "Own error",
      calibration === undefined
        ? "not measured before this run"
        : `measured here before the race: ${calibrationText(calibration)}; nothing is subtracted`,
    ],
    [
      "Models",
      modelNotes(report)
        .map(({ about, text }) => `${about}: ${text}`)
        .join("; "),
    ],
    [
      "Limits of a request",
      `headers ${limits.headersMs / 1000} s, first token ${limits.firstTokenMs / 1000} s, silence ${limits.idleMs / 1000} s, all of it ${limits.totalMs / 1000} s`,
    ],
    ["Connections", `${plan.connections}, prompt cache ${plan.cache}`],
    [
      "Machine",
      `${environment.cpu}, ${count(environment.cores)} cores, ${environment.os} ${environment.arch}`,
    ],
    ["When", `${report.startedAt} to ${report.endedAt}`],
    ["With", `speed-kings ${tool.version} (${tool.revision}), Bun ${tool.bun}`],
    ["Workload", plan.workloadHash],
    ["Bounds of this", LIMITS],
  ];
  return fragment`<section>
    <h2>How this was measured</h2>
    <dl class="method">
      ${rows.map(
        ([name, text]) =>
          fragment`<dt>${name}</dt>
            <dd>${text}</dd> `,
      )}
    </dl>
  </section>`;
}
