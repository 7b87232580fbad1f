import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import type { Provider } from "./provider.ts";

/**
 * Every provider that can be named. Base URLs and key variables are those of each provider's own SDK; the default is a model of
 * November 2026 that most rows share (gpt-oss-120b), spelt as each provider spells it.
 */
export const PROVIDERS = {
  cerebras: {
    label: "Cerebras",
    dialect: openaiChat,
    baseUrl: "https://api.cerebras.ai/v1",
    keyEnv: ["CEREBRAS_API_KEY"],
    keyPage: "https://cloud.cerebras.ai",
    defaultModel: "gpt-oss-120b",
    quirks: { outputCapField: "max_completion_tokens" },
  },
  groq: {
    label: "Groq",
    dialect: openaiChat,
    baseUrl: "https://api.groq.com/openai/v1",
    keyEnv: ["GROQ_API_KEY"],
    keyPage: "https://console.groq.com/keys",
    defaultModel: "openai/gpt-oss-120b",
    quirks: { outputCapField: "max_completion_tokens" },
  },
  sambanova: {
    label: "SambaNova",
    dialect: openaiChat,
    baseUrl: "https://api.sambanova.ai/v1",
    keyEnv: ["SAMBANOVA_API_KEY"],
    keyPage: "https://cloud.sambanova.ai/apis",
    defaultModel: "gpt-oss-120b",
  },
  fireworks: {
    label: "Fireworks",
    dialect: openaiChat,
    baseUrl: "https://api.fireworks.ai/inference/v1",
    keyEnv: ["FIREWORKS_API_KEY"],
    keyPage: "https://app.fireworks.ai/settings/users/api-keys",
    defaultModel: "accounts/fireworks/models/gpt-oss-120b",
    quirks: { body: { perf_metrics_in_response: true } },
    aliases: ["fireworks-ai"],
  },
  deepseek: {
    label: "DeepSeek",
    dialect: openaiChat,
    baseUrl: "https://api.deepseek.com",
    keyEnv: ["DEEPSEEK_API_KEY"],
    keyPage: "https://platform.deepseek.com/api_keys",
    // Serves its own models only.
    defaultModel: "deepseek-v4-flash",
  },
  local: {
    label: "Ollama",
    dialect: ollama,
    baseUrl: "http://localhost:11434",
    keyEnv: [],
    urlEnv: ["OLLAMA_URL", "OLLAMA_HOST"],
    aliases: ["ollama"],
    startAdvice: "is Ollama running? start it with `ollama serve`, or set OLLAMA_URL",
    emptyAdvice: "get one with `ollama pull llama3.2`",
  },
} satisfies Record<string, Provider>;

const ROWS: Readonly<Record<string, Provider>> = PROVIDERS;

export const PROVIDER_NAMES: readonly string[] = Object.keys(ROWS);

/** The name under which a row stands in the table, for a name or an alias in any case; undefined when nobody is called that. */
export function providerName(word: string): string | undefined {
  const name = word.toLowerCase();
  if (Object.hasOwn(ROWS, name)) return name;
  return PROVIDER_NAMES.find((candidate) => ROWS[candidate]?.aliases?.includes(name));
}

/** The row of a name as `providerName` gives it. */
export const providerOf = (name: string): Provider | undefined =>
  Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
