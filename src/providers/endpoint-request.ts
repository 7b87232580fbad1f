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
  if (endpoint.key !== undefined) {
    const { keyHeader } = endpoint;
    if (keyHeader === undefined) headers["authorization"] = `Bearer ${endpoint.key.reveal()}`;
    else headers[keyHeader] = endpoint.key.reveal();
  }
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
  headers: Readonly<Record<string, string>> = {},
): WireRequest => ({
  method: "POST",
  url: urlAt(endpoint.baseUrl, path),
  headers: headersFor(endpoint, { "content-type": "application/json", accept, ...headers }),
  body: JSON.stringify(body),
});

/** A GET that expects JSON, of a path below the base URL. */
export const getJson = (
  endpoint: Endpoint,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): WireRequest => ({
  method: "GET",
  url: urlAt(endpoint.baseUrl, path),
  headers: headersFor(endpoint, { accept: "application/json", ...headers }),
});

/** A GET of the list of models, wherever the endpoint has it. */
export const getModels = (
  endpoint: Endpoint,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): WireRequest => {
  const request = getJson(endpoint, path, headers);
  return endpoint.modelsUrl === undefined ? request : { ...request, url: endpoint.modelsUrl };
};
