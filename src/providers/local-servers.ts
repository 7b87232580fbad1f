import type { Answer } from "../wire/ask.ts";
import type { Dialect } from "./dialect.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";

/** What a server answered to a GET of a path. */
export interface Answers {
  /** Undefined when it did not answer with 200. */
  readonly fine: (path: string) => Answer | undefined;
  /** Whatever it said; undefined when it did not answer at all. */
  readonly any: (path: string) => Answer | undefined;
}

/** A kind of server that people run on their own machine. */
export interface LocalServer {
  readonly label: string;
  readonly dialect: Dialect;
  /** Where it listens unless told otherwise. Says where to look, and proves nothing: 8080 and 8000 are shared. */
  readonly ports: readonly number[];
  /** Variables that tell another port or address of this machine. */
  readonly addressEnv?: readonly string[];
  /** Path of its API. */
  readonly basePath: string;
  /** Path of a list that tells which models are in memory, where the usual one does not. */
  readonly modelsPath?: string;
  /** Paths that are asked to recognise it. None of them loads, pulls or flushes anything. */
  readonly probes: readonly string[];
  /** Whether it is one, by what it answered. */
  readonly is: (answers: Answers) => boolean;
}

const json = (answer: Answer | undefined): JsonObject | undefined =>
  objectOf(parseJson(answer?.body ?? ""));

const MODELS = "/v1/models";

/** Who a list of models says that it belongs to. */
function owner({ fine }: Answers): string | undefined {
  const data = json(fine(MODELS))?.["data"];
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  return isObject(first) ? textOf(first["owned_by"]) : undefined;
}

/**
 * In the order in which they are tried: who has a page of its own comes before who is known by its list of models, and Ollama after all
 * that play Ollama beside their own part (KoboldCpp, LocalAI, SGLang and Lemonade do). Sources: the servers' own code and
 * documentation, August 2026; see docs/providers.md for what was never seen.
 */
