/** What is streamed at this moment, for whoever wants to watch a race. Told in the middle of a read, so it has to cost nothing. */
export interface Lanes {
  /** A request begins that may bring up to `maxOutputTokens`. */
  open(target: string, maxOutputTokens: number): Lane;
}

/** One request in flight. */
export interface Lane {
  /** So many characters of text have come, from the beginning of the answer. */
  reach(chars: number): void;
  /** The request has ended, in whatever way. */
  close(): void;
}
