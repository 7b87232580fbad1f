/** A request with its whole body. */
export interface HttpRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The client wants the connection closed after the response. */
  readonly close: boolean;
}

/** What the bytes so far are: not yet a request, one, or something that cannot become one. */
export type Reading =
  | { readonly kind: "incomplete"; readonly expectsContinue: boolean }
  | { readonly kind: "request"; readonly request: HttpRequest }
  | { readonly kind: "refused"; readonly status: number; readonly message: string };

const MAX_HEAD_BYTES = 64 * 1024;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const HEAD_END = "\r\n\r\n";

interface Head {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isOld: boolean;
  /** Bytes of the head, and of the body that follows it. */
  readonly headLength: number;
  readonly bodyLength: number;
}

const refused = (status: number, message: string): Reading => ({
  kind: "refused",
  status,
  message,
});

function parseHead(text: string): Head | undefined {
  const [requestLine = "", ...lines] = text.split("\r\n");
  const [, method, target, version] = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/.exec(requestLine) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const fields = lines.map((line) => line.split(/:(.*)/s));
  const headers: Record<string, string> = Object.fromEntries(
    fields.map(([name = "", value = ""]) => [name.trim().toLowerCase(), value.trim()]),
  );
  const path = target.split("?")[0] ?? target;
  const bodyLength = Number(headers["content-length"] ?? 0);
  const headLength = Buffer.byteLength(text, "latin1") + HEAD_END.length;
  return { method, path, headers, isOld: version === "0", headLength, bodyLength };
}

/** Reads the requests of one connection, one after the other, however the network cut them. */
export class RequestReader {
  #pieces: Uint8Array[] = [];
  #length = 0;
  #head: Head | undefined;

  feed(bytes: Uint8Array): void {
    // Bun reuses the memory of a read for the next one.
    this.#pieces.push(bytes.slice());
    this.#length += bytes.length;
  }

  /** The next request, as far as it has come. */
  next(): Reading {
    const isNew = this.#head === undefined;
    if (this.#head === undefined) {
      const bytes = this.#joined();
      const end = bytes.indexOf(HEAD_END);
      if (end === -1) {
        return this.#length > MAX_HEAD_BYTES
          ? refused(431, "the head of the request is longer than 64 KiB")
          : { kind: "incomplete", expectsContinue: false };
      }
      this.#head = parseHead(bytes.toString("latin1", 0, end));
    }
    return this.#head === undefined
      ? refused(400, "this is not an HTTP/1.1 request")
      : this.#withBody(this.#head, isNew);
  }

  #withBody(head: Head, isNew: boolean): Reading {
    if (head.headers["transfer-encoding"] !== undefined) {
      return refused(411, "send the body with a content-length");
    }
    if (!Number.isInteger(head.bodyLength) || head.bodyLength < 0) {
      return refused(400, "content-length is no number");
    }
    if (head.bodyLength > MAX_BODY_BYTES) return refused(413, "the body is longer than 64 MiB");
    const total = head.headLength + head.bodyLength;
    if (this.#length < total) {
      const expects = head.headers["expect"]?.toLowerCase() === "100-continue";
      return { kind: "incomplete", expectsContinue: isNew && expects };
    }
    const bytes = this.#joined();
    const body = bytes.toString("utf8", head.headLength, total);
    this.#pieces = [bytes.subarray(total)];
    this.#length -= total;
    this.#head = undefined;
    const { method, path, headers } = head;
    const connection = headers["connection"]?.toLowerCase();
    const close = connection === "close" || (head.isOld && connection !== "keep-alive");
    return { kind: "request", request: { method, path, headers, body, close } };
  }

  #joined(): Buffer {
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [bytes];
    return bytes;
  }
}
