/** What a server wrote down about one request that it answered. */
export interface Logged {
  /** Tokens of the prompt that it had to read, cached ones left out. */
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly prefillMs?: number;
  readonly decodeMs?: number;
  readonly totalMs: number;
}

const LINE = /(prompt eval|eval|total) time = +([\d.]+) ms \/ +(\d+) (tokens|runs)/g;

/** The timings that llama.cpp and its Python binding log after each request: three lines, the last of them the total. */
export function readLlamaLog(text: string): readonly Logged[] {
  const requests: Logged[] = [];
  let open: Omit<Logged, "totalMs"> = {};
  for (const [, what, ms, count, unit] of text.matchAll(LINE)) {
    const time = Number(ms);
    const tokens = Number(count);
    if (what === "prompt eval") open = { promptTokens: tokens, prefillMs: time };
    else if (what === "total") requests.push({ ...open, totalMs: time });
    // The binding counts the runs after the one that gave the first token.
    else open = { ...open, decodeMs: time, outputTokens: unit === "runs" ? tokens + 1 : tokens };
  }
  return requests;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  µs: 1e-3,
};

/** How long Ollama says that it worked on each request to generate, in the words of Go: `1m2.5s`, `812.4ms`. */
export function readOllamaLog(text: string): readonly Logged[] {
  const lines = text.matchAll(
    /\[GIN\][^|]*\| +200 \| +([\dhmsµ.]+) \|[^|]*\| +POST +"\/api\/generate"/g,
  );
  return [...lines].map(([, written = ""]) => {
    const parts = written.matchAll(/([\d.]+)(h|ms|m|s|µs)/g);
    return {
      totalMs: [...parts].reduce(
        (sum, [, n, unit = ""]) => sum + Number(n) * (UNIT_MS[unit] ?? 0),
        0,
      ),
    };
  });
}
