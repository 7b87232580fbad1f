/** A JSON object of unknown content, read by hand: validating every event of a stream would cost more than parsing it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value, or undefined when `text` is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object, or undefined for anything else. */
export const objectOf = (value: unknown): JsonObject | undefined =>
  isObject(value) ? value : undefined;

/** The string, or undefined when it is empty or something else. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** The number, or undefined when it is no count or span: negative, not finite, or of another type. */
export const amountOf = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 && value < Number.POSITIVE_INFINITY ? value : undefined;

/** Like `amountOf`, also for numbers sent as strings (headers, Fireworks' `perf_metrics`). */
export const numericOf = (value: unknown): number | undefined =>
  typeof value === "string" && value.trim() !== "" ? amountOf(Number(value)) : amountOf(value);

/** A count: a whole number, also sent as a string; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  const amount = numericOf(value);
  return Number.isSafeInteger(amount) ? amount : undefined;
}
