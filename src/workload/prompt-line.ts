import { UsageError } from "../core/errors.ts";

/** One prompt of a file. */
export interface FilePrompt {
  /** From the file, or the number of the line or block. */
  readonly id: string;
  readonly text: string;
  readonly maxOutputTokens?: number;
}

const EXAMPLE = 'Expected a JSON string or {"prompt": "…"} on each line.';

/** Fields of other formats that would change the request; ignoring them in silence would measure something else. */
const MISTAKEN = new Map([
  ["messages", "Put the text of the conversation into `prompt`."],
  ["max_tokens", "Call it `max_output_tokens`."],
  ["max_completion_tokens", "Call it `max_output_tokens`."],
  ["maxOutputTokens", "Call it `max_output_tokens`."],
]);

/**
 * Reads one line of JSONL. `where` names file and line in errors, `fallbackId` is the id of a prompt that has none.
 *
 * @throws UsageError when the line is not JSON, holds no prompt, or a field has the wrong type.
 */
export function readJsonLine(line: string, where: string, fallbackId: string): FilePrompt {
  const value = parse(line, where);
  if (typeof value === "string") return { id: fallbackId, text: nonEmpty(value, where) };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${where}: this is not a prompt`, EXAMPLE);
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const [field, advice] of MISTAKEN) {
    if (fields.has(field)) throw new UsageError(`${where}: \`${field}\` is not known here`, advice);
  }
  const prompt = fields.get("prompt");
  if (typeof prompt !== "string") {
    throw new UsageError(`${where}: \`prompt\` must be a text`, EXAMPLE);
  }
  const cap = capOf(fields.get("max_output_tokens"), where);
  return {
    id: idOf(fields.get("id"), where) ?? fallbackId,
    text: nonEmpty(prompt, where),
    ...(cap === undefined ? {} : { maxOutputTokens: cap }),
  };
}

function parse(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError(`${where}: not valid JSON`, EXAMPLE);
  }
}

function nonEmpty(text: string, where: string): string {
  if (text.trim() === "") throw new UsageError(`${where}: the prompt is empty`, EXAMPLE);
  return text;
}

function idOf(id: unknown, where: string): string | undefined {
  if (id === undefined || id === null) return undefined;
  if ((typeof id === "string" && id !== "") || typeof id === "number") return String(id);
  throw new UsageError(
    `${where}: \`id\` must be a text or a number`,
    "Correct it or leave it out.",
  );
}

function capOf(cap: unknown, where: string): number | undefined {
  if (cap === undefined || cap === null) return undefined;
  if (typeof cap === "number" && Number.isSafeInteger(cap) && cap > 0) return cap;
  const problem = `${where}: \`max_output_tokens\` must be a whole number above 0`;
  throw new UsageError(problem, "Correct it or leave it out.");
}
