import type { FailureReason } from "../core/failure.ts";

/** What a refusal is recognised by. */
export interface Signal {
  /** Undefined for an error inside a stream that names none. */
  readonly status: number | undefined;
  /** The provider's codes and types, lower case, separated by blanks. */
  readonly tags: string;
  /** Its words, lower case. */
  readonly message: string;
  readonly parameter: string | undefined;
}

/** All conditions that a rule names must hold. Without a status, `statuses` is passed over if the rule has words. */
interface Rule {
  readonly reason: FailureReason;
  readonly statuses?: readonly number[] | "5xx";
  readonly tags?: RegExp;
  /** Looked for in the tags and the message. */
  readonly words?: RegExp;
  /** Only when no parameter is blamed, or the model itself. */
  readonly aboutModel?: true;
}

/** Up to 150 characters of one sentence: a full stop inside a model's name does not end it. */
const SAME_SENTENCE = "(?:(?!\\. ).){0,150}?";

/** First match wins. Codes and phrases are those of the recordings and of each provider's page about errors. */
const RULES: readonly Rule[] = [
  {
    reason: "no-credit",
    words:
      /insufficient[_ ](?:quota|balance|credits?|funds?)|billing_(?:error|hard_limit|not_active)|credit balance is too low|out of credits|not enough (?:credits?|balance)|exceeded your monthly included credits|payment required|in arrears|arrearage|spend(?:ing)? limit|account (?:is )?suspended|exceeded_current_quota|budget has been exceeded|enter a payment method|(?:purchase|have any) credits/,
  },
  { reason: "no-credit", statuses: [402] },
  // Groq: one request is larger than the budget of a minute.
  {
    reason: "rate-limited-tokens",
    statuses: [413],
    words: /rate_limit_exceeded|tokens per minute|\btpm\b/,
  },
  {
    reason: "overloaded",
    statuses: [429],
    words:
      /queue_exceeded|high traffic|overloaded|(?:at|over|no|insufficient) capacity|capacity_exceeded|server is busy/,
  },
  {
    reason: "rate-limited-day",
    statuses: [429],
    words:
      /per[ _-]?(?:day|week|month)|\/ ?(?:day|month)\b|\b(?:rpd|tpd)\b|(?:daily|weekly|monthly)[^.]{0,25}(?:limit|quota|usage|allocation|allowance|requests|tokens)|requests?-day/,
  },
  {
    reason: "rate-limited-requests",
    statuses: [429],
    words:
      /requests?[ _-]?per|calls \/|\b(?:rpm|rps)\b|request_quota|requests? rate|concurren|too many requests at once/,
  },
  { reason: "rate-limited-requests", statuses: [429], tags: /\brequests\b/ },
  { reason: "rate-limited-tokens", statuses: [429], words: /\btokens?\b|\btpm\b|token_|tokensper/ },
  { reason: "rate-limited", statuses: [429] },
  {
    reason: "context-too-long",
    statuses: [400, 413, 422, 500],
    words:
      /context_length|exceed_context|context (?:length|window|size)|maximum context|prompt (?:is )?too long|input (?:is )?too long|too many (?:input )?tokens|input tokens? (?:count|exceed)|maximum number of tokens allowed|max_new_tokens|string_above_max_length/,
  },
  {
    reason: "not-allowed",
    statuses: [400],
    words:
      /location is not supported|unsupported_country|organization_restricted|blocked_api_access|has been restricted/,
  },
  { reason: "bad-key", statuses: [401] },
  {
    reason: "bad-key",
    statuses: [400, 403],
    words:
      /invalid_api_key|api_key_invalid|authentication|unauthenticated|security token|(?:incorrect|invalid|missing|expired|wrong|malformed|no) [^.]{0,30}\b(?:api[ _-]?key|token|credentials?)\b|api[ _-]?key [^.]{0,30}(?:not valid|invalid|expired|incorrect|missing|not found|disabled|revoked)/,
  },
  { reason: "cold-start", statuses: [425] },
  {
    reason: "cold-start",
    statuses: [404, 424, 500, 502, 503],
    words:
      /loading model|model (?:(?!\. ).){0,80}loading|warming up|cold start|not (?:yet )?ready|scal(?:ing|ed) (?:up|from|to) ?(?:zero)?|starting up|still starting|being (?:loaded|deployed|started)|deployment_scaling|no (?:healthy|ready|available) (?:replica|worker|instance|upstream)/,
  },
  {
    reason: "gone",
    statuses: [400, 403, 404, 422],
    aboutModel: true,
    words: new RegExp(
      `model_decommissioned|model${SAME_SENTENCE}(?:decommissioned|deprecated|no longer|end of life|retired|discontinued|sunset)`,
    ),
  },
  { reason: "gone", statuses: [410] },
  {
    reason: "no-such-model",
    statuses: [400, 403, 404, 422],
    aboutModel: true,
    words: new RegExp(
      `model_not_(?:found|supported|available)|deploymentnotfound|(?:unknown|invalid|no such|unsupported|nonexistent)[ _]model|no endpoints found|no allowed providers|not a valid model|your model\\b|no models? loaded|model identifier is invalid|^not_found_error\\nmodel:|not found for account|(?:model|deployment)${SAME_SENTENCE}(?:not found|not exist|not available|not supported|unavailable|not deployed|not loaded|no access)`,
    ),
  },
  { reason: "overloaded", statuses: [498, 503, 529] },
  { reason: "overloaded", statuses: "5xx", words: /overloaded|(?:at|over|no) capacity/ },
  { reason: "not-allowed", statuses: [403, 451] },
  { reason: "not-allowed", tags: /permission_(?:error|denied)/ },
  { reason: "wrong-url", statuses: [301, 302, 303, 307, 308, 404, 405] },
  { reason: "server-fault", statuses: [408, 409, 424, 499] },
  { reason: "server-fault", statuses: "5xx" },
];

