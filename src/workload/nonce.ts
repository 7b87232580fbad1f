/** Which request a nonce belongs to. No two requests of a run share all of these. */
export interface NoncePlace {
  readonly seed: number;
  readonly phase: string;
  readonly size: string;
  readonly block: number;
  /** 0 for the first request at this place, more for each one that repeats it. */
  readonly repeat: number;
  /** Tells targets apart: two of them may share an upstream and its cache. */
  readonly variant: number;
}

/** 13 groups of three digits hold 128 bits: 10^39 > 2^128. */
const DIGITS = 39;

/**
 * A line that makes the prompt unlike any other from its first tokens on, so that no prefix cache can help. The 128 bits are
 * written as 39 decimal digits: o200k_base, cl100k_base and Llama 3 cut digits in groups of three, so that every nonce has
 * exactly 13 tokens (32 hexadecimal digits have 15 to 28), and it tells a model nothing that could change its answer.
 * SHA-256 and not the seeded generator, because that one has only 32 bits of state per purpose.
 */
export function nonceLine(place: NoncePlace): string {
  const { seed, phase, size, block, repeat, variant } = place;
  const digest = new Bun.CryptoHasher("sha256")
    .update(JSON.stringify(["nonce", seed, phase, size, block, repeat, variant]))
    .digest("hex");
  const number = BigInt(`0x${digest.slice(0, 32)}`).toString();
  return `Request ${number.padStart(DIGITS, "0")}:\n\n`;
}
