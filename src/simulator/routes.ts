import type { Contestant } from "./contestant.ts";
import type { SimulatedDialect } from "./dialects/dialect.ts";
import { ollamaDialect } from "./dialects/ollama.ts";
import { openaiDialect } from "./dialects/openai.ts";
import { JSON_TYPE } from "./faults/answer-faults.ts";
import type { HttpRequest } from "./request-reader.ts";
import { cannedScript } from "./script.ts";
import type { Script } from "./script.ts";

/** What a page may show. */
export interface PageContext {
  readonly contestant: Contestant;
  readonly isLoaded: boolean;
  readonly truth: () => string;
}

/** Matched by the end of the path, so that one simulator can stand in for any base URL: `/v1`, `/openai/v1`, none. */
interface Route<T> {
  readonly ending: string;
  readonly serve: T;
}

const GENERATORS: readonly Route<SimulatedDialect>[] = [
  { ending: "/chat/completions", serve: openaiDialect },
  { ending: "/api/generate", serve: ollamaDialect },
];

const json = (body: object): Script =>
  cannedScript(200, JSON.stringify(body), { "content-type": JSON_TYPE });

const plain = (body: string, type = "text/plain; charset=utf-8"): Script =>
  cannedScript(200, body, { "content-type": type });

/** Made-up times: a simulated model has none. */
const EPOCH = new Date(0).toISOString();

const PAGES: readonly Route<(context: PageContext) => Script>[] = [
  {
    ending: "/truth",
    serve: ({ truth }) => plain(truth(), "application/x-ndjson"),
  },
  {
    ending: "/models",
    serve: ({ contestant }) =>
      json({
        object: "list",
        data: [{ id: contestant.model, object: "model", created: 0, owned_by: "simulated" }],
      }),
  },
  {
    ending: "/api/tags",
    serve: ({ contestant: { model } }) =>
      json({ models: [{ name: model, model, modified_at: EPOCH, size: 0, digest: "simulated" }] }),
  },
  {
    ending: "/api/ps",
    serve: ({ contestant: { model }, isLoaded }) =>
      json({
        models: isLoaded ? [{ name: model, model, size: 0, expires_at: EPOCH, size_vram: 0 }] : [],
      }),
  },
  { ending: "/api/version", serve: () => json({ version: "0.0.0-simulated" }) },
  // Word for word what an Ollama server says there, since clients look for it.
  { ending: "/", serve: () => plain("Ollama is running") },
];

const byPath = <T>(routes: readonly Route<T>[], path: string): T | undefined =>
  routes.find(({ ending }) => path === ending || (ending !== "/" && path.endsWith(ending)))?.serve;

/** The dialect in which a request asks for generation; undefined when it does not. */
export const generatorFor = (request: HttpRequest): SimulatedDialect | undefined =>
  request.method === "POST" ? byPath(GENERATORS, request.path) : undefined;

/** Every other page of a simulated provider, and 404 for what there is not. */
export function pageFor(request: HttpRequest, context: PageContext): Script {
  const page = request.method === "GET" ? byPath(PAGES, request.path) : undefined;
  if (page !== undefined) return page(context);
  const message = `The simulator has no ${request.method} ${request.path}.`;
  const error = { message, type: "invalid_request_error", param: null, code: "not_found" };
  return cannedScript(404, JSON.stringify({ error }), { "content-type": JSON_TYPE });
}