export const LOCAL_SERVERS = {
  koboldcpp: {
    label: "KoboldCpp",
    dialect: openaiChat,
    ports: [5001],
    basePath: "/v1",
    probes: ["/api/extra/version"],
    is: ({ fine }) => json(fine("/api/extra/version"))?.["result"] === "KoboldCpp",
  },
  lmstudio: {
    label: "LM Studio",
    dialect: openaiChat,
    ports: [1234],
    addressEnv: ["LMSTUDIO_BASE_URL"],
    basePath: "/v1",
    modelsPath: "/api/v0/models",
    // The greeting is what its own command line looks for. It answers 200 to any path, with an error in the body.
    probes: ["/lmstudio-greeting", "/api/v0/models"],
    is: ({ fine }) =>
      json(fine("/lmstudio-greeting"))?.["lmstudio"] === true ||
      /"quantization"/.test(fine("/api/v0/models")?.body ?? ""),
  },
  "text-generation-webui": {
    label: "text-generation-webui",
    dialect: openaiChat,
    ports: [5000],
    basePath: "/v1",
    probes: ["/v1/internal/model/info"],
    is: (answers) => json(answers.fine("/v1/internal/model/info"))?.["model_name"] !== undefined,
  },
  lemonade: {
    label: "Lemonade",
    dialect: openaiChat,
    ports: [13305, 8000],
    basePath: "/v1",
    probes: ["/v1/health", MODELS],
    is: (answers) =>
      /"(?:model_loaded|checkpoint_loaded|all_models_loaded)"/.test(
        answers.fine("/v1/health")?.body ?? "",
      ) || owner(answers) === "lemonade",
  },
  sglang: {
    label: "SGLang",
    dialect: openaiChat,
    ports: [30000],
    basePath: "/v1",
    probes: ["/get_model_info", MODELS],
    is: (answers) =>
      json(answers.fine("/get_model_info"))?.["is_generation"] !== undefined ||
      owner(answers) === "sglang",
  },
  tgi: {
    label: "TGI",
    dialect: openaiChat,
    ports: [3000, 8080],
    basePath: "/v1",
    probes: ["/info"],
    is: (answers) => {
      const info = json(answers.fine("/info"));
      return info?.["model_id"] !== undefined && info["max_concurrent_requests"] !== undefined;
    },
  },
  docker: {
    label: "Docker Model Runner",
    dialect: openaiChat,
    ports: [12434],
    basePath: "/engines/v1",
    probes: ["/engines/v1/models", "/"],
    is: ({ fine }) =>
      json(fine("/engines/v1/models"))?.["object"] === "list" ||
      fine("/")?.body.startsWith("Docker Model Runner") === true,
  },
  localai: {
    label: "LocalAI",
    dialect: openaiChat,
    ports: [8080],
    addressEnv: ["LOCALAI_ADDRESS"],
    basePath: "/v1",
    probes: ["/system"],
    is: ({ fine }) => Array.isArray(json(fine("/system"))?.["backends"]),
  },
  llamacpp: {
    label: "llama.cpp",
    dialect: openaiChat,
    ports: [8080],
    addressEnv: ["LLAMA_ARG_PORT"],
    basePath: "/v1",
    probes: ["/props", MODELS],
    is: (answers) =>
      json(answers.fine("/props"))?.["default_generation_settings"] !== undefined ||
      owner(answers) === "llamacpp",
  },
  ollama: {
    label: "Ollama",
    dialect: ollama,
    ports: [11434],
    addressEnv: ["OLLAMA_HOST"],
    basePath: "",
    probes: ["/"],
    is: ({ fine }) => fine("/")?.body.startsWith("Ollama is running") === true,
  },
  vllm: {
    label: "vLLM",
    dialect: openaiChat,
    ports: [8000],
    basePath: "/v1",
    probes: [MODELS],
    is: (answers) => owner(answers) === "vllm",
  },
  gpt4all: {
    label: "GPT4All",
    dialect: openaiChat,
    ports: [4891],
    basePath: "/v1",
    probes: [MODELS],
    is: (answers) => owner(answers) === "humanity",
  },
  jan: {
    label: "Jan",
    dialect: openaiChat,
    ports: [1337],
    basePath: "/v1",
    probes: [MODELS],
    // It wants a key that the user invents; these are its words to whoever brings none.
    is: (answers) =>
      /^(?:Missing authorization header|Invalid or missing authorization token)/.test(
        answers.any(MODELS)?.body ?? "",
      ) || /^(?:jan|cortex)/i.test(owner(answers) ?? ""),
  },
  mlx: {
    label: "MLX",
    dialect: openaiChat,
    ports: [8080],
    basePath: "/v1",
    // mlx_lm.server is made with Python's http.server, which says so in every answer, and names no owner.
    probes: [MODELS, "/health"],
    is: (answers) =>
      json(answers.fine("/health"))?.["status"] === "ok" &&
      json(answers.fine(MODELS))?.["object"] === "list" &&
      (answers.fine(MODELS)?.headers.get("server") ?? "").startsWith("BaseHTTP/"),
  },
} satisfies Record<string, LocalServer>;

const ROWS: Readonly<Record<string, LocalServer>> = LOCAL_SERVERS;

const ALIASES: Readonly<Record<string, string>> = {
  "lm-studio": "lmstudio",
  "llama.cpp": "llamacpp",
  "llama-cpp": "llamacpp",
  oobabooga: "text-generation-webui",
  "docker-model-runner": "docker",
  "mlx-lm": "mlx",
};

/** The name of a kind of server, for a word that a person typed; undefined when it names none. A port names a server of no known kind. */
export function serverName(word: string): string | undefined {
  const name = word.toLowerCase();
  if (Object.hasOwn(ROWS, name)) return name;
  return ALIASES[name] ?? (/^\d{2,5}$/.test(name) ? name : undefined);
}

/** What any other server is taken for that has a list of models. */
export const UNKNOWN_SERVER: LocalServer = {
  label: "OpenAI-style server",
  dialect: openaiChat,
  ports: [],
  basePath: "/v1",
  probes: [MODELS],
  is: ({ fine }) => Array.isArray(json(fine(MODELS))?.["data"]),
};
