import { WEEKDAYS } from "./price-file.ts";
import type { DailyWindow, PricePeriod } from "./price-file.ts";

/** What decides which of a model's prices a request pays. */
export interface Occasion {
  /** When the request was sent, milliseconds since 1970. */
  readonly atMs: number;
  /** All input tokens of this one request, cached ones included. */
  readonly inputTokens: number;
  /** Service tier that was asked for; absent: the standard one. */
  readonly tier?: string;
}

/** The price of a request: of those that hold at its time, tier and size the last of the list. Undefined when none does. */
export const priceAt = (
  periods: readonly PricePeriod[],
  occasion: Occasion,
): PricePeriod | undefined => periods.findLast((period) => holds(period, occasion));

function holds(period: PricePeriod, { atMs, inputTokens, tier }: Occasion): boolean {
  const { from, to, when, inputAbove } = period;
  return (
    (from === undefined || atMs >= Date.parse(from)) &&
    (to === undefined || atMs < Date.parse(to)) &&
    period.tier === tier &&
    (inputAbove === undefined || inputTokens > inputAbove) &&
    (when === undefined || isWithin(when, atMs))
  );
}

/** Whether an instant lies in a daily window: days and times in UTC, the beginning included, the end not. */
export function isWithin({ utc, days, except }: DailyWindow, atMs: number): boolean {
  const at = new Date(atMs);
  const iso = at.toISOString();
  const weekday = WEEKDAYS[at.getUTCDay()];
  if (days !== undefined && weekday !== undefined && !days.includes(weekday)) return false;
  if (except?.includes(iso.slice(0, 10)) === true) return false;
  const time = iso.slice(11, 23);
  return utc.some(([from, to]) => from <= time && time < to);
}

/** Every price that may hold for a request sent between two instants, whatever its size. */
export function pricesBetween(
  periods: readonly PricePeriod[],
  fromMs: number,
  toMs: number,
  occasion: Omit<Occasion, "atMs">,
): readonly PricePeriod[] {
  const steps = new Set([fromMs, toMs, ...edges(periods, fromMs, toMs)]);
  const found = [...steps].map((atMs) => priceAt(periods, { ...occasion, atMs }));
  return [...new Set(found.filter((period) => period !== undefined))];
}

/** Instants within a span at which the price may change. */
function edges(periods: readonly PricePeriod[], fromMs: number, toMs: number): readonly number[] {
  const dates = periods.flatMap(({ from, to }) =>
    [from, to].flatMap((instant) => (instant === undefined ? [] : [Date.parse(instant)])),
  );
  const days: string[] = [];
  for (let at = fromMs; at < toMs + DAY_MS; at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  const times = periods.flatMap(({ when }) => when?.utc.flat() ?? []);
  const moments = days.flatMap((day) =>
    ["00:00", ...times].map((time) =>
      time === "24:00" ? Date.parse(day) + DAY_MS : Date.parse(`${day}T${time}:00Z`),
    ),
  );
  return [...dates, ...moments].filter((at) => at > fromMs && at < toMs);
}

const DAY_MS = 86_400_000;
