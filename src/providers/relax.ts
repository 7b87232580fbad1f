import type { Failure } from "../core/failure.ts";
import type { Quirks } from "./dialect.ts";

/** A parameter that an endpoint may refuse, by the names it has in complaints, and how to do without. */
interface Row {
  readonly names: RegExp;
  /** Undefined when it is done without already. */
  readonly relaxed: (quirks: Quirks, words: string) => Quirks | undefined;
  /** For the report: what was not sent, or sent otherwise. */
  readonly words: (quirks: Quirks) => string | undefined;
}

/** Words about a value, and not about the parameter: another name for the same value would be refused as well. */
const ABOUT_VALUE =
  /(?:less|greater|smaller|larger|at (?:most|least)|maximum|minimum|exceed|between|too (?:large|high|small|low)|must be (?:[<>=]|a positive))/i;
const ABOUT_NAME =
  /unsupported|not supported|unrecognized|unknown|unexpected|extra|not permitted|not allowed|instead|deprecated|does not support/i;

const ROWS: readonly Row[] = [
  {
    names: /stream_options|include_usage|include_obfuscation/,
    relaxed: (quirks) => {
      if (quirks.omitStreamOptions === true) return undefined;
      // First without what only OpenAI has in it, then without all of it.
      if (quirks.streamOptions === undefined) return { ...quirks, omitStreamOptions: true };
      const { streamOptions: _, ...plain } = quirks;
      return plain;
    },
    words: ({ omitStreamOptions, streamOptions }) => {
      if (omitStreamOptions === true) return "no stream_options";
      return streamOptions === undefined ? "fewer stream_options" : undefined;
    },
  },
  {
    names: /max_(?:completion_)?tokens/,
    relaxed: (quirks, words) => {
      if (ABOUT_VALUE.test(words) && !ABOUT_NAME.test(words)) return undefined;
      const field = quirks.outputCapField ?? "max_tokens";
      const wanted = field === "max_tokens" ? "max_completion_tokens" : "max_tokens";
      return { ...quirks, outputCapField: wanted };
    },
    words: ({ outputCapField = "max_tokens" }) => outputCapField,
  },
  {
    names: /temperature/,
    relaxed: (quirks) =>
      quirks.omitTemperature === true ? undefined : { ...quirks, omitTemperature: true },
    words: ({ omitTemperature }) =>
      omitTemperature === true ? "the endpoint's own temperature" : undefined,
  },
  {
    names: /seed/,
    relaxed: (quirks) => (quirks.omitSeed === true ? undefined : { ...quirks, omitSeed: true }),
    words: ({ omitSeed }) => (omitSeed === true ? "no seed" : undefined),
  },
  {
    names: /think/i,
    relaxed: (quirks) => {
      if (quirks.generation === undefined) return undefined;
      const { generation: _, ...plain } = quirks;
      return plain;
    },
    words: ({ generation }) => (generation === undefined ? "no thinking" : undefined),
  },
];

/**
 * The quirks for one repeat of a request that was refused (400 or 422) for a parameter it named; undefined when no parameter of ours
 * is to blame or nothing can be left out. Never for a measured request: the caller repeats in preflight and remembers.
 */
export function relax(quirks: Quirks, failure: Failure): Quirks | undefined {
  if (failure.kind !== "http" || (failure.status !== 400 && failure.status !== 422)) {
    return undefined;
  }
  // Reasons with a remedy of their own: their words may name a parameter, such as a context that max_tokens exceeds.
  if (failure.reason !== "bad-parameter" && failure.reason !== "bad-request") return undefined;
  const named = failure.parameter ?? "";
  const row =
    ROWS.find(({ names }) => names.test(named)) ??
    ROWS.find(({ names }) => names.test(failure.message));
  if (row !== undefined) return row.relaxed(quirks, failure.message);
  return withoutField(quirks, `${named} ${failure.message}`);
}

/** Without the first field of the row's own that is named, such as Fireworks' `perf_metrics_in_response`. */
function withoutField(quirks: Quirks, words: string): Quirks | undefined {
  const { body, ...others } = quirks;
  const field = Object.keys(body ?? {}).find((name) => words.includes(name));
  if (body === undefined || field === undefined) return undefined;
  const kept = Object.entries(body).filter(([name]) => name !== field);
  return kept.length === 0 ? others : { ...others, body: Object.fromEntries(kept) };
}

/** For the report, what differs between what was to be sent and what the endpoint takes: `no stream_options, max_completion_tokens`. */
export function relaxedInWords(before: Quirks, after: Quirks): string {
  const changed = ROWS.flatMap(({ words }) => {
    const now = words(after);
    return now === undefined || now === words(before) ? [] : [now];
  });
  const gone = Object.keys(before.body ?? {}).filter((name) => after.body?.[name] === undefined);
  return [...changed, ...gone.map((name) => `no ${name}`)].join(", ");
}
