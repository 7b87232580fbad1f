/** A simulated provider that can be reached. */
export interface ReadySimulator {
  readonly name: string;
  readonly model: string;
  /** Without a slash at its end. The OpenAI side is under `/v1`, the Ollama side under `/api`. */
  readonly url: string;
}

/** What a process that serves simulated providers writes to stdout once all of them can be reached: one line of JSON. */
export const readyLine = (simulators: readonly ReadySimulator[]): string =>
  `${JSON.stringify({ simulators: simulators.map(({ name, model, url }) => ({ name, model, url })) })}\n`;

const isReadySimulator = (value: unknown): value is ReadySimulator =>
  typeof value === "object" &&
  value !== null &&
  ["name", "model", "url"].every((key) => typeof Reflect.get(value, key) === "string");

/** Reads such a line; undefined when it is something else. */
export function parseReadyLine(line: string): readonly ReadySimulator[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("simulators" in value)) return undefined;
  const { simulators } = value;
  return Array.isArray(simulators) && simulators.every(isReadySimulator) ? simulators : undefined;
}
