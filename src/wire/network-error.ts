import type { Failure } from "../core/failure.ts";
import { isLoopback } from "../core/loopback.ts";

/** What was being done when a request failed: decides the words. */
export interface FailedRequest {
  readonly url: string;
  readonly connection: "warm" | "cold";
  /** `answer` as long as no header has come, `body` after that. */
  readonly awaiting: "answer" | "body";
}

/** Where it happened: host and port, never more of a URL, because the rest may hold a key. */
interface Place extends Omit<FailedRequest, "url"> {
  readonly where: string;
  readonly secure: boolean;
  readonly local: boolean;
}

interface Explanation {
  readonly codes: RegExp;
  /** Absent when nobody can know. */
  readonly retryable?: boolean;
  message(place: Place): string;
  advice(place: Place): string;
}

const trust = (): string =>
  "if you trust it, set NODE_EXTRA_CA_CERTS to a PEM file with its certificate or its authority's";

// One row a cause; the first that fits. Codes as Bun 1.4.5 gives them, found by provoking each failure, or, where that was not
// possible, from the list of error names inside Bun; the certificate codes are OpenSSL's (X509_V_ERR_…), as in Node.
const EXPLANATIONS: readonly Explanation[] = [
  {
    codes: /^ECONNREFUSED$/,
    message: ({ where }) => `nothing listens at ${where}`,
    advice: ({ local }) =>
      local
        ? "start the server, or check the port"
        : "check the address, the firewall, and HTTPS_PROXY or HTTP_PROXY if one is set",
  },
  {
    codes: /^(ENOTFOUND|EAI_NONAME|EAI_NODATA|EAI_ADDRFAMILY|DNS_ENOTFOUND|DNS_ENODATA)$/,
    retryable: false,
    message: ({ where }) => `there is no host of that name: ${where}`,
    advice: () => "check the spelling of the address, and that this machine is online",
  },
  {
    codes: /^(EAI_\w+|DNS_\w+|DNSResolutionFailed)$/,
    retryable: true,
    message: ({ where }) => `the name server did not answer for ${where}`,
    advice: () => "check that this machine is online",
  },
  {
    codes: /^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/,
    retryable: true,
    message: ({ where }) => `there is no way from this machine to ${where}`,
    advice: () => "check that this machine is online, and its VPN and IPv6 if it has them",
  },
  {
    codes: /^(ETIMEDOUT|Timeout|TimeoutError)$/,
    retryable: true,
    message: ({ where }) => `${where} did not react`,
    advice: () => "check the address and the firewall",
  },
  {
    codes: /^(ECONNRESET|ECONNABORTED|EPIPE|ConnectionClosed)$/,
    retryable: true,
    message: ({ where, awaiting, connection }) => {
      if (awaiting === "body") return `${where} broke the connection in the middle of its answer`;
      return connection === "warm"
        ? `${where} closed the kept-alive connection instead of answering`
        : `${where} closed the connection without answering`;
    },
    advice: ({ awaiting, connection, secure }) => {
      if (awaiting === "body") return "the answer is incomplete; try again";
      if (connection === "warm") return "servers close idle connections; try again";
      return secure ? "try again" : "if the server wants TLS on this port, use https://";
    },
  },
  {
    codes: /^(EPROTO|TLSHandshakeFailed|(ERR_)?SSL_\w+)$/,
    retryable: false,
    message: ({ where }) => `the TLS handshake with ${where} failed`,
    advice: () => "if the server has no TLS on this port, use http://",
  },
  {
    codes: /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    retryable: false,
    message: ({ where }) => `${where} has a self-signed certificate`,
    advice: trust,
  },
  {
    codes: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_UNTRUSTED)$/,
    retryable: false,
    message: ({ where }) =>
      `the certificate of ${where} comes from nobody whom this machine trusts`,
    advice: trust,
  },
  {
    codes: /^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    retryable: false,
    message: ({ where }) => `the certificate of ${where} is not valid today`,
    advice: () => "check the clock of this machine; if it is right, the server needs a new one",
  },
  {
    codes: /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    retryable: false,
    message: ({ where }) => `the certificate of ${where} belongs to a host of another name`,
    advice: () => "use the name that the certificate is for",
  },
  {
    codes: /^(CERT_\w+|CRL_\w+|ERR_TLS_\w+|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/,
    retryable: false,
    message: ({ where }) => `the certificate of ${where} was refused`,
    advice: () => "look at it with: openssl s_client -connect HOST:PORT",
  },
  {
    codes: /^(ERR_PROXY_TUNNEL|ProxyConnectFailed|UnsupportedProxyProtocol)$/,
    message: ({ where }) => `the proxy did not give us a way to ${where}`,
    advice: () => "check HTTPS_PROXY or HTTP_PROXY, or name the host in NO_PROXY",
  },
  {
    codes:
      /^(Malformed_HTTP_Response|InvalidHTTPResponse|InvalidContentLength|UnsupportedTransferEncoding|UnexpectedData|UnrequestedUpgrade|ResponseHeadersTooLarge)$/,
    message: ({ where }) => `${where} answered with something that is not HTTP/1.1`,
    advice: () => "check that the port is that of an HTTP API",
  },
  {
    codes: /^(Zlib|Brotli|Zstd|Deflate)\w*$/,
    message: ({ where }) => `${where} sent a compressed body that cannot be unpacked`,
    advice: () => "try again; if it stays, something on the way changes the body",
  },
  {
    codes: /^(ERR_INVALID_URL|ERR_INVALID_ARG_VALUE)$/,
    retryable: false,
    message: ({ where }) => `no request can go to ${where}`,
    advice: () => "write the address as https://host:port/path",
  },
  {
    // An error of fetch without a code: it refused what it was given, in practice the value of a header.
    codes: /^TypeError$/,
    retryable: false,
    message: ({ where }) => `the request to ${where} could not be made`,
    advice: () => "check the key and the headers for line breaks and other odd characters",
  },
];

/**
 * What Bun's fetch threw, as a failure. Told apart by code, or by name where there is none, never by the text of a message,
 * which changes between versions and may hold the whole URL. Names host and port, and one thing to try.
 */
export function networkFailure(error: unknown, request: FailedRequest): Failure {
  const code = codeOf(error);
  const place = placeOf(request);
  const explanation = EXPLANATIONS.find(({ codes }) => codes.test(code));
  if (explanation === undefined) {
    return {
      kind: "network",
      code,
      message: `the request to ${place.where} failed with ${code}`,
      advice: "try again",
    };
  }
  const { retryable } = explanation;
  return {
    kind: "network",
    code,
    message: explanation.message(place),
    advice: explanation.advice(place),
    ...(retryable === undefined ? {} : { retryable }),
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "UNKNOWN";
  // The code of a DOMException is a number from a table of 1998; its name says more.
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function placeOf({ url, connection, awaiting }: FailedRequest): Place {
  const parsed = URL.parse(url);
  const secure = parsed?.protocol === "https:";
  const host = parsed?.hostname ?? "";
  return {
    connection,
    awaiting,
    secure,
    local: isLoopback(url),
    where: host === "" ? "this address" : `${host}:${parsed?.port || (secure ? 443 : 80)}`,
  };
}
