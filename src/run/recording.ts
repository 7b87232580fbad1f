import type { Failure } from "../core/failure.ts";
import { mergeUsage } from "../core/merge-usage.ts";
import type { ReadRow } from "../core/sample.ts";
import type { FinishReason, ServerTimings, StreamPart, Usage } from "../core/stream.ts";
import { elapsedMs } from "../core/units.ts";
import type { Nanos } from "../core/units.ts";
import { createThinkSplitter } from "../providers/think-tags.ts";

/**
 * Collects what the reads of one response bring: numbers in columns, and the text. Plain arrays of numbers, because an object
 * per event costs garbage collections of 50 ms with many streams, and every pause is an error in somebody's stamp.
 */
export class Recording {
  readonly #at: Nanos[] = [];
  readonly #bytes: number[] = [];
  readonly #events: number[] = [];
  readonly #answerChars: number[] = [];
  readonly #reasoningChars: number[] = [];
  readonly #toolChars: number[] = [];
  readonly #text: string[] = [];
  readonly #splitter = createThinkSplitter();
  /** Read with which the text came that the splitter holds back, and how much of that the next text begins with. */
  #heldSince = -1;
  #owed = 0;
  #firstReadPieces = 0;
  #firstTokenRead = -1;
  #current = -1;

  /** Messages of any content seen so far. */
  messages = 0;
  /** Characters of text of every kind seen so far. */
  chars = 0;
  usage: Usage | undefined;
  serverTimings: ServerTimings | undefined;
  finishReason: FinishReason | undefined;
  model: string | undefined;
  requestId: string | undefined;
  failure: Failure | undefined;
  isDone = false;

  get hasToken(): boolean {
    return this.#firstTokenRead >= 0;
  }

  /** Instant of the last read, or undefined before the first. */
  get lastReadAt(): Nanos | undefined {
    return this.#at[this.#current];
  }

  openRead(at: Nanos, bytes: number): void {
    this.#current = this.#at.push(at) - 1;
    this.#bytes.push(bytes);
    this.#events.push(0);
    this.#answerChars.push(0);
    this.#reasoningChars.push(0);
    this.#toolChars.push(0);
  }

  /** Adds what one message meant to the read that completed it. */
  addMessage(parts: readonly StreamPart[]): void {
    this.messages++;
    if (this.#current >= 0) this.#events[this.#current]! += 1;
    const held = this.#splitter.held;
    this.#owed = held;
    for (const part of this.#splitter.split(parts)) this.#addPart(part);
    // A tag may be cut anywhere: its beginning belongs to the read that it came with, not to the one that told what it is.
    if (held === 0 || this.#owed === 0) this.#heldSince = this.#current;
    this.#owed = 0;
  }

  /** The last message is in: what might have been the beginning of a tag is text after all. */
  finish(): void {
    this.#owed = this.#splitter.held;
    for (const part of this.#splitter.end()) this.#addPart(part);
  }

  #addPart(part: StreamPart): void {
    switch (part.type) {
      case "answer-delta":
        this.#addText(part.text, this.#answerChars);
        break;
      case "reasoning-delta":
        this.#addText(part.text, this.#reasoningChars);
        break;
      case "tool-call-delta":
        this.#addText(part.text, this.#toolChars);
        break;
      case "usage":
        this.usage = mergeUsage(this.usage, part.usage);
        break;
      case "server-timings":
        this.serverTimings = { ...this.serverTimings, ...part.timings };
        break;
      case "finish":
        this.finishReason = part.reason;
        break;
      case "model":
        this.model ??= part.model;
        break;
      case "request-id":
        this.requestId ??= part.id;
        break;
      case "error":
        this.failure ??= part.failure;
        break;
      case "done":
        this.isDone = true;
        break;
    }
  }

  #addText(text: string, column: number[]): void {
    if (this.#owed === 0) {
      this.#putText(text, column, this.#current);
      return;
    }
    const late = text.slice(0, this.#owed);
    this.#owed -= late.length;
    this.#putText(late, column, this.#heldSince);
    this.#putText(text.slice(late.length), column, this.#current);
  }

  #putText(text: string, column: number[], read: number): void {
    if (text.length === 0 || read < 0) return;
    column[read]! += text.length;
    this.chars += text.length;
    if (this.#firstTokenRead < 0) this.#firstTokenRead = read;
    if (this.#firstTokenRead === read) this.#firstReadPieces++;
    this.#text.push(text);
  }

  /** Text of every kind in the order of arrival, and the part of it that came with the first text-bearing read. */
  text(): { firstRead: string; all: string } {
    return {
      firstRead: this.#text.slice(0, this.#firstReadPieces).join(""),
      all: this.#text.join(""),
    };
  }

  /** The reads in milliseconds since `sentAt`. */
  rows(sentAt: Nanos): ReadRow[] {
    return this.#at.map((at, index) => [
      elapsedMs(sentAt, at),
      this.#bytes[index]!,
      this.#events[index]!,
      this.#answerChars[index]!,
      this.#reasoningChars[index]!,
      this.#toolChars[index]!,
    ]);
  }
}