const RATE_LIMIT = /rate.?limit|too many requests|resource_exhausted|quota_exceeded|queue_exceeded/;
const OVERLOAD = /overloaded|insufficient_system_resource/;

/** Parameters that a message may name without a field saying so, longest first. */
const PARAMETER =
  /\b(stream_options|max_completion_tokens|max_tokens|temperature|perf_metrics_in_response|seed)\b/;

/** What lies behind a refusal. */
export function reasonOf(signal: Signal): FailureReason {
  const { tags, message } = signal;
  const words = `${tags}\n${message}`;
  const status = signal.status ?? impliedStatus(words);
  const rule = RULES.find((candidate) => matches(candidate, { ...signal, status }, words));
  if (rule !== undefined) return rule.reason;
  if (status === undefined) return "server-fault";
  return blamedParameter(signal) === undefined ? "bad-request" : "bad-parameter";
}

/** The parameter that was refused: named by a field, or else in the words; undefined when it is the prompt or the model. */
export function blamedParameter(signal: Signal): string | undefined {
  const { parameter } = signal;
  if (parameter === undefined) return PARAMETER.exec(signal.message)?.[1];
  return /^(?:model|messages|input|prompt)\b/.test(parameter) ? undefined : parameter;
}

function matches(rule: Rule, signal: Signal, words: string): boolean {
  const { status, tags, parameter } = signal;
  if (rule.aboutModel && parameter !== undefined && parameter !== "model") return false;
  if (status === undefined) {
    if (rule.tags === undefined && rule.words === undefined) return false;
  } else if (rule.statuses === "5xx") {
    if (status < 500) return false;
  } else if (rule.statuses !== undefined && !rule.statuses.includes(status)) {
    return false;
  }
  return (rule.tags?.test(tags) ?? true) && (rule.words?.test(words) ?? true);
}

/** Errors inside a stream rarely name a status; the rules for 429 and 503 look only at answers that have one. */
function impliedStatus(words: string): number | undefined {
  if (RATE_LIMIT.test(words)) return 429;
  return OVERLOAD.test(words) ? 503 : undefined;
}
