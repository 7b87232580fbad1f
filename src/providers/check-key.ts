import type { Failure } from "../core/failure.ts";
import type { WireRequest } from "../wire/transport.ts";
import { isFailure, listModels } from "./discovery.ts";
import type { Ask } from "./discovery.ts";
import { getJson } from "./endpoint-request.ts";
import type { ResolvedTarget } from "./entrant.ts";
import { providerOf } from "./table.ts";

/** Fewest tokens that every endpoint takes as a cap (the Responses API refuses less). */
const SMALLEST_CAP = 16;

/**
 * Proves a key with the cheapest call there is: a page about the key, the list of models where reading it takes a key, or else the
 * smallest completion. Undefined when the key is good.
 */
export async function checkKey(target: ResolvedTarget, ask: Ask): Promise<Failure | undefined> {
  const row = providerOf(target.target.provider);
  if (row?.keyCheckPath === undefined && (row?.modelList ?? "key") === "key") {
    const listing = await listModels({ ...target, ...target.target }, ask);
    return listing.ok ? undefined : listing.failure;
  }
  const answer = await ask(
    row?.keyCheckPath === undefined
      ? smallestCall(target)
      : getJson(target.endpoint, row.keyCheckPath),
  );
  if (isFailure(answer)) return answer;
  if (answer.status >= 200 && answer.status <= 299) return undefined;
  const { dialect, endpoint } = target;
  return dialect.explain({ ...answer, model: target.target.model, endpoint });
}

function smallestCall({ dialect, endpoint, quirks, target }: ResolvedTarget): WireRequest {
  const call = { model: target.model, prompt: "Hi", maxOutputTokens: SMALLEST_CAP, temperature: 0 };
  return dialect.encode(endpoint, call, quirks);
}
