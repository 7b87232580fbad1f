const MS_PER_UNIT = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
} as const;
type Unit = keyof typeof MS_PER_UNIT;

const isUnit = (text: string): text is Unit => Object.hasOwn(MS_PER_UNIT, text);

const PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d))+$/;

/** Milliseconds of a span written like Go's: `26ms`, `17.399999999s`, `9m52.272s`, `6m0s`. Undefined when it is none. */
export function parseSpan(text: string): number | undefined {
  const trimmed = text.trim();
  if (!WHOLE.test(trimmed)) return undefined;
  let ms = 0;
  for (const [, amount = "", unit = ""] of trimmed.matchAll(PART)) {
    if (isUnit(unit)) ms += Number(amount) * MS_PER_UNIT[unit];
  }
  return ms;
}

/** A span for a person: `800 ms`, `34 s`, `10 min`, `3 h`. Rounded up, so that waiting that long is long enough. */
export function spanInWords(ms: number): string {
  if (ms < 1000) return `${Math.ceil(ms)} ms`;
  if (ms < 120_000) return `${Math.ceil(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.ceil(ms / 60_000)} min`;
  return `${Math.ceil(ms / 3_600_000)} h`;
}
