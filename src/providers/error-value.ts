import { amountOf, isObject, objectOf, parseJson, textOf } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { parseSpan } from "./span.ts";

/** What a provider says went wrong, whatever shape it says it in. */
export interface ProviderError {
  /** In its own words, as they came. */
  readonly message?: string;
  /** Its own code, the most telling one. */
  readonly code?: string;
  /** Every code, type and quota name it gave, for recognising the reason. */
  readonly tags: readonly string[];
  readonly parameter?: string;
  /** Where the body itself names an HTTP status: all that an error inside a 200 stream has. */
  readonly status?: number;
  readonly retryAfterMs?: number;
}

const MAX_DEPTH = 4;

/** Whether an object has an `error` of any type that says anything. */
export function hasError(body: JsonObject): boolean {
  const error = body["error"];
  return error !== undefined && error !== null && error !== "" && error !== false;
}

const MESSAGE_FIELDS = [
  "message",
  "Message",
  "msg",
  "error_description",
  "error_message",
  "error_msg",
] as const;

/** Whether an object is an error in any of the shapes of `readErrorValue`. Not for one that may have a message for another reason. */
export const isError = (body: JsonObject): boolean =>
  hasError(body) ||
  MESSAGE_FIELDS.some((field) => textOf(body[field]) !== undefined) ||
  (body["detail"] !== undefined && body["detail"] !== null) ||
  (Array.isArray(body["errors"]) && body["errors"].length > 0);

/**
 * Reads an error object. Known shapes: `{error: {message, type, param, code}}` (OpenAI and most), `{error: "text"}` (Ollama, TGI,
 * xAI), the same fields flat (Cerebras, Mistral, old vLLM), `{detail: "text" | [{loc, msg}]}` (Mistral, FastAPI), `{message}`
 * (Bedrock, Cohere), `{errors: [...]}` (Cloudflare), `[{error}]` and `error.details[]` (Google), `error.metadata.raw` (OpenRouter).
 */
export function readErrorValue(value: unknown, depth = 0): ProviderError {
  if (depth > MAX_DEPTH) return { tags: [] };
  if (typeof value === "string") return readErrorText(value, depth);
  if (Array.isArray(value)) return readErrorValue(value[0], depth + 1);
  if (!isObject(value)) return { tags: [] };
  const inner = value["error"] ?? firstOf(value["errors"]);
  if (inner === undefined || inner === null) return readFields(value, depth);
  const within = readErrorValue(inner, depth + 1);
  const around = readFields(value, depth);
  return { ...around, ...within, tags: [...within.tags, ...around.tags] };
}

/** A string may itself hold JSON: gateways pass on the body of the server behind them like that. */
function readErrorText(text: string, depth: number): ProviderError {
  const parsed = text.trimStart().startsWith("{") ? parseJson(text) : undefined;
  if (isObject(parsed)) return readErrorValue(parsed, depth + 1);
  return { ...(text.trim() === "" ? undefined : { message: text }), tags: [] };
}

function readFields(fields: JsonObject, depth: number): ProviderError {
  const details = readDetails(fields["details"]);
  const message = messageOf(fields, depth);
  const status = statusOf(fields);
  const parameter = parameterOf(fields);
  const codes = [
    details.reason,
    wordOf(fields["code"], status),
    // Novita's code is the status.
    textOf(fields["reason"]),
    // Google's status is a word; elsewhere it is a number.
    textOf(fields["status"]),
    wordOf(fields["type"], status),
    textOf(fields["error_type"]),
    // Amazon's: `com.amazon.coral.service#ThrottlingException`.
    textOf(fields["__type"])?.split("#").at(-1),
  ].filter((code) => code !== undefined && code !== "error");
  return {
    ...(message === undefined ? undefined : { message }),
    ...(codes[0] === undefined ? undefined : { code: codes[0] }),
    tags: [...codes.filter((code) => code !== undefined), ...details.quotas],
    ...(parameter === undefined ? undefined : { parameter }),
    ...(status === undefined ? undefined : { status }),
    ...(details.retryAfterMs === undefined ? undefined : { retryAfterMs: details.retryAfterMs }),
  };
}

