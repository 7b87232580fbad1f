import { anthropic } from "./anthropic.ts";
import { cohere } from "./cohere.ts";
import { gemini } from "./gemini.ts";
import { openaiChat } from "./openai-chat.ts";
import { openaiResponses } from "./openai-responses.ts";
import type { Provider } from "./provider.ts";

/** Companies that serve the models they make. */
export const MODEL_MAKERS = {
  openai: {
    label: "OpenAI",
    dialect: openaiChat,
    baseUrl: "https://api.openai.com/v1",
    keyEnv: ["OPENAI_API_KEY"],
    keyPage: "https://platform.openai.com/api-keys",
    // Shows all it makes; the models of the gpt-5 family think in secret, and would make a cap of 128 tokens an empty answer.
    defaultModel: "gpt-4.1-mini",
    // Padding that hides the length of tokens from eavesdroppers makes every event longer.
    quirks: {
      outputCapField: "max_completion_tokens",
      streamOptions: { include_obfuscation: false },
      lateHeaders: true,
    },
  },
  "openai-responses": {
    label: "OpenAI Responses",
    dialect: openaiResponses,
    baseUrl: "https://api.openai.com/v1",
    keyEnv: ["OPENAI_API_KEY"],
    keyPage: "https://platform.openai.com/api-keys",
    defaultModel: "gpt-4.1-mini",
    quirks: {
      streamOptions: { include_obfuscation: false },
      body: { store: false },
      lateHeaders: true,
    },
    onlyWhenNamed: true,
  },
  anthropic: {
    label: "Anthropic",
    dialect: anthropic,
    baseUrl: "https://api.anthropic.com/v1",
    keyEnv: ["ANTHROPIC_API_KEY"],
    keyHeader: "x-api-key",
    keyPage: "https://console.anthropic.com/settings/keys",
    defaultModel: "claude-haiku-4-5-20251001",
    aliases: ["claude"],
    hints: {
      limitsPer: {
        requests: "minute",
        tokens: "minute",
        "input-tokens": "minute",
        "output-tokens": "minute",
      },
    },
  },
  gemini: {
    label: "Google Gemini",
    dialect: gemini,
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    keyEnv: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    keyHeader: "x-goog-api-key",
    keyPage: "https://aistudio.google.com/apikey",
    defaultModel: "gemini-2.5-flash",
    // It thinks by default; hidden thoughts would pass for a slow first token.
    quirks: { generation: { thinkingConfig: { includeThoughts: true } }, lateHeaders: true },
    aliases: ["google"],
  },
  mistral: {
    label: "Mistral",
    dialect: openaiChat,
    baseUrl: "https://api.mistral.ai/v1",
    keyEnv: ["MISTRAL_API_KEY"],
    keyPage: "https://console.mistral.ai/api-keys",
    defaultModel: "mistral-small-latest",
    // Sends its usage unasked, and no recorder ever asked.
    quirks: { omitStreamOptions: true, seedField: "random_seed" },
  },
  xai: {
    label: "xAI",
    dialect: openaiChat,
    baseUrl: "https://api.x.ai/v1",
    keyEnv: ["XAI_API_KEY"],
    keyPage: "https://console.x.ai",
    defaultModel: "grok-4.3",
  },
  moonshot: {
    label: "Moonshot",
    dialect: openaiChat,
    baseUrl: "https://api.moonshot.ai/v1",
    keyEnv: ["MOONSHOT_API_KEY"],
    keyPage: "https://platform.moonshot.ai/console/api-keys",
    defaultModel: "kimi-k2.6",
    aliases: ["moonshotai", "kimi"],
  },
  zai: {
    label: "Z.ai",
    dialect: openaiChat,
    baseUrl: "https://api.z.ai/api/paas/v4",
    keyEnv: ["ZAI_API_KEY", "ZHIPU_API_KEY"],
    keyPage: "https://z.ai/manage-apikey/apikey-list",
    defaultModel: "glm-4.7",
    modelList: "none",
    aliases: ["z.ai", "zhipu"],
  },
  perplexity: {
    label: "Perplexity",
    dialect: openaiChat,
    baseUrl: "https://api.perplexity.ai",
    keyEnv: ["PERPLEXITY_API_KEY", "PPLX_API_KEY"],
    keyPage: "https://www.perplexity.ai/settings/api",
    defaultModel: "sonar",
    modelList: "none",
  },
  cohere: {
    label: "Cohere",
    dialect: cohere,
    baseUrl: "https://api.cohere.com/v2",
    keyEnv: ["COHERE_API_KEY", "CO_API_KEY"],
    keyPage: "https://dashboard.cohere.com/api-keys",
    defaultModel: "command-a-03-2025",
    modelsUrl: "https://api.cohere.com/v1/models?page_size=1000",
  },
  alibaba: {
    label: "Alibaba DashScope",
    dialect: openaiChat,
    baseUrl: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
    keyEnv: ["DASHSCOPE_API_KEY"],
    defaultModel: "qwen3-32b",
    aliases: ["qwen", "dashscope"],
  },
} satisfies Record<string, Provider>;
