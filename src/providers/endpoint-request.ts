import type { WireRequest } from "../wire/transport.ts";
import type { Endpoint } from "./dialect.ts";

/** A path below the base URL. A query of the base URL (Azure's `?api-version=…`) stays at the end. */
function urlAt(baseUrl: string, path: string): string {
  const query = baseUrl.indexOf("?");
  if (query === -1) return `${baseUrl}${path}`;
  return `${baseUrl.slice(0, query).replace(/\/+$/, "")}${path}${baseUrl.slice(query)}`;
}

/** The endpoint's own headers win over ours, so that a gateway can be given what it wants. */
function headersFor(
  endpoint: Endpoint,
  base: Readonly<Record<string, string>>,
): Record<string, string> {
  const headers: Record<string, string> = { ...base };
  if (endpoint.key !== undefined) headers["authorization"] = `Bearer ${endpoint.key.reveal()}`;
  for (const [name, value] of Object.entries(endpoint.headers ?? {})) {
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** A POST of a JSON body that asks for a stream of `accept`. */
export const postJson = (
  endpoint: Endpoint,
  path: string,
  accept: string,
  body: Readonly<Record<string, unknown>>,
): WireRequest => ({
  method: "POST",
  url: urlAt(endpoint.baseUrl, path),
  headers: headersFor(endpoint, { "content-type": "application/json", accept }),
  body: JSON.stringify(body),
});

/** A GET that expects JSON. */
export const getJson = (endpoint: Endpoint, path: string): WireRequest => ({
  method: "GET",
  url: urlAt(endpoint.baseUrl, path),
  headers: headersFor(endpoint, { accept: "application/json" }),
});
