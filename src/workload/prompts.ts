import type { Size } from "../core/plan.ts";
import { randomFor } from "../core/random.ts";
import { composeBody } from "./compose.ts";
import { DOMAINS } from "./domains.ts";
import type { Domain } from "./domains.ts";
import { nonceLine } from "./nonce.ts";
import { WORKLOAD_SIZES } from "./sizes.ts";

/** What is sent to every target of a block. */
export interface Prompt {
  /** Size, domain and block: `medium/code/12`, for a warm-up `warmup/medium/code/0`. */
  readonly id: string;
  readonly size: Size | "file";
  readonly domain: Domain | "file";
  readonly text: string;
  /** Only where a prompt file says so. */
  readonly maxOutputTokens?: number;
}

export interface Body {
  readonly id: string;
  readonly domain: Domain;
  readonly text: string;
}

/** A place in a run that needs a prompt. */
export interface PromptPlace {
  readonly seed: number;
  readonly size: Size;
  /** Counts up from 0 within its phase and size. */
  readonly block: number;
  /** `measured` unless said. Warm-up prompts share neither nonce nor body with measured ones. */
  readonly phase?: "warmup" | "measured";
  /** 0 for the first attempt at this place, n for its n-th repetition: the same body under a new nonce. */
  readonly repeat?: number;
  /** Its own number for each target: two may have one upstream, and the second must not find the prompt of the first in a cache. */
  readonly variant?: number;
}

/**
 * The prompt of a place: pure, the same for the same place on every machine. Six blocks in a row have six domains. Bodies differ
 * between all blocks of a run, and the nonce in the first line keeps any prefix cache from helping.
 */
export function promptFor(place: PromptPlace, body: Body = bodyFor(place)): Prompt {
  const { seed, size, block, phase = "measured", repeat = 0, variant = 0 } = place;
  const { id, domain, text } = body;
  return {
    id,
    size,
    domain,
    text: nonceLine({ seed, phase, size, block, repeat, variant }) + text,
  };
}

/** A prompt without its first line: what all requests of a block have in common. Making a long one takes 4 ms. */
export function bodyFor({ seed, size, block, phase = "measured" }: PromptPlace): Body {
  const run = `${phase}/${size}`;
  const turn = Math.floor(block / DOMAINS.length);
  const domain = domainOf(seed, run, block, turn);
  const text = composeBody({
    size,
    domain,
    turn,
    tokens: WORKLOAD_SIZES[size].inputTokens - NONCE_TOKENS,
    runRandom: randomFor(seed, `first/${run}/${domain}`),
    random: randomFor(seed, `body/${run}/${block}`),
  });
  const id = `${phase === "warmup" ? "warmup/" : ""}${size}/${domain}/${block}`;
  return { id, domain, text };
}

/** "Request", a blank, 13 groups of digits, ":\n\n". */
const NONCE_TOKENS = 16;

function domainOf(seed: number, run: string, block: number, turn: number): Domain {
  const round = randomFor(seed, `domains/${run}/${turn}`).shuffle(DOMAINS);
  return round[block % DOMAINS.length] ?? DOMAINS[0];
}
