import type { MetricId, Report } from "../core/report.ts";
import type { TokenSource } from "../core/sample.ts";
import { listed } from "../text/listed.ts";
import { nameText } from "../text/printable.ts";
import type { Note } from "./label-notes.ts";
import type { ColumnId } from "./table-columns.ts";
import { MIN_N_FOR_P95 } from "./table-metric-column.ts";

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
    idsOf.set(tokens.source, [...(idsOf.get(tokens.source) ?? []), nameText(id)]);
  }
  const sources = [...idsOf].map(([source, ids]) =>
    idsOf.size === 1 ? SOURCES[source] : `${SOURCES[source]} for ${listed(ids)}`,
  );
  return ["output of all measured attempts", ...sources].join(", ");
}

const BASES = {
  native: "tokens as each provider counts them",
  o200k: "o200k_base tokens for all, as models differ",
} as const satisfies Record<Report["tokenBasis"], string>;

/** Prices that stand in no list, by where they come from. */
const UNLISTED: Readonly<Record<string, string>> = {
  flag: "the prices given with --price",
  reported: "what the provider says it charged",
};

/** Whose word the prices are: lists with the days on which they were last checked, oldest to newest, or somebody else's. */
function pricesText({ targets }: Report): string {
  const paid = targets.flatMap(({ cost }) => (cost === null || cost.usd === 0 ? [] : [cost]));
  const days = paid
    .flatMap(({ priceSource, priceVerifiedAt }) =>
      UNLISTED[priceSource] === undefined ? [priceVerifiedAt] : [],
    )
    .toSorted();
  const first = days[0];
  const last = days.at(-1);
  const when = first === last ? first : `${first} to ${last}`;
  const by = [
    ...(first === undefined ? [] : [`list prices of ${when}`]),
    ...new Set(paid.flatMap(({ priceSource }) => UNLISTED[priceSource] ?? [])),
  ];
  return `by ${by.join(" or ")}, for what this workload used`;
}

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
    columns: ["speedInterval", "ttftInterval", "e2eInterval"],
    text: () => "interval of the P50",
  },
  {
    about: "SD",
    columns: ["ttftDeviation", "e2eDeviation", "speedDeviation"],
    text: () => "standard deviation",
  },
  { about: "cost", columns: ["requestCost", "totalCost"], text: pricesText },
  {
    about: "value",
    columns: ["value"],
    text: ({ tokenBasis }) =>
      `output per dollar, prompts and failures paid for, in ${BASES[tokenBasis]}`,
  },
  {
    about: "month",
    columns: ["monthlyCost"],
    text: () => "30 days of this volume, input and output together in the share of this run",
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

/** What the marks in the cells mean, for the marks that are there. */
export function markNotes({ targets }: Report, shown: ReadonlySet<ColumnId>): readonly Note[] {
  const tails = P95_COLUMNS.filter(([column]) => shown.has(column)).flatMap(([, metric]) =>
    targets.flatMap(({ metrics }) => metrics[metric] ?? []),
  );
  const loose = tails.filter(({ p95, p95Bounded }) => p95 !== null && !p95Bounded);
  const unreached = [
    ...tails.filter(({ p95 }) => p95 === null).map(({ p95Above }) => p95Above),
    ...targets
      .flatMap(({ metrics: { ttftMs, e2eMs, outputSpeed } }) => [ttftMs, e2eMs, outputSpeed])
      .flatMap((each) => (each?.p50 === null ? [each.p50Above] : [])),
  ];
  const estimates =
    (["requestCost", "totalCost", "value", "monthlyCost"] as const).some((id) => shown.has(id)) &&
    targets.some(({ cost }) => cost?.estimated === true);
  const marks: readonly (readonly [boolean, string, string])[] = [
    [
      loose.some(({ n }) => n >= MIN_N_FOR_P95),
      "~",
      "P95 of fewer than 59 samples, only indicative",
    ],
    [estimates, "~", "a cost that had to be estimated"],
    [
      loose.some(({ n }) => n < MIN_N_FOR_P95),
      "max",
      "the largest value, as P95 needs at least 20 samples",
    ],
    [
      unreached.some((above) => above !== undefined),
      ">",
      "so many attempts timed out that only a lower bound is known",
    ],
    [unreached.includes(undefined), "fails", "so many attempts failed that there is no such value"],
  ];
  return marks.filter(([is]) => is).map(([, about, text]) => ({ about, text }));
}
