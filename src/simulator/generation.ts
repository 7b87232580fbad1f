import { randomFor } from "../core/random.ts";
import type { Contestant } from "./contestant.ts";
import type { ErrorWords, GenerationAsk, Labels, SimulatedDialect } from "./dialects/dialect.ts";
import { parseModel, strike } from "./faults/request.ts";
import { UsageError } from "../core/errors.ts";
import { JSON_TYPE } from "./faults/answer-faults.ts";
import { planStream } from "./plan-stream.ts";
import { prepare } from "./prepare.ts";
import type { Prepared } from "./prepare.ts";
import { cannedScript } from "./script.ts";
import type { Script } from "./script.ts";
import type { StreamPlan } from "./stream-plan.ts";

/** What the state of the provider adds to a request. */
export interface Circumstances {
  /** Counts the requests for generation, from 1: each has its own random numbers. */
  readonly sequence: number;
  readonly sinceStartMs: number;
  readonly cold: boolean;
  readonly labels: Omit<Labels, "includeUsage">;
}

/** A response and what the truth log says about it. */
export interface Generation extends Prepared {
  readonly model: string;
  readonly faults: readonly string[];
}

export const errorScript = (dialect: SimulatedDialect, words: ErrorWords): Script =>
  cannedScript(words.status, dialect.errorBody(words), { "content-type": JSON_TYPE });

const scheduled = (ask: GenerationAsk, events: StreamPlan["events"]): StreamPlan => ({
  model: ask.model,
  inputTokens: ask.inputTokens,
  loadMs: 0,
  events,
  finishReason: "stop",
  hiddenTokens: 0,
  ending: "finish",
});

/** What a provider says to a request for generation: pure, given the circumstances. */
export function generate(
  contestant: Contestant,
  dialect: SimulatedDialect,
  asked: GenerationAsk,
  circumstances: Circumstances,
): Generation {
  const { sequence, sinceStartMs, cold } = circumstances;
  const wanted = tryParseModel(asked.model);
  if (wanted instanceof UsageError) {
    const message = [wanted.message, wanted.advice].filter(Boolean).join("; ");
    const type = "invalid_request_error";
    const words = { status: 400, message, type, code: "unknown_fault" };
    return { script: errorScript(dialect, words), model: asked.model, faults: [] };
  }
  const ask = { ...asked, model: wanted.model };
  const randomOf = (purpose: string) =>
    randomFor(contestant.seed, `${contestant.name}/${purpose}/${sequence}`);
  const faults = strike([...contestant.faults, ...wanted.faults], randomOf("faults"));
  const told = { model: ask.model, faults: faults.map(({ name }) => name) };
  if (contestant.script !== undefined) return { script: contestant.script, ...told };
  const plan =
    contestant.schedule === undefined
      ? planStream(contestant.profile, ask, { random: randomOf("stream"), sinceStartMs, cold })
      : scheduled(ask, contestant.schedule);
  const labels = { ...circumstances.labels, includeUsage: ask.includeUsage };
  return { ...prepare(dialect, ask, plan, faults, labels), ...told };
}

function tryParseModel(text: string): ReturnType<typeof parseModel> | UsageError {
  try {
    return parseModel(text);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}
