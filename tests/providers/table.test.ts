import { expect, test } from "bun:test";
import { PROVIDERS, providerName } from "../../src/providers/table.ts";

test("the addresses of the mission's providers are exactly the documented ones", () => {
  const chat = (name: keyof typeof PROVIDERS): string =>
    PROVIDERS[name].dialect.encode(
      { baseUrl: PROVIDERS[name].baseUrl },
      { model: "m", prompt: "p", maxOutputTokens: 1, temperature: 0 },
      {},
    ).url;
  expect(chat("cerebras")).toBe("https://api.cerebras.ai/v1/chat/completions");
  expect(chat("groq")).toBe("https://api.groq.com/openai/v1/chat/completions");
  expect(chat("sambanova")).toBe("https://api.sambanova.ai/v1/chat/completions");
  expect(chat("fireworks")).toBe("https://api.fireworks.ai/inference/v1/chat/completions");
  expect(chat("deepseek")).toBe("https://api.deepseek.com/chat/completions");
  expect(chat("local")).toBe("http://localhost:11434/api/generate");
});

test("every row can be used: URL without a slash at its end, names that a target may have", () => {
  const names = new Set<string>();
  for (const [name, row] of Object.entries(PROVIDERS)) {
    const aliases = "aliases" in row ? row.aliases : [];
    const url = row.baseUrl.replaceAll(/\{[^}]+\}/g, "word");
    expect(new URL(url).href).toStartWith(url);
    expect(row.baseUrl).not.toEndWith("/");
    for (const word of [name, ...aliases]) {
      expect(word).toMatch(/^[a-z0-9._-]+$/);
      expect(names.has(word)).toBe(false);
      names.add(word);
      expect(providerName(word.toUpperCase())).toBe(name);
    }
  }
  expect(providerName("constructor")).toBeUndefined();
});
