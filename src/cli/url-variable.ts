import type { Failure } from "../core/failure.ts";
import type { Environment } from "../providers/keys.ts";
import { providerOf } from "../providers/table.ts";

/** The variable that says where a server of the user stands; undefined when none is set. */
export const urlVariable = (provider: string, env: Environment): string | undefined =>
  providerOf(provider)?.urlEnv?.find((name) => (env[name] ?? "").trim() !== "");

/** A failure where nothing answers, with advice about the variable that leads there: who has set it need not be told to. */
export function blameVariable(failure: Failure, provider: string, env: Environment): Failure {
  const variable = urlVariable(provider, env);
  const isSilence = failure.kind === "network" || failure.kind === "timeout";
  if (variable === undefined || !isSilence) return failure;
  const advice = `${variable} leads there; start the server, or write the variable like http://localhost:11434`;
  return { ...failure, advice };
}
