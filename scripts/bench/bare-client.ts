import type { CreateClient } from "./client.ts";
import { EVENT_BYTES } from "./truth.ts";

/** The least a program on Bun's fetch can do: stamps and byte counts, no decoding. What our client costs is held against it. */
export const createBareClient: CreateClient = (toMonotonic) => ({
  request: async (id, url) => {
    const stamps: number[] = [];
    const bytes: number[] = [];
    const sentAt = Bun.nanoseconds();
    const response = await fetch(`${url}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", "accept-encoding": "identity" },
      body: "{}",
    });
    const headersAt = Bun.nanoseconds();
    const failed = !response.ok;
    if (response.body === null) throw new Error("the truth server sent no body");
    const reader = response.body.getReader();
    while (true) {
      // oxlint-disable-next-line no-await-in-loop -- a stream is read in order
      const { done, value } = await reader.read();
      const at = Bun.nanoseconds();
      if (done) break;
      stamps.push(at);
      bytes.push(value.length);
    }
    return () => {
      let body = 0;
      const reads = stamps.flatMap((at, index) => {
        body += bytes[index] ?? 0;
        return [toMonotonic(at), Math.floor(body / EVENT_BYTES)];
      });
      return {
        id,
        sentAt: toMonotonic(sentAt),
        headersAt: toMonotonic(headersAt),
        failed,
        ttftMs: Number.NaN,
        outputSpeed: Number.NaN,
        reads: Float64Array.from(reads),
      };
    };
  },
  close: () => {},
});
