import { UsageError } from "../core/errors.ts";
import { keyInUrl, parseBaseUrl } from "./base-url.ts";

const OLLAMA_PORT = "11434";
const SCHEME_PORT = { http: "80", https: "443" } as const;

/**
 * The base URL in a variable like OLLAMA_HOST, read as Ollama itself reads it (its envconfig/config.go): `1.2.3.4`, `:1234`,
 * `host:1234`, `[::1]:1234`, `http://host` (then port 80), `https://host/path`, with blanks or quotes around it. An address to
 * listen on at every interface (`0.0.0.0`, `[::]`, no host) becomes this machine's own, where a client reaches it.
 * @throws UsageError when no URL can be made of it.
 */
export const ollamaBaseUrl = (value: string, variable: string): string =>
  hostBaseUrl(value, variable, OLLAMA_PORT);

/** The same for any server of this kind, with the port that it listens on unless told otherwise. */
export function hostBaseUrl(value: string, variable: string, defaultPort: string): string {
  const text = value
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim();
  const scheme = /^https?(?=:\/\/)/i.exec(text)?.[0].toLowerCase();
  if (scheme === undefined && text.includes("://")) {
    throw new UsageError(`${variable} is not an http URL`, "write it like http://localhost:11434");
  }
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  const slash = rest.indexOf("/");
  const address = slash === -1 ? rest : rest.slice(0, slash);
  const path = slash === -1 ? "" : rest.slice(slash);
  if (address.includes("@")) throw keyInUrl(variable);
  const { host, port } = splitAddress(address);
  const fallback = scheme === "http" || scheme === "https" ? SCHEME_PORT[scheme] : defaultPort;
  const url = `${scheme ?? "http"}://${reachable(host)}:${port ?? fallback}${path}`;
  // People paste the address of an API below it, too.
  return parseBaseUrl(url, variable).replace(/\/(?:api|v1)$/, "");
}

/** Host and port; a port that is none, or beyond 65535, is left out, as Ollama does. */
function splitAddress(address: string): { readonly host: string; readonly port?: string } {
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  // An IPv6 address without brackets has no port.
  if (/^[\da-f:]*:[\da-f:]*:[\da-f:.]*$/i.test(bare)) return { host: `[${bare}]` };
  const colon = address.lastIndexOf(":");
  if (colon === -1) return { host: address };
  const port = address.slice(colon + 1);
  const host = address.slice(0, colon);
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535 ? { host, port } : { host };
}

function reachable(host: string): string {
  if (host === "" || host === "0.0.0.0") return "127.0.0.1";
  return host === "[::]" ? "[::1]" : host;
}
