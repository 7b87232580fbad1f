import type { Answer } from "../wire/ask.ts";
import type { Dialect } from "./dialect.ts";
import { isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";

/** What a server answered to a GET of a path; undefined when it did not answer with 200. */
export type Answers = (path: string) => Answer | undefined;

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

/** Who a list of models says that it belongs to. */
function owner(answers: Answers): string | undefined {
  const data = json(answers("/v1/models"))?.["data"];
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  return isObject(first) ? textOf(first["owned_by"]) : undefined;
}

const MODELS = "/v1/models";

/**
 * In the order in which they are tried: KoboldCpp answers Ollama's paths, too, and what only its list of models gives away comes after
 * what has a page of its own. Sources: the servers' own code and documentation; see docs/providers.md for what was never seen.
 */
export const LOCAL_SERVERS = {
  koboldcpp: {
    label: "KoboldCpp",
    dialect: openaiChat,
    ports: [5001],
    basePath: "/v1",
    probes: ["/api/extra/version"],
    is: (answers) => json(answers("/api/extra/version"))?.["result"] === "KoboldCpp",
  },
  ollama: {
    label: "Ollama",
    dialect: ollama,
    ports: [11434],
    addressEnv: ["OLLAMA_HOST"],
    basePath: "",
    probes: ["/"],
    is: (answers) => answers("/")?.body.startsWith("Ollama is running") === true,
  },
  lmstudio: {
    label: "LM Studio",
    dialect: openaiChat,
    ports: [1234],
    addressEnv: ["LMSTUDIO_BASE_URL"],
    basePath: "/v1",
    modelsPath: "/api/v0/models",
    probes: ["/api/v0/models", "/api/v1/models"],
    is: (answers) =>
      /"(?:loaded_instances|quantization)"/.test(
        answers("/api/v1/models")?.body ?? answers("/api/v0/models")?.body ?? "",
      ),
  },
  llamacpp: {
    label: "llama.cpp",
    dialect: openaiChat,
    ports: [8080],
    addressEnv: ["LLAMA_ARG_PORT"],
    basePath: "/v1",
    probes: ["/props", MODELS],
    is: (answers) =>
      json(answers("/props"))?.["default_generation_settings"] !== undefined ||
      owner(answers) === "llamacpp",
  },
  "text-generation-webui": {
    label: "text-generation-webui",
    dialect: openaiChat,
    ports: [5000],
    basePath: "/v1",
    probes: ["/v1/internal/model/info"],
    is: (answers) => json(answers("/v1/internal/model/info"))?.["model_name"] !== undefined,
  },
  lemonade: {
    label: "Lemonade",
    dialect: openaiChat,
    ports: [13305, 8000],
    basePath: "/v1",
    probes: ["/v1/health"],
    is: (answers) =>
      /"(?:model_loaded|checkpoint_loaded|all_models_loaded)"/.test(
        answers("/v1/health")?.body ?? "",
      ),
  },
  sglang: {
    label: "SGLang",
    dialect: openaiChat,
    ports: [30000],
    basePath: "/v1",
    probes: ["/get_model_info", MODELS],
    is: (answers) =>
      json(answers("/get_model_info"))?.["is_generation"] !== undefined ||
      owner(answers) === "sglang",
  },
  tgi: {
    label: "TGI",
    dialect: openaiChat,
    ports: [3000, 8080],
    basePath: "/v1",
    probes: ["/info"],
    is: (answers) => {
      const info = json(answers("/info"));
      return info?.["model_id"] !== undefined && info["max_concurrent_requests"] !== undefined;
    },
  },
  vllm: {
    label: "vLLM",
    dialect: openaiChat,
    ports: [8000],
    basePath: "/v1",
    probes: [MODELS],
    is: (answers) => owner(answers) === "vllm",
  },
  docker: {
    label: "Docker Model Runner",
    dialect: openaiChat,
    ports: [12434],
    basePath: "/engines/v1",
    // Its own list is a bare array with digests and tags.
    probes: ["/models", "/engines/v1/models"],
    is: (answers) => {
      const list = parseJson(answers("/models")?.body ?? "");
      const first: unknown = Array.isArray(list) ? list[0] : undefined;
      const isEmpty = Array.isArray(list) && list.length === 0;
      return (
        (isEmpty || (isObject(first) && Array.isArray(first["tags"]))) &&
        answers("/engines/v1/models") !== undefined
      );
    },
  },
  localai: {
    label: "LocalAI",
    dialect: openaiChat,
    ports: [8080],
    addressEnv: ["LOCALAI_ADDRESS"],
    basePath: "/v1",
    probes: ["/system"],
    is: (answers) => Array.isArray(json(answers("/system"))?.["backends"]),
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
    probes: [MODELS, "/"],
    is: (answers) => /^(?:jan|cortex)/i.test(owner(answers) ?? ""),
  },
  mlx: {
    label: "MLX",
    dialect: openaiChat,
    ports: [8080],
    basePath: "/v1",
    // mlx_lm.server is made with Python's http.server, which says so in every answer, and names no owner.
    probes: [MODELS, "/health"],
    is: (answers) =>
      json(answers("/health"))?.["status"] === "ok" &&
      json(answers(MODELS))?.["object"] === "list" &&
      (answers(MODELS)?.headers.get("server") ?? "").startsWith("BaseHTTP/"),
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
  is: (answers) => Array.isArray(json(answers(MODELS))?.["data"]),
};
