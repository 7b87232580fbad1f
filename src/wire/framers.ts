import type { Framer, Message } from "./message.ts";
import { createNdjsonFramer } from "./ndjson.ts";
import { createSseFramer } from "./sse.ts";

type CreateFramer = (onMessage: (message: Message) => void) => Framer;

/** How a body is cut into messages. */
export const FRAMERS = {
  sse: createSseFramer,
  ndjson: createNdjsonFramer,
} satisfies Record<string, CreateFramer>;

export type Framing = keyof typeof FRAMERS;
