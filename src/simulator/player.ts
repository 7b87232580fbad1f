import { after, elapsedMs, fromMs, nanos } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import type { Clock } from "../timing/clock.ts";
import type { Pacer } from "./pacer.ts";
import type { Track } from "./track.ts";
import type { Outcome, SentRow } from "./truth-log.ts";

/** The part of a socket that playing needs. */
export interface Outlet {
  /** Hands bytes to the network; how many it took, negative when the connection is gone. */
  write(bytes: Uint8Array): number;
  /** Ends the connection after what was written. */
  end(): void;
  /** Ends it at once, by a reset. */
  reset(): void;
}

const NOTHING = new Uint8Array();

/** Plays one track into one connection. */
export class Player {
  readonly #track: Omit<Track, "bytes">;
  /** Let go at the end, so that the truth log holds numbers only. */
  #bytes: Uint8Array;
  readonly #receivedAt: Nanos;
  readonly #outlet: Outlet;
  readonly #clock: Clock;
  readonly #onEnd: (keepsConnection: boolean) => void;
  /** Monotonic instants of the writes made so far. */
  readonly #sentAt: Float64Array;
  #next = 0;
  /** Bytes that are due, and of them those that the network took. */
  #due = 0;
  #written = 0;
  #outcome: Outcome = "playing";

  constructor(
    track: Track,
    receivedAt: Nanos,
    outlet: Outlet,
    clock: Clock,
    onEnd: (keepsConnection: boolean) => void,
  ) {
    const { bytes, ...score } = track;
    this.#track = score;
    this.#bytes = bytes;
    this.#receivedAt = receivedAt;
    this.#outlet = outlet;
    this.#clock = clock;
    this.#onEnd = onEnd;
    this.#sentAt = new Float64Array(track.ends.length);
  }

  start(pacer: Pacer): void {
    const first = this.#track.atMs[0] ?? this.#track.endMs;
    pacer.at(after(this.#receivedAt, fromMs(first)), () => this.#play());
  }

  /** The network takes bytes again. */
  drain(): void {
    if (this.#written < this.#due) this.#push();
  }

  /** The connection is gone. */
  closed(): void {
    if (this.#outcome === "playing" || this.#outcome === "hanging") this.#outcome = "client-closed";
    this.#bytes = NOTHING;
  }

  get outcome(): Outcome {
    return this.#outcome;
  }

  /** What went out so far. */
  sent(): readonly SentRow[] {
    const { labels, tokens, atMs } = this.#track;
    return Array.from({ length: this.#next }, (_, index): SentRow => [
      labels[index] ?? "",
      tokens[index] ?? 0,
      atMs[index] ?? 0,
      elapsedMs(this.#receivedAt, nanos(this.#sentAt[index] ?? 0)),
    ]);
  }

  #play(): Nanos | undefined {
    const { ends, atMs, endMs, ending } = this.#track;
    if (this.#outcome !== "playing") return undefined;
    if (this.#next < ends.length) {
      this.#due = ends[this.#next] ?? this.#due;
      this.#sentAt[this.#next] = this.#clock.now();
      this.#next++;
      this.#push();
    }
    const nextMs = this.#next < ends.length ? atMs[this.#next] : undefined;
    if (nextMs !== undefined) return after(this.#receivedAt, fromMs(nextMs));
    const end = after(this.#receivedAt, fromMs(endMs));
    if (ending !== "finish" && end > this.#clock.now()) return end;
    this.#finish();
    return undefined;
  }

  /** Writes what is due. What the network does not take now, it takes when it drains. */
  #push(): void {
    const took = this.#outlet.write(this.#bytes.subarray(this.#written, this.#due));
    this.#written += Math.max(0, took);
    if (this.#written === this.#bytes.length && this.#outcome === "complete") this.#leave();
  }

  #finish(): void {
    const { ending } = this.#track;
    if (ending === "reset") {
      this.#outcome = "reset";
      this.#outlet.reset();
      return;
    }
    this.#outcome = ending === "hang" ? "hanging" : "complete";
    if (this.#outcome === "complete" && this.#written === this.#bytes.length) this.#leave();
  }

  #leave(): void {
    this.#bytes = NOTHING;
    this.#written = 0;
    this.#due = 0;
    if (this.#track.close) this.#outlet.end();
    this.#onEnd(!this.#track.close);
  }
}
