import { UsageError } from "../../core/errors.ts";
import { namedServer } from "../../providers/local-target.ts";
import { describeError } from "../describe-error.ts";
import { localServers } from "../local-targets.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check, Finding } from "./check.ts";

/** Servers of language models on this machine, or the one that OLLAMA_URL or OLLAMA_HOST names. */
export const checkLocalServers: Check = async (examined) => {
  try {
    return await look(examined);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return fail(describeError(error), "set it again, or unset it");
  }
};

async function look({ env, ask }: Parameters<Check>[0]): Promise<Finding> {
  const named = namedServer(env);
  if (named !== undefined) {
    const answer = await ask({ method: "GET", url: `${named}/`, headers: {} });
    const { host } = new URL(named);
    return "kind" in answer
      ? warn(
          `nothing answers at ${host}, where OLLAMA_URL or OLLAMA_HOST leads`,
          "start the server, or unset the variable so that it is looked for",
        )
      : ok(`one answers at ${host}, as OLLAMA_URL or OLLAMA_HOST says`);
  }
  const servers = await localServers(env, ask);
  if (servers.length === 0) return ok("none runs (Ollama, LM Studio, llama.cpp, vLLM …)");
  return ok(servers.map(({ row, origin }) => `${row.label} at ${new URL(origin).host}`).join(", "));
}
