import type { MetricId, Report } from "../core/report.ts";
import type { TokenSource } from "../core/sample.ts";
import { failureLine } from "./failures.ts";
import { printable } from "../text/printable.ts";
import type { ColumnId } from "./table-columns.ts";
import { MIN_N_FOR_P95 } from "./table-metric-column.ts";

/** A line below the table: whom or what it is about, and the text. */
export interface Note {
  readonly about: string;
  readonly text: string;
}

/** One line for each target at which something failed, with the provider's words and the advice. */
export const failureNotes = (report: Report): readonly Note[] =>
  report.targets.flatMap((target) => {
    const text = failureLine(report, target);
    return text === undefined ? [] : [{ about: printable(target.id), text }];
  });

/** One line for each label, with all targets that carry it. */
export function labelNotes(report: Report): readonly Note[] {
  const targetsOf = new Map<string, string[]>();
  for (const { id, labels } of report.targets) {
    for (const { text } of labels) {
      targetsOf.set(text, [...(targetsOf.get(text) ?? []), printable(id)]);
    }
  }
  return [...targetsOf].map(([text, ids]) => ({
    about: ids.join(", "),
    text: printable(text),
  }));
}

/** Which model each target ran, and under which name it answered, where that differs. */
export const modelNotes = ({ targets, plan }: Report): readonly Note[] =>
  targets
    .filter(({ size }) => size === plan.sizes[0]?.size)
    .map(({ id, model, answeredModel }) => ({
      about: printable(id),
      text: [
        printable(model),
        ...(answeredModel === undefined || answeredModel === model
          ? []
          : [`(answered as ${printable(answeredModel)})`]),
      ].join(" "),
    }));

const SOURCES = {
  usage: "counted by the provider",
  timings: "from the server's own timings",
  estimate: "estimated with o200k_base",
} as const satisfies Record<TokenSource, string>;

/** `output of all measured attempts, counted by the provider`; names the targets once sources differ. */
function tokensText({ targets }: Report): string {
  const idsOf = new Map<TokenSource, string[]>();
  for (const { id, tokens } of targets) {
    if (tokens.source === undefined) continue;
    idsOf.set(tokens.source, [...(idsOf.get(tokens.source) ?? []), printable(id)]);
  }
  const sources = [...idsOf].map(([source, ids]) =>
    idsOf.size === 1 ? SOURCES[source] : `${SOURCES[source]} for ${ids.join(" and ")}`,
  );
  return ["output of all measured attempts", ...sources].join(", ");
}

const BASES = {
  native: "tokens as each provider counts them",
  o200k: "o200k_base tokens for all, as models differ",
} as const satisfies Record<Report["tokenBasis"], string>;

interface Legend {
  readonly about: string;
  /** Shown when one of these columns is. */
  readonly columns: readonly ColumnId[];
  readonly text: (report: Report) => string;
}

const LEGENDS: readonly Legend[] = [
  {
    about: "speed",
    columns: ["speedP50"],
    text: ({ tokenBasis }) => `output speed from first to last token, in ${BASES[tokenBasis]}`,
  },
  {
    about: "TTFT",
    columns: ["ttftP50"],
    text: () => "from sending to the first token of any kind",
  },
  { about: "TTFAT", columns: ["ttfatP50"], text: () => "to the first token of the answer" },
  { about: "E2E", columns: ["e2eP50"], text: () => "to the last token" },
  {
    about: "SD",
    columns: ["ttftDeviation", "e2eDeviation", "speedDeviation"],
    text: () => "standard deviation",
  },
  { about: "tokens", columns: ["outputTokens"], text: tokensText },
];

/** What the heads of the shown columns mean. */
export const columnNotes = (report: Report, shown: ReadonlySet<ColumnId>): readonly Note[] =>
  LEGENDS.filter(({ columns }) => columns.some((id) => shown.has(id))).map(({ about, text }) => ({
    about,
    text: text(report),
  }));

const P95_COLUMNS = [
  ["ttftP95", "ttftMs"],
  ["e2eP95", "e2eMs"],
  ["speedP95", "outputSpeed"],
] as const satisfies readonly (readonly [ColumnId, MetricId])[];

/** What the marks in P95 mean, for the marks that are there. */
export function markNotes({ targets }: Report, shown: ReadonlySet<ColumnId>): readonly Note[] {
  const counts = P95_COLUMNS.filter(([column]) => shown.has(column)).flatMap(([, metric]) =>
    targets.flatMap(({ metrics }) => {
      const distribution = metrics[metric];
      return distribution === undefined || distribution.p95Bounded ? [] : [distribution.n];
    }),
  );
  const indicative = counts.some((n) => n >= MIN_N_FOR_P95);
  const largest = counts.some((n) => n < MIN_N_FOR_P95);
  return [
    ...(indicative ? [{ about: "~", text: "P95 of fewer than 59 samples, only indicative" }] : []),
    ...(largest
      ? [{ about: "max", text: "the largest value, as P95 needs at least 20 samples" }]
      : []),
  ];
}
