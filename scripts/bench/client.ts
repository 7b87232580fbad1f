import type { Reading } from "./readings.ts";

/** Nothing of a request is turned into a reading before all are over: that work is the bench's and not the client's. */
export type Finished = () => Reading;

/**
 * A client under test. Sends one request and holds what it would hold of it; `toMonotonic` moves its instants to the clock of the
 * truth server.
 */
export interface Client {
  request(id: number, url: string): Promise<Finished>;
  close(): void;
}

export type CreateClient = (toMonotonic: (instant: number) => number) => Client;
