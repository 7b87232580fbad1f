import type { Domain } from "./domains.ts";
import codeText from "./material/code.txt" with { type: "text" };
import dataText from "./material/data.txt" with { type: "text" };
import dialogueText from "./material/dialogue.txt" with { type: "text" };
import extractionText from "./material/extraction.txt" with { type: "text" };
import proseText from "./material/prose.txt" with { type: "text" };
import reasoningText from "./material/reasoning.txt" with { type: "text" };
import wordsText from "./material/words.txt" with { type: "text" };
import { parseTemplate } from "./template.ts";
import type { Template } from "./template.ts";

/** What a domain is made of. A short prompt is one `short`; the others are an opening, many passages, and a task. */
export const PARTS = ["short", "opening", "passage", "task"] as const;
export type Part = (typeof PARTS)[number];
export type DomainMaterial = Readonly<Record<Part, readonly Template[]>>;

// A checkout on Windows may turn line ends into CRLF; prompts and hash have to be the same everywhere.
const normalized = (text: string): string => text.replaceAll("\r\n", "\n");

/** Everything a prompt is made from, as it ships: the input of the workload hash. */
export const MATERIAL_TEXTS = {
  prose: normalized(proseText),
  code: normalized(codeText),
  reasoning: normalized(reasoningText),
  extraction: normalized(extractionText),
  dialogue: normalized(dialogueText),
  data: normalized(dataText),
  words: normalized(wordsText),
} as const satisfies Record<Domain | "words", string>;

const parsed = new Map<Domain, DomainMaterial>();

/** The templates of a domain, parsed at the first call. */
export function materialOf(domain: Domain): DomainMaterial {
  const known = parsed.get(domain);
  if (known !== undefined) return known;
  const material = parseMaterial(MATERIAL_TEXTS[domain]);
  parsed.set(domain, material);
  return material;
}

/** Sections that each begin with a line `@@ part`. Throws an Error on an unknown part or text before the first one. */
export function parseMaterial(text: string): DomainMaterial {
  const material: Record<Part, Template[]> = { short: [], opening: [], passage: [], task: [] };
  const [before = "", ...sections] = text.split(/^@@ /m);
  if (before.trim() !== "") throw new Error("text before the first section");
  for (const section of sections) {
    const end = section.indexOf("\n");
    const name = section.slice(0, end);
    const part = PARTS.find((known) => known === name);
    if (part === undefined) throw new Error(`unknown part: ${name}`);
    material[part].push(parseTemplate(section.slice(end + 1).trim()));
  }
  return material;
}

let pools: ReadonlyMap<string, readonly string[]> | undefined;

/** Pools of words that fill the slots: a line each, `name: word, word`. */
export function wordPools(): ReadonlyMap<string, readonly string[]> {
  pools ??= new Map(
    MATERIAL_TEXTS.words
      .trim()
      .split("\n")
      .map((line) => {
        const colon = line.indexOf(": ");
        return [line.slice(0, colon), line.slice(colon + 2).split(", ")] as const;
      }),
  );
  return pools;
}
