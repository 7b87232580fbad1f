import type { Flags } from "./flags.ts";

/** How simulated providers are served. */
export const SIMULATE_FLAGS = {
  port: {
    type: "string",
    value: "N",
    default: "8080",
    group: "Server",
    help: "port of the first provider, the others follow; 0 takes free ones",
  },
  host: {
    type: "string",
    value: "ADDRESS",
    default: "127.0.0.1",
    group: "Server",
    help: "address to listen on",
  },
  seed: {
    type: "string",
    value: "N",
    default: "1",
    group: "Server",
    help: "same seed, same answers in the same time",
  },
  "ready-line": {
    type: "boolean",
    isHidden: true,
    group: "Server",
    help: "print one line of JSON when ready, and stop when stdin ends",
  },
} satisfies Flags;
