import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { UsageError } from "../core/errors.ts";
import type { Plan, WorkloadSize } from "../core/plan.ts";
import type { Assignment, Copy } from "../run/place.ts";
import { blocksOf } from "../run/schedule.ts";
import type { Block } from "../run/schedule.ts";
import { estimateTokens } from "../workload/estimate-tokens.ts";
import { MAX_PROMPT_FILE_BYTES, parsePromptFile, promptFromFile } from "../workload/prompt-file.ts";
import type { PromptFile } from "../workload/prompt-file.ts";
import { bodyFor, promptFor } from "../workload/prompts.ts";
import type { Body, PromptPlace } from "../workload/prompts.ts";
import { WORKLOAD_SIZES } from "../workload/sizes.ts";
import { workloadHash } from "../workload/workload-hash.ts";
import type { RaceOptions } from "./race-options.ts";

/** The prompts of a race. */
export interface Workload {
  readonly sizes: readonly WorkloadSize[];
  readonly hash: string;
  /** What is sent in a block: the same to every target, but for a first line that no two requests share. */
  readonly assign: (block: Block, copy: Copy) => Assignment;
}

/** Cap for prompts of the user's own, where neither the file nor a flag has one. */
const OWN_PROMPT_CAP = WORKLOAD_SIZES.medium.maxOutputTokens;

/** @throws UsageError when the prompt file cannot be read or holds no prompt. */
export async function prepareWorkload(options: RaceOptions, seed: number): Promise<Workload> {
  return options.promptFile === undefined
    ? shipped(options, seed)
    : fromFile(await readPromptFile(options.promptFile), options, seed);
}

function shipped(options: RaceOptions, seed: number): Workload {
  const cap = (size: keyof typeof WORKLOAD_SIZES): number =>
    options.maxOutputTokens ?? WORKLOAD_SIZES[size].maxOutputTokens;
  const isWarm = options.cache === "warm";
  const placeOf = ({ phase, size, index }: Block): PromptPlace => {
    if (size === "file") throw new Error("a block of a prompt file in a run without one");
    // A warm cache wants the same prompt again and again; the warm-up primes it.
    return { seed, size, ...(isWarm ? { block: 0 } : { block: index, phase }) };
  };
  const bodyOf = once((block) => bodyFor(placeOf(block)));
  return {
    sizes: options.sizes.map((size) => ({ ...WORKLOAD_SIZES[size], maxOutputTokens: cap(size) })),
    hash: workloadHash(),
    assign: (block, copy) => {
      const place = placeOf(block);
      const { id, text } = promptFor({ ...place, ...(isWarm ? {} : copy) }, bodyOf(block));
      return { promptId: id, prompt: text, maxOutputTokens: cap(place.size) };
    },
  };
}

/**
 * The same body for the same block without doing the work again. Composing a long one takes 4 ms, in which no stamp can be
 * taken: `composeAhead` has it done before the race.
 */
function once(compose: (block: Block) => Body): (block: Block) => Body {
  const known = new Map<string, Body>();
  return (block) => {
    const key = `${block.phase}/${block.size}/${block.index}`;
    const body = known.get(key) ?? compose(block);
    known.set(key, body);
    return body;
  };
}

function fromFile(file: PromptFile, options: RaceOptions, seed: number): Workload {
  const cap = options.maxOutputTokens ?? OWN_PROMPT_CAP;
  const tokens = file.prompts.map(({ text }) => estimateTokens(text));
  const mean = tokens.reduce((sum, count) => sum + count, 0) / tokens.length;
  return {
    sizes: [{ size: "file", inputTokens: Math.round(mean), maxOutputTokens: cap }],
    hash: file.hash,
    assign: ({ phase, index }, copy) => {
      const prompt = promptFromFile(
        file,
        { seed, block: index, phase, ...copy },
        { nonce: options.cache === "off" },
      );
      return {
        promptId: prompt.id,
        prompt: prompt.text,
        maxOutputTokens: options.maxOutputTokens ?? prompt.maxOutputTokens ?? cap,
      };
    },
  };
}

async function readPromptFile(path: string): Promise<PromptFile> {
  try {
    const { size } = await stat(path);
    if (size > MAX_PROMPT_FILE_BYTES) {
      throw new UsageError(`${path} is larger than 16 MiB`, "use fewer or shorter prompts");
    }
    return parsePromptFile(basename(path), await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new UsageError(`cannot read the prompt file ${path} (${code})`, "check the path");
  }
}

/** More prompts than any usual race has; a longer one composes the rest as it goes. */
const AHEAD = 1000;

/** Has the prompts of a plan made now, so that making them cannot disturb a measurement. */
export function composeAhead(plan: Plan, assign: Workload["assign"]): void {
  const blocks = [...blocksOf(plan, "warmup"), ...blocksOf(plan, "measured")];
  for (const block of blocks.slice(0, AHEAD)) assign(block, { repeat: 0, variant: 0 });
}
