/** Headers that name a request, the one that support asks for first. `cf-ray` comes from Cloudflare in front of many providers. */
const HEADERS = [
  "x-request-id",
  "request-id",
  "x-generation-id",
  "x-ds-trace-id",
  "apim-request-id",
  "x-amzn-requestid",
  "mistral-correlation-id",
  "x-debug-trace-id",
  "inference-id",
  "x-litellm-call-id",
  "cf-ray",
] as const;

/** The provider's name for this request, undefined when no header has one. */
export function requestIdOf(headers: Headers): string | undefined {
  for (const name of HEADERS) {
    const value = headers.get(name);
    if (value !== null && value !== "") return value;
  }
  return undefined;
}
