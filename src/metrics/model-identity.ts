/** Dates and revisions in any of the ways they are written: 2025-04-14, 20250807, v1:0. */
const DATES = /20\d\d-?[01]\d-?[0-3]\d|v\d+:\d+/g;
const PARTS = /(?:fp|bf|int|q)\d+|[a-z]+|\d+/g;

/** `accounts/fireworks/models/gpt-oss-120b` → gpt, oss, 120, b: hosts put accounts before a name and spell it in their own way. */
const partsOf = (model: string): readonly string[] =>
  (model.split("/").at(-1) ?? model).toLowerCase().replaceAll(DATES, " ").match(PARTS) ?? [];

/** What hosts add without meaning another model: vendor, region, tier, the variant for chat. */
const DECORATIONS = new Set(
  ["latest", "free", "versatile", "instruct", "chat", "it", "hf"].concat(
    ["meta", "us", "eu", "apac", "anthropic", "openai", "google"],
    ["awq", "gptq", "gguf", "mlx", "k", "s", "m"],
  ),
);

/** A month of release (0905, 2507), a build (001), a quantisation (fp8, q4). */
const isDetail = (part: string): boolean =>
  DECORATIONS.has(part) || /^(?:\d{4}|0\d\d|(?:fp|bf|int|q)\d+)$/.test(part);

/** The parts of `longer` before and after `shorter`, which must stand in it in one piece; undefined when it does not. */
function surroundings(
  longer: readonly string[],
  shorter: readonly string[],
): readonly string[] | undefined {
  for (let start = 0; start + shorter.length <= longer.length; start++) {
    if (shorter.every((part, index) => part === longer[start + index])) {
      return [...longer.slice(0, start), ...longer.slice(start + shorter.length)];
    }
  }
  return undefined;
}

/**
 * Whether an answer that calls itself `answered` can come from the model asked for. Many providers answer with a dated, prefixed
 * or differently spelt id (`gpt-4o` → `gpt-4o-2024-08-06`, `gpt-oss:120b` → `gpt-oss-120b`): that is the same model. Another size or
 * generation is not (`gpt-5` → `gpt-5-mini`, `deepseek-chat` → `deepseek-v4-flash`). A judgement by names alone.
 */
export function isSameModel(asked: string, answered: string): boolean {
  const a = partsOf(asked);
  const b = partsOf(answered);
  if (a.length === 0 || b.length === 0) return asked === answered;
  const rest = a.length <= b.length ? surroundings(b, a) : surroundings(a, b);
  return rest?.every(isDetail) ?? false;
}
