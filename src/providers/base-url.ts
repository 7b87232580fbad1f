import { UsageError } from "../core/errors.ts";

const SCHEME = /^https?:\/\//i;
/** Names of query parameters that carry secrets; Azure's `api-version` does not. */
const SECRET_PARAMETER = /key|token|secret|password|signature|^sig$|auth|credential/i;

/**
 * The base URL of an API as the user wrote it, checked and in normal form: no slash at its end, no `/chat/completions` (people
 * paste the whole address). A URL is shown in reports, so one that holds a key is refused, and not repeated in the error.
 * @throws UsageError for anything that is not an http(s) URL without secrets.
 */
export function parseBaseUrl(text: string, of: string): string {
  if (text.trim() === "") {
    throw new UsageError(`${of} has no URL`, `write ${of}=https://host/v1`);
  }
  if (!SCHEME.test(text)) {
    const scheme = looksLocal(text) ? "http" : "https";
    const shown =
      text.includes("@") || text.includes("?") ? `${scheme}://…` : `${scheme}://${text}`;
    throw new UsageError(
      `the URL of ${of} does not begin with http:// or https://`,
      `write http:// or https:// before the host, such as ${text.includes("://") ? `${scheme}://host/v1` : shown}`,
    );
  }
  if (!URL.canParse(text)) {
    throw new UsageError(`the URL of ${of} is not a URL`, "write it like https://host/v1");
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") throw keyInUrl(of);
  for (const name of url.searchParams.keys()) {
    if (SECRET_PARAMETER.test(name)) throw keyInUrl(of);
  }
  const path = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
  return `${url.origin}${path}${url.search}`;
}

/** The refusal of a URL with a secret in it. */
export const keyInUrl = (of: string): UsageError =>
  new UsageError(
    `the URL of ${of} holds a key or password, and URLs are shown and saved`,
    "put the key into an environment variable and name that with --key-env",
  );

const looksLocal = (text: string): boolean => /^(?:localhost|127\.|\[?::1|0\.0\.0\.0)/i.test(text);

/** Scheme, host and port. */
export const originOf = (url: string): string => new URL(url).origin;
