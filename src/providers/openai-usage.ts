import type { Usage } from "../core/stream.ts";
import { countOf, numericOf, objectOf } from "./json.ts";
import type { JsonObject } from "./json.ts";

/**
 * The token counts of an OpenAI-style event, in all the shapes that providers give them; undefined when there are none.
 *
 * `output` is max(completion_tokens, total_tokens - prompt_tokens): xAI leaves reasoning out of `completion_tokens` but not out of
 * the total (2 + 198 reasoning tokens: prompt 213, total 413). `reasoning` is what the provider says; one has been seen to claim
 * more reasoning than output, so a difference of the two may be negative.
 */
export function readUsage(usage: JsonObject, event: JsonObject): Usage | undefined {
  const input = countOf(usage["prompt_tokens"]) ?? countOf(usage["input_tokens"]);
  const output = outputOf(usage, input);
  const inputDetails = objectOf(usage["prompt_tokens_details"]);
  const reasoning =
    countOf(objectOf(usage["completion_tokens_details"])?.["reasoning_tokens"]) ??
    countOf(usage["reasoning_tokens"]);
  const cached = cachedOf(usage, inputDetails, event);
  const cacheWrite =
    countOf(inputDetails?.["cache_write_tokens"]) ?? countOf(usage["cache_creation_input_tokens"]);
  const costUsd = costOf(usage, event);
  const counts: Usage = {
    ...(input === undefined ? undefined : { input }),
    ...(output === undefined ? undefined : { output }),
    ...(reasoning === undefined ? undefined : { reasoning }),
    ...(cached === undefined ? undefined : { cached }),
    ...(cacheWrite === undefined ? undefined : { cacheWrite }),
    ...(costUsd === undefined ? undefined : { costUsd }),
  };
  return Object.keys(counts).length === 0 ? undefined : counts;
}

function outputOf(usage: JsonObject, input: number | undefined): number | undefined {
  // Some gateways keep the names of the Responses API.
  const completion = countOf(usage["completion_tokens"]) ?? countOf(usage["output_tokens"]);
  const total = countOf(usage["total_tokens"]);
  if (total === undefined || input === undefined || total < input) return completion;
  return Math.max(completion ?? 0, total - input);
}

function cachedOf(
  usage: JsonObject,
  inputDetails: JsonObject | undefined,
  event: JsonObject,
): number | undefined {
  return (
    countOf(inputDetails?.["cached_tokens"]) ??
    // Together, Moonshot.
    countOf(usage["cached_tokens"]) ??
    // DeepSeek.
    countOf(usage["prompt_cache_hit_tokens"]) ??
    // Gateways to Anthropic models.
    countOf(usage["cache_read_input_tokens"]) ??
    // Fireworks, when asked for its metrics: numbers as strings.
    countOf(objectOf(event["perf_metrics"])?.["cached-prompt-tokens"]) ??
    // Mistral, 2025.
    countOf(usage["num_cached_tokens"]) ??
    // llama.cpp before it filled in prompt_tokens_details.
    countOf(objectOf(event["timings"])?.["cache_n"])
  );
}

/** What the provider itself says the request cost, in USD. */
function costOf(usage: JsonObject, event: JsonObject): number | undefined {
  // xAI counts in ticks of 1e-10 USD (checked against its price list: 1721250 ticks for $0.000172125).
  const ticks = numericOf(usage["cost_in_usd_ticks"]);
  if (ticks !== undefined) return ticks / 1e10;
  const cost = numericOf(usage["cost"]);
  if (cost !== undefined && usage["is_byok"] === true) {
    // OpenRouter with a key of the user's own: its fee, and what the provider behind it charges.
    return cost + (numericOf(objectOf(usage["cost_details"])?.["upstream_inference_cost"]) ?? 0);
  }
  return (
    cost ??
    // Perplexity.
    numericOf(objectOf(usage["cost"])?.["total_cost"]) ??
    // DeepInfra.
    numericOf(usage["estimated_cost"]) ??
    // Venice.
    numericOf(objectOf(event["cost"])?.["usd"])
  );
}

/**
 * The counts in the `timings` of llama.cpp, which it sends with the last event whether usage was asked for or not: the prompt is what
 * was read plus what was cached. For an event without usage; undefined when there are no timings.
 */
export function usageOfTimings(event: JsonObject): Usage | undefined {
  const timings = objectOf(event["timings"]);
  const output = countOf(timings?.["predicted_n"]);
  if (timings === undefined || output === undefined) return usageOfMetrics(event);
  const read = countOf(timings["prompt_n"]);
  const cached = countOf(timings["cache_n"]);
  return {
    ...(read === undefined ? undefined : { input: read + (cached ?? 0) }),
    output,
    ...(cached === undefined ? undefined : { cached }),
    source: "timings",
  };
}

/** Fireworks may send its metrics in an event of their own, and they tell what no usage has told. */
function usageOfMetrics(event: JsonObject): Usage | undefined {
  const cached = countOf(objectOf(event["perf_metrics"])?.["cached-prompt-tokens"]);
  return cached === undefined ? undefined : { cached };
}
