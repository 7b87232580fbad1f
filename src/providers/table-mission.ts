import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import type { Provider } from "./provider.ts";

/** The providers that speed-kings was made for, and the local server. */
export const MISSION_PROVIDERS = {
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
    hints: {
      // console.groq.com/docs/rate-limits: requests per day and tokens per minute are what the two headers count.
      limitsPer: { requests: "day", tokens: "minute" },
      advice: {
        "rate-limited-day":
          "Groq's free plan has a limit of requests and tokens per day and model (console.groq.com/settings/limits)",
        "rate-limited-tokens":
          "Groq's free plan has a limit of tokens per minute and model (console.groq.com/settings/limits)",
      },
    },
  },
  sambanova: {
    label: "SambaNova",
    dialect: openaiChat,
    baseUrl: "https://api.sambanova.ai/v1",
    keyEnv: ["SAMBANOVA_API_KEY"],
    keyPage: "https://cloud.sambanova.ai/apis",
    defaultModel: "gpt-oss-120b",
    // Said to be readable without a key, so it proves none.
    modelList: "public",
    hints: {
      advice: {
        "rate-limited-day":
          "SambaNova's free tier (no card on file) has 20 requests a day and model",
      },
    },
  },
  fireworks: {
    label: "Fireworks",
    dialect: openaiChat,
    baseUrl: "https://api.fireworks.ai/inference/v1",
    keyEnv: ["FIREWORKS_API_KEY"],
    keyPage: "https://app.fireworks.ai/settings/users/api-keys",
    defaultModel: "accounts/fireworks/models/gpt-oss-120b",
    quirks: { body: { perf_metrics_in_response: true }, lateHeaders: true },
    aliases: ["fireworks-ai"],
    hints: {
      limitsPer: { requests: "minute", "input-tokens": "minute", "output-tokens": "minute" },
      // Its page about errors: 425 and 404 come from a deployment that is scaled to zero, 503 from one that is starting.
      advice: {
        "no-such-model":
          "or it is a deployment that is scaled to zero: then the first request starts it, try again in a few minutes",
        overloaded: "a model that nobody used for a while has to be started first",
      },
    },
  },
  deepseek: {
    label: "DeepSeek",
    dialect: openaiChat,
    baseUrl: "https://api.deepseek.com",
    keyEnv: ["DEEPSEEK_API_KEY"],
    keyPage: "https://platform.deepseek.com/api_keys",
    // Serves its own models only. Takes no seed.
    defaultModel: "deepseek-v4-flash",
    quirks: { omitSeed: true },
  },
  local: {
    label: "Ollama",
    dialect: ollama,
    baseUrl: "http://localhost:11434",
    keyEnv: [],
    urlEnv: ["OLLAMA_URL", "OLLAMA_HOST"],
    // While it loads a model nothing is sent.
    quirks: { lateHeaders: true },
    aliases: ["ollama"],
    startAdvice: "is Ollama running? start it with `ollama serve`, or set OLLAMA_URL",
    emptyAdvice: "get one with `ollama pull llama3.2`",
  },
} satisfies Record<string, Provider>;
