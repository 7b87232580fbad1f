import type { Unit } from "./quantities.ts";
import { gateError } from "./gate-error.ts";
import type { Span } from "./gate-error.ts";

interface Rule {
  /** Units that may follow the number, and what each is worth in the unit of the report. */
  readonly worth: Readonly<Record<string, number>>;
  readonly example: string;
  readonly what: string;
}

const RULES = {
  // A bare number is seconds in the flags of this program and milliseconds in its report: so it is neither here.
  time: {
    worth: { us: 0.001, µs: 0.001, ms: 1, s: 1000, m: 60_000 },
    example: "400ms",
    what: "a time with its unit",
  },
  rate: {
    worth: { "": 1, "tok/s": 1, "t/s": 1, "tokens/s": 1 },
    example: "300",
    what: "tokens per second",
  },
  share: { worth: { "%": 0.01 }, example: "99%", what: "a percentage" },
  dollars: { worth: { "": 1, usd: 1, $: 1 }, example: "$0.10", what: "US dollars" },
  tokens: { worth: { "": 1, k: 1e3, m: 1e6 }, example: "2M", what: "tokens per dollar" },
  change: { worth: { "%": 0.01 }, example: "+5%", what: "a change in percent" },
} as const satisfies Record<Unit, Rule>;

const NUMBER = /^(?<sign>[+-]?)(?<dollar>\$?)(?<number>\d+(?:\.\d+)?|\.\d+)\s*(?<unit>\S*)$/u;

/**
 * The number behind the comparator, in the unit of the report.
 * @throws UsageError that points at it.
 */
export function parseThreshold(text: string, span: Span, unit: Unit): number {
  const rule: Rule = RULES[unit];
  const written = text.slice(span.at, span.at + span.length);
  const fail = (problem: string): never => {
    throw gateError(text, span, problem, `write ${rule.what}, like ${rule.example}`);
  };
  if (written === "") return fail("there is no value to compare with");
  const found = NUMBER.exec(written)?.groups;
  const number = found?.["number"];
  if (found === undefined || number === undefined) return fail(`"${written}" is no value`);
  const { sign = "", dollar = "", unit: suffix = "" } = found;
  const worth = rule.worth[suffix.toLowerCase()];
  if (dollar !== "" && unit !== "dollars") return fail(`"${written}" is an amount of money`);
  if (sign === "-" && unit !== "change") return fail(`"${written}" is below zero`);
  if (worth === undefined) {
    return fail(suffix === "" ? `${written} has no unit` : `"${suffix}" is no unit of this`);
  }
  const value = Number(number) * worth * (sign === "-" ? -1 : 1);
  if (unit === "share" && value > 1) return fail(`${written} is more than all`);
  return value;
}
