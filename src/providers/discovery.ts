import type { Failure } from "../core/failure.ts";
import type { Answer } from "../wire/ask.ts";
import type { WireRequest } from "../wire/transport.ts";
import type { ListedModel } from "./dialect.ts";
import { redactName } from "./redact.ts";
import type { Entrant } from "./entrant.ts";
import { providerOf } from "./table.ts";

/** Sends a request and waits for the whole answer. Never rejects. */
export type Ask = (request: WireRequest) => Promise<Answer | Failure>;

export type Listing =
  | { readonly ok: true; readonly models: readonly ListedModel[] }
  | { readonly ok: false; readonly failure: Failure };

export type Discovery =
  /** `others`: how many more models could have been chosen. */
  | { readonly ok: true; readonly model: string; readonly others: number }
  | { readonly ok: false; readonly failure: Failure };

/** Asks a server which models it has. Nothing is loaded or fetched by asking. */
export async function listModels(entrant: Entrant, ask: Ask): Promise<Listing> {
  const { dialect, endpoint } = entrant;
  const [listed, memory] = await Promise.all([
    ask(dialect.listModels(endpoint)),
    dialect.listLoaded === undefined ? undefined : ask(dialect.listLoaded(endpoint)),
  ]);
  if (isFailure(listed)) return { ok: false, failure: unreachable(entrant, listed) };
  if (listed.status < 200 || listed.status > 299) {
    return { ok: false, failure: refused(entrant, listed) };
  }
  const models = dialect.readModels(listed.body);
  if (models === undefined) return { ok: false, failure: noList(entrant) };
  const loaded = new Set<string>();
  if (memory !== undefined && !isFailure(memory)) {
    for (const { id } of dialect.readModels(memory.body) ?? []) loaded.add(id);
  }
  return {
    ok: true,
    models: models.map((model) => ({
      ...model,
      // Shown and saved: a server that repeats the key in a name does not get it into a report.
      id: redactName(model.id, endpoint),
      ...(loaded.has(model.id) ? { loaded: true } : {}),
    })),
  };
}

/** Ids of models that turn text into something else than text, or something else into text. */
const NO_CHAT =
  /embed|rerank|whisper|tts\b|\bbge-|\be5-|minilm|guard|moderation|dall-e|flux|stable-diffusion/i;

/** The model to race where none was named: one that is loaded already, or else the first that can chat. */
export async function discoverModel(entrant: Entrant, ask: Ask): Promise<Discovery> {
  const listing = await listModels(entrant, ask);
  return listing.ok ? chooseModel(entrant, listing.models) : listing;
}

/** The one to race, out of the models of a server. */
export function chooseModel(entrant: Entrant, models: readonly ListedModel[]): Discovery {
  const chat = models.filter(({ id }) => !NO_CHAT.test(id));
  const chosen = chat.find(({ loaded }) => loaded) ?? chat[0] ?? models[0];
  return chosen === undefined
    ? { ok: false, failure: empty(entrant) }
    : { ok: true, model: chosen.id, others: Math.max(0, chat.length - 1) };
}

/** Whether a question was not answered at all. */
export const isFailure = (answer: Answer | Failure): answer is Failure => "kind" in answer;

function unreachable({ provider, endpoint }: Entrant, failure: Failure): Failure {
  const advice = providerOf(provider)?.startAdvice;
  if (advice === undefined || (failure.kind !== "network" && failure.kind !== "timeout")) {
    return failure;
  }
  return { ...failure, message: `nothing answers at ${endpoint.baseUrl}`, advice };
}

/** A server that has no list is no broken server: its model can be named. */
function refused(entrant: Entrant, answer: Answer): Failure {
  const failure = entrant.dialect.explain({ ...answer, endpoint: entrant.endpoint });
  return failure.reason === "wrong-url" ? { ...failure, advice: nameIt(entrant) } : failure;
}

const noList = (entrant: Entrant): Failure => ({
  kind: "protocol",
  message: `${entrant.endpoint.baseUrl} answered with something that is no list of models`,
  advice: nameIt(entrant),
});

const empty = (entrant: Entrant): Failure => ({
  kind: "protocol",
  message: `${providerOf(entrant.provider)?.label ?? entrant.id} has no model`,
  advice: providerOf(entrant.provider)?.emptyAdvice ?? nameIt(entrant),
});

const nameIt = ({ id, provider, endpoint }: Entrant): string =>
  provider === "openai-compatible"
    ? `is the URL right? It usually ends in /v1; or name the model: ${id}=${endpoint.baseUrl}#MODEL`
    : `name the model: ${provider}/MODEL`;
