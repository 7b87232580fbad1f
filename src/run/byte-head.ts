/** The first bytes of a body, for explaining a failure. */
export class ByteHead {
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(bytes: Uint8Array): void {
    if (this.#length >= this.#limit) return;
    const kept = bytes.subarray(0, this.#limit - this.#length);
    this.#chunks.push(kept);
    this.#length += kept.length;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
