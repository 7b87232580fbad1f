import type { Label, LabelEffect, MetricId, Report } from "../core/report.ts";
import type { TokenSource } from "../core/sample.ts";
import { failureLine } from "./failures.ts";
import { printable } from "../text/printable.ts";
import { count, duration } from "../text/quantity.ts";
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

const EFFECT_ORDER = ["void", "warn", "inform"] as const satisfies readonly LabelEffect[];

/**
 * One line for each label, with all targets that carry it, those of the run first; worst first, at most `most` of them and then how
 * many more there are.
 */
export function labelNotes(report: Report, most: number): readonly Note[] {
  const found = new Map<string, { effect: LabelEffect; ids: string[] }>();
  const add = (about: string, { text, effect }: Label): void => {
    const note = found.get(text) ?? { effect, ids: [] };
    note.ids.push(about);
    found.set(text, note);
  };
  for (const label of report.labels) add("this run", label);
  for (const { id, labels } of report.targets) {
    for (const label of labels) add(printable(id), label);
  }
  const notes = EFFECT_ORDER.flatMap((effect) =>
    [...found]
      .filter(([, note]) => note.effect === effect)
      .map(([text, { ids }]): Note => ({ about: ids.join(", "), text: printable(text) })),
  );
  const rest = notes.length - most;
  return rest <= 0
    ? notes
    : [...notes.slice(0, most), { about: "and", text: `${rest} more with --verbose` }];
}

/** What the way to each target costs, measured beside the race; one sentence, empty where nothing was measured. */
export function networkNotes({ network }: Report): readonly string[] {
  const paths = network.map(({ target, dnsMs, tcpMs, tlsMs, proxy, failure }) => {
    const parts = [
      ...(proxy === undefined ? [] : [`through the proxy ${printable(proxy)}`]),
      ...(dnsMs === undefined ? [] : [`DNS ${duration(dnsMs)}`]),
      ...(tcpMs === undefined ? [] : [`TCP ${duration(tcpMs)}`]),
      ...(tlsMs === undefined ? [] : [`TLS ${duration(tlsMs)}`]),
      ...(failure === undefined ? [] : [printable(failure)]),
    ];
    return `${printable(target)} ${parts.join(", ")}`;
  });
  return paths.length === 0
    ? []
    : [`Way to each target, for a new connection: ${paths.join("; ")}. Nothing is subtracted.`];
}

/** How large the error of this program was on this machine before the run, in one sentence. */
export const calibrationNotes = ({ calibration }: Report): readonly string[] =>
  calibration === undefined
    ? []
    : [
        `Measured here before the race: TTFT +${calibration.ttftErrorMs.p50.toFixed(1)} ms (P50), +${calibration.ttftErrorMs.p99.toFixed(1)} ms (P99); chunks +${calibration.chunkErrorMs.p50.toFixed(1)} ms, +${calibration.chunkErrorMs.p99.toFixed(1)} ms; loop stalls ${count(calibration.loopStalls)}; ${calibration.verdict}. Nothing is subtracted.`,
      ];

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
    about: "95 %",
    columns: ["speedInterval", "ttftInterval"],
    text: () => "interval of the median",
  },
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
