import type { GateResult } from "../core/gate-result.ts";
import type { RunComparison } from "../core/run-comparison.ts";
import { printable } from "../text/printable.ts";
import { lineOf, shownChanges, targetName } from "./comparison-words.ts";
import { gateLine } from "./gate-lines.ts";

/** What a message of a workflow command may not hold as it is (actions/toolkit, command.ts). */
const data = (text: string): string =>
  printable(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const command = (level: "error" | "warning" | "notice", title: string, text: string): string =>
  `::${level} title=${property(title)}::${data(text)}`;

const LEVELS = {
  missed: "error",
  inconclusive: "warning",
  passed: undefined,
} as const satisfies Record<GateResult["outcome"], "error" | "warning" | undefined>;

/** Gates as workflow commands of GitHub Actions: an error for a missed one, a warning for one that nothing could decide. */
export const annotateGates = (gates: readonly GateResult[]): readonly string[] =>
  gates.flatMap((result) => {
    const level = LEVELS[result.outcome];
    return level === undefined ? [] : [command(level, "speed-kings gate", gateLine(result))];
  });

/** Two runs as workflow commands: a warning for each metric that got worse, and for each reason not to compare them. */
export const annotateComparison = (comparison: RunComparison): readonly string[] => [
  ...comparison.caveats
    .filter(({ effect }) => effect === "void")
    .map(({ text }) => command("warning", "speed-kings: not comparable", text)),
  ...comparison.targets.flatMap((target) =>
    shownChanges(target)
      .filter(({ verdict }) => verdict === "worse")
      .map((change) => {
        const { metric, base, new: next, change: by, interval, verdict } = lineOf(change);
        const title = `${targetName(target, comparison)} ${metric} ${verdict}`;
        return command("warning", title, `${base} → ${next}: ${by} (95 % ${interval})`);
      }),
  ),
];