function messageOf(fields: JsonObject, depth: number): string | undefined {
  const said = MESSAGE_FIELDS.map((field) => fields[field]).find(
    (value) => value !== undefined && value !== null && value !== "",
  );
  const message = typeof said === "string" ? textOf(said) : readErrorValue(said, depth + 1).message;
  const upstream = upstreamOf(objectOf(fields["metadata"]), depth);
  if (upstream !== undefined) return message === undefined ? upstream : `${message}: ${upstream}`;
  return message ?? detailOf(fields["detail"], depth) ?? textOf(fields["title"]);
}

/** OpenRouter says only "Provider returned error"; what the server behind it said is in `metadata.raw`. */
function upstreamOf(metadata: JsonObject | undefined, depth: number): string | undefined {
  if (metadata === undefined) return undefined;
  const said = readErrorValue(metadata["raw"], depth + 1).message;
  const provider = textOf(metadata["provider_name"]);
  return said === undefined || provider === undefined ? said : `${provider} said: ${said}`;
}

/** FastAPI servers say where a request is wrong: `[{loc: ["body", "max_tokens"], msg: "…"}]`. */
function detailOf(detail: unknown, depth: number): string | undefined {
  if (!Array.isArray(detail)) return readErrorValue(detail, depth + 1).message;
  const lines = detail.filter(isObject).map((entry) => {
    const place = placeOf(entry);
    const message = textOf(entry["msg"]) ?? textOf(entry["message"]);
    return place === undefined ? message : `${place}: ${message ?? "not accepted"}`;
  });
  return textOf(lines.filter((line) => line !== undefined).join("; "));
}

function placeOf(entry: JsonObject): string | undefined {
  const loc = entry["loc"];
  if (!Array.isArray(loc)) return undefined;
  return textOf(loc.filter((step) => typeof step === "string" && step !== "body").join("."));
}

function parameterOf(fields: JsonObject): string | undefined {
  const param = textOf(fields["param"]);
  // LiteLLM writes Python's None.
  if (param !== undefined && param !== "None" && param !== "null") return param;
  // Mistral puts FastAPI's list under `message`.
  const detail = fields["detail"] ?? objectOf(fields["message"])?.["detail"];
  const entry = objectOf(firstOf(detail));
  return entry === undefined ? undefined : placeOf(entry);
}

/** Google's list of details: the exact reason, the quotas that were exceeded, and how long to wait. */
function readDetails(details: unknown): {
  readonly reason?: string;
  readonly quotas: readonly string[];
  readonly retryAfterMs?: number;
} {
  const entries = Array.isArray(details) ? details.filter(isObject) : [];
  const reason = entries.map((entry) => textOf(entry["reason"])).find((word) => word !== undefined);
  const retryAfterMs = entries
    .map((entry) => parseSpan(textOf(entry["retryDelay"]) ?? ""))
    .find((span) => span !== undefined);
  const quotas = entries.flatMap((entry) => {
    const violations = entry["violations"];
    if (!Array.isArray(violations)) return [];
    return violations.map((violation) => textOf(objectOf(violation)?.["quotaId"]) ?? "");
  });
  return {
    ...(reason === undefined ? undefined : { reason }),
    quotas,
    ...(retryAfterMs === undefined ? undefined : { retryAfterMs }),
  };
}

const STATUS_FIELDS = ["status_code", "status", "raw_status_code", "http_status", "code"] as const;

function statusOf(fields: JsonObject): number | undefined {
  for (const field of STATUS_FIELDS) {
    const status = amountOf(fields[field]);
    if (status !== undefined && status >= 400 && status <= 599) return status;
  }
  return undefined;
}

/** A code as a word; a number is one, too, unless it only repeats the status. */
function wordOf(code: unknown, status: number | undefined): string | undefined {
  if (typeof code === "number") return code === status ? undefined : String(code);
  const word = textOf(code);
  return word !== undefined && /^[45]\d\d$/.test(word) ? undefined : word;
}

const firstOf = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);
