import { MATERIAL_TEXTS } from "./material.ts";

/** Grows with every change of code that changes a prompt: templates, composition, nonce, sizes. */
const ALGORITHM_VERSION = 1;

let known: string | undefined;

/**
 * SHA-256 (hexadecimal) of the embedded material and of the version of the algorithm: two runs with this hash, the same seed and
 * the same plan sent the same prompts. Computed at the first call.
 */
export function workloadHash(): string {
  known ??= new Bun.CryptoHasher("sha256")
    .update(JSON.stringify({ algorithm: ALGORITHM_VERSION, material: MATERIAL_TEXTS }))
    .digest("hex");
  return known;
}
