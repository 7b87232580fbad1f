import type { Nanos } from "../core/units.ts";
import type { Clock } from "../timing/clock.ts";
import type { Pacer } from "./pacer.ts";
import { Player } from "./player.ts";
import type { Outlet } from "./player.ts";
import type { SimulatedProvider } from "./provider.ts";
import { RequestReader } from "./request-reader.ts";
import { cannedScript, encodeText } from "./script.ts";
import { layTrack } from "./track.ts";

/** One client's connection: reads a request, plays its response, then the next. */
export class Connection {
  readonly #reader = new RequestReader();
  readonly #outlet: Outlet;
  readonly #provider: SimulatedProvider;
  readonly #pacer: Pacer;
  readonly #clock: Clock;
  #player: Player | undefined;

  constructor(outlet: Outlet, provider: SimulatedProvider, pacer: Pacer, clock: Clock) {
    this.#outlet = outlet;
    this.#provider = provider;
    this.#pacer = pacer;
    this.#clock = clock;
  }

  /** Bytes of one read, and the moment it returned. */
  data(bytes: Uint8Array, at: Nanos): void {
    this.#reader.feed(bytes);
    if (this.#player === undefined) this.#serve(at);
  }

  drain(): void {
    this.#player?.drain();
  }

  closed(): void {
    this.#player?.closed();
    this.#player = undefined;
  }

  #serve(receivedAt: Nanos): void {
    const reading = this.#reader.next();
    switch (reading.kind) {
      case "incomplete":
        if (reading.expectsContinue)
          this.#outlet.write(encodeText("HTTP/1.1 100 Continue\r\n\r\n"));
        return;
      case "refused": {
        const script = cannedScript(reading.status, `${reading.message}\n`, {
          "content-type": "text/plain; charset=utf-8",
        });
        this.#play(
          new Player(layTrack(script, true), receivedAt, this.#outlet, this.#clock, () => {}),
        );
        return;
      }
      case "request": {
        const { script, played } = this.#provider.respond(reading.request, receivedAt);
        const track = layTrack(script, reading.request.close);
        const player = new Player(track, receivedAt, this.#outlet, this.#clock, (keeps) => {
          this.#player = undefined;
          // A request that came early counts from now on: the provider answers one at a time.
          if (keeps) this.#serve(this.#clock.now());
        });
        played(player);
        this.#play(player);
      }
    }
  }

  #play(player: Player): void {
    this.#player = player;
    player.start(this.#pacer);
  }
}
