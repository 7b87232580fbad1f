import { after, fromMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";

/**
 * Bun keeps at most this many idle connections for http and as many again for https, and drops an old one for a new one.
 * By experiment with Bun 1.4.5: 64 of each were all reused; 10 more to another port replaced 10.
 */
const POOL_SIZE = 64;

/**
 * How long an idle connection is believed in when the server did not say. What stands in front of inference waits at least this
 * long: AWS load balancers 60 s, nginx 75 s, Cloudflare 400 s, Google 610 s; Ollama (Go) for ever. Uvicorn (vLLM, SGLang)
 * closes after 5 s without saying so: where nothing stands in front of it, that is, mostly on this machine or in its network,
 * a connection idle for 5 to 60 s is wrongly called warm, and opening one there costs a fraction of a millisecond.
 */
const DEFAULT_IDLE_MS = 60_000;

/** Bun closes a pooled connection itself after 5 minutes (`setTimeoutMinutes(5)` in its HTTP client). */
const LONGEST_IDLE_MS = 300_000;

/**
 * What we believe about idle connections. Bun's fetch does not tell whether a request went over a new connection, so this is
 * arithmetic, not knowledge: a server that closes early, and does not say `keep-alive: timeout=N`, makes `warm` wrong.
 */
export interface ConnectionLedger {
  /** A request to `origin` starts: takes an idle connection when one should be there. */
  take(origin: string, at: Nanos): "warm" | "cold";
  /** A body came to its clean end: its connection stays idle for `idleMs`, counted from `at`. 0 when it does not stay. */
  giveBack(origin: string, at: Nanos, idleMs: number): void;
}

interface IdleConnection {
  readonly origin: string;
  readonly until: Nanos;
}

/**
 * Milliseconds for which a connection lives on, idle, after a response with these headers: what `keep-alive: timeout=N` (seconds)
 * says, or 60 s, at most 5 minutes. 0 when it ends with the body: `connection: close`, or a body that only the end of the connection delimits
 * (RFC 9112, section 6.3).
 */
export function idleMsAfter(headers: Headers): number {
  const closes = /\bclose\b/i.test(headers.get("connection") ?? "");
  const delimited = headers.has("content-length") || headers.has("transfer-encoding");
  if (closes || !delimited) return 0;
  const seconds = /\btimeout\s*=\s*(\d+)/i.exec(headers.get("keep-alive") ?? "")?.[1];
  return seconds === undefined
    ? DEFAULT_IDLE_MS
    : Math.min(Number(seconds) * 1000, LONGEST_IDLE_MS);
}

/** An empty ledger: every origin (scheme, host and port) is cold. */
export function createConnectionLedger(): ConnectionLedger {
  const pools: Record<"http" | "https", IdleConnection[]> = { http: [], https: [] };
  const schemeOf = (origin: string): "http" | "https" =>
    origin.startsWith("https:") ? "https" : "http";

  return {
    take: (origin, at) => {
      const pool = pools[schemeOf(origin)];
      const found = pool.findLastIndex((idle) => idle.origin === origin && idle.until > at);
      if (found === -1) return "cold";
      pool.splice(found, 1);
      return "warm";
    },
    giveBack: (origin, at, idleMs) => {
      if (idleMs <= 0) return;
      const scheme = schemeOf(origin);
      const alive = pools[scheme].filter((idle) => idle.until > at);
      alive.push({ origin, until: after(at, fromMs(idleMs)) });
      pools[scheme] = alive.slice(-POOL_SIZE);
    },
  };
}
