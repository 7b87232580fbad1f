import { UsageError } from "../core/errors.ts";
import { readJsonLine } from "./prompt-line.ts";
import type { FilePrompt } from "./prompt-line.ts";
import { nonceLine } from "./nonce.ts";
import type { Prompt, PromptPlace } from "./prompts.ts";

/** The user's own prompts, from `--prompt-file`. */
export interface PromptFile {
  readonly prompts: readonly FilePrompt[];
  /** SHA-256 (hexadecimal) of the content, the workload hash of a run with this file. */
  readonly hash: string;
}

/** 16 MiB: sixteen prompts of a million characters. Check the size before reading, and the content again here. */
export const MAX_PROMPT_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Reads a prompt file. A name that ends in `.jsonl` or `.ndjson` means a prompt a line: a JSON string, or an object with `prompt`
 * and optionally `id` and `max_output_tokens`; other fields are ignored. Any other file is text: one prompt, or several that are
 * separated by lines of three hyphens.
 *
 * @throws UsageError with the file and the line, when the content holds no prompt, is too large or is not what it should be.
 */
export function parsePromptFile(name: string, content: string): PromptFile {
  if (Buffer.byteLength(content) > MAX_PROMPT_FILE_BYTES) {
    throw new UsageError(`${name} is larger than 16 MiB`, "Use fewer or shorter prompts.");
  }
  const text = content.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const prompts = /\.(jsonl|ndjson)$/i.test(name) ? fromLines(name, text) : fromText(name, text);
  if (prompts.length === 0) {
    throw new UsageError(`${name} holds no prompt`, "Write a prompt into it, as text or JSONL.");
  }
  return { prompts, hash: new Bun.CryptoHasher("sha256").update(content).digest("hex") };
}

function fromText(name: string, text: string): FilePrompt[] {
  if (text.trim() === "") return [];
  const prompts: FilePrompt[] = [];
  let line = 1;
  for (const block of text.replace(/\n---[ \t]*\n*$/, "").split(/^---[ \t]*(?:\n|$)/m)) {
    const id = String(prompts.length + 1);
    if (block.trim() === "") {
      const advice = "Remove one of the --- lines around it.";
      throw new UsageError(`${name}, line ${line}: prompt ${id} is empty`, advice);
    }
    prompts.push({ id, text: block.replace(/^\n+|\n+$/g, "") });
    line += block.split("\n").length;
  }
  return prompts;
}

function fromLines(name: string, text: string): FilePrompt[] {
  const lineOf = new Map<string, number>();
  const prompts: FilePrompt[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const prompt = readJsonLine(line, `${name}, line ${index + 1}`, String(index + 1));
    const earlier = lineOf.get(prompt.id);
    if (earlier !== undefined) {
      const problem = `${name}, line ${index + 1}: the id "${prompt.id}" was used in line ${earlier}`;
      throw new UsageError(problem, "Give each prompt an id of its own, or none.");
    }
    lineOf.set(prompt.id, index + 1);
    prompts.push(prompt);
  }
  return prompts;
}

/**
 * The prompt of a place from a file: block after block in the order of the file, and from the beginning again. The nonce line comes
 * first unless `nonce` is false, which makes answers from a prompt cache likely.
 */
export function promptFromFile(
  file: PromptFile,
  place: Omit<PromptPlace, "size">,
  { nonce = true }: { readonly nonce?: boolean } = {},
): Prompt {
  const { seed, block, phase = "measured", repeat = 0, variant = 0 } = place;
  const prompt = file.prompts[block % file.prompts.length];
  if (prompt === undefined) throw new Error(`no prompt for block ${block}`);
  const { text, id, ...rest } = prompt;
  const line = nonce ? nonceLine({ seed, phase, size: "file", block, repeat, variant }) : "";
  return { id: `file/${id}`, size: "file", domain: "file", text: line + text, ...rest };
}
