/** Small readers of a JSON body that nobody has checked. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A whole number of at least 1, or undefined. */
export const countIn = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 ? value : undefined;

/** OpenAI's rule of thumb: a token is about four characters of English. The same prompt always counts the same. */
export const estimateTokens = (text: string): number => Math.max(1, Math.ceil(text.length / 4));

/** All the text of a `messages` array; parts that are not text count nothing. */
export function textOfMessages(messages: readonly unknown[]): string {
  return messages
    .map((message) => (isRecord(message) ? textOfContent(message["content"]) : ""))
    .join("\n");
}

function textOfContent(content: unknown): string {
  if (typeof content === "string") {
    return content;
  }
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  return parts
    .map((part) => (isRecord(part) && typeof part["text"] === "string" ? part["text"] : ""))
    .join("");
}
