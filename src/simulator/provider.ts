import { compact } from "../core/compact.ts";
import { elapsedMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import { toSharedMs } from "../timing/shared-clock.ts";
import type { Contestant } from "./contestant.ts";
import type { GenerationAsk, SimulatedDialect } from "./dialects/dialect.ts";
import { errorScript, generate } from "./generation.ts";
import type { Player } from "./player.ts";
import type { HttpRequest } from "./request-reader.ts";
import { generatorFor, pageFor } from "./routes.ts";
import { cannedScript } from "./script.ts";
import type { Script } from "./script.ts";
import type { TruthLog } from "./truth-log.ts";

/** A response, and where to tell who plays it. */
export interface Response {
  readonly script: Script;
  readonly played: (player: Player) => void;
}

const unrecorded = (script: Script): Response => ({ script, played: () => {} });

const invalid = (dialect: SimulatedDialect, status: number, message: string, code: string) =>
  unrecorded(errorScript(dialect, { status, message, type: "invalid_request_error", code }));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One simulated provider between its requests: what it counted, and whether its model is loaded. Knows no socket. */
export class SimulatedProvider {
  readonly #contestant: Contestant;
  readonly #startedAt: Nanos;
  readonly #log: TruthLog;
  #sequence = 0;
  #isLoaded = false;

  constructor(contestant: Contestant, startedAt: Nanos, log: TruthLog) {
    this.#contestant = contestant;
    this.#startedAt = startedAt;
    this.#log = log;
  }

  /** `receivedAt`: when the last byte of the request was read. */
  respond(request: HttpRequest, receivedAt: Nanos): Response {
    const dialect = generatorFor(request);
    if (dialect === undefined) {
      const truth = (): string => this.#log.toJsonLines();
      const context = { contestant: this.#contestant, isLoaded: this.#isLoaded, truth };
      return unrecorded(pageFor(request, context));
    }
    const { key } = this.#contestant;
    if (key !== undefined && request.headers["authorization"] !== `Bearer ${key}`) {
      return invalid(dialect, 401, "Incorrect API key provided.", "invalid_api_key");
    }
    const ask = dialect.read(parseJson(request.body));
    if (ask === undefined) {
      return invalid(dialect, 400, "The body is not a request for generation.", "invalid_request");
    }
    return ask.housekeeping === undefined
      ? this.#generate(request, dialect, ask, receivedAt)
      : this.#keepHouse(ask, ask.housekeeping, receivedAt);
  }

  #generate(
    request: HttpRequest,
    dialect: SimulatedDialect,
    ask: GenerationAsk,
    receivedAt: Nanos,
  ): Response {
    this.#sequence++;
    const sequence = this.#sequence;
    const requestId = `simulated-${this.#contestant.name}-${sequence}`;
    const receivedAtMs = toSharedMs(receivedAt);
    const generation = generate(this.#contestant, dialect, ask, {
      sequence,
      sinceStartMs: elapsedMs(this.#startedAt, receivedAt),
      cold: !this.#isLoaded,
      labels: { requestId, receivedAtMs },
    });
    this.#isLoaded = true;
    const facts = {
      requestId,
      contestant: this.#contestant.name,
      model: generation.model,
      faults: generation.faults,
      receivedAtMs,
      hasKey: request.headers["authorization"] !== undefined,
      truth: generation.truth,
    };
    return {
      script: generation.script,
      played: (player) =>
        this.#log.add(() => compact({ ...facts, sent: player.sent(), outcome: player.outcome })),
    };
  }

  /** Ollama loads a model for an empty prompt, and unloads it for one with `keep_alive: 0`. */
  #keepHouse(ask: GenerationAsk, what: "load" | "unload", receivedAt: Nanos): Response {
    const loads = what === "load";
    const waitMs = loads && !this.#isLoaded ? (this.#contestant.profile.loadMs ?? 0) : 0;
    this.#isLoaded = loads;
    const line = {
      model: ask.model,
      created_at: new Date(toSharedMs(receivedAt) + waitMs).toISOString(),
      response: "",
      done: true,
      done_reason: what,
    };
    const script = cannedScript(200, `${JSON.stringify(line)}\n`, {
      "content-type": "application/json; charset=utf-8",
    });
    const atMs = waitMs;
    const later = script.steps.map((step) => ({ ...step, atMs }));
    return unrecorded({ ...script, steps: later, endMs: atMs });
  }
}
