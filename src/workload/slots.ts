import type { Random } from "../core/random.ts";

/** What a slot may draw from: randomness, the words of a pool, and counters that run through one passage. */
export interface Draw {
  readonly random: Random;
  /** A word of the pool; no word comes twice before all of them came once. */
  word(pool: string): string;
  /** `start` at the first call with this name, `step` more at each further one. */
  advance(counter: string, start: number, step: number): number;
}

type Slot = (draw: Draw, first: number, second: number, third: number) => string;

const two = (value: number): string => String(value).padStart(2, "0");
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
const ordinal = (value: number): string => `${value}${ENDINGS[ORDINALS.select(value)] ?? "th"}`;
const DAY_MS = 86_400_000;

/** Generated values. Every other name in a template is a pool of words or bound by the template itself. */
const SLOTS = {
  int: ({ random }, from, to) => String(random.integer(from, to)),
  decimal: ({ random }, from, to, digits) => random.uniform(from, to).toFixed(digits),
  hex: ({ random }, digits) =>
    Array.from({ length: digits }, () => random.integer(0, 15).toString(16)).join(""),
  nth: ({ random }, from, to) => ordinal(random.integer(from, to)),
  day: ({ random }) => String(random.integer(1, 28)),
  clock: ({ random }) => `${two(random.integer(0, 23))}:${two(random.integer(0, 59))}`,
  money: ({ random }) => `${random.integer(1, 48)},${random.integer(100, 999)}`,
  phone: ({ random }) => `0${random.integer(20, 99)} ${random.integer(1_000, 9_999)}`,
  ip: ({ random }) =>
    `10.${random.integer(0, 254)}.${random.integer(0, 254)}.${random.integer(1, 254)}`,
  person: (draw) =>
    `${draw.word(draw.random.integer(0, 1) === 0 ? "woman" : "man")} ${draw.word("last")}`,
  row: (draw) => String(draw.advance("row", 0, 1)),
  serial: (draw) =>
    String(draw.advance("serial", draw.random.integer(1_000, 90_000), draw.random.integer(1, 4))),
  tick: (draw) => {
    const start = draw.random.integer(0, 80_000);
    const seconds = draw.advance("tick", start, draw.random.integer(1, 400)) % 86_400;
    const minutes = Math.floor(seconds / 60);
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
  },
  nextday: (draw) => {
    // Days since 1970: from 2018 to 2025.
    const start = draw.random.integer(17_532, 20_000);
    const day = draw.advance("nextday", start, draw.random.integer(1, 3));
    return new Date(day * DAY_MS).toISOString().slice(0, 10);
  },
} as const satisfies Record<string, Slot>;

const slots: Readonly<Record<string, Slot>> = SLOTS;

/** The generator of that name; undefined when the name is a pool of words. */
export const slotNamed = (name: string): Slot | undefined =>
  Object.hasOwn(slots, name) ? slots[name] : undefined;
