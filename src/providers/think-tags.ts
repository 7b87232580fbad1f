import type { StreamPart } from "../core/stream.ts";

const OPENING = "<think>";
const CLOSING = "</think>";

/** Tells reasoning from answer where a model writes both into one text. One for each stream. */
export interface ThinkSplitter {
  /** Parts of one message in, the same text out: what stands in the tags has become reasoning. */
  split(parts: readonly StreamPart[]): readonly StreamPart[];
  /** After the last message: what was held back because it might have been the beginning of a tag. */
  end(): readonly StreamPart[];
  /** How many characters are held back: the next text begins with them. */
  readonly held: number;
  /** `open`: the tag was never closed, so all of the text is reasoning and there was no answer. */
  readonly tags: "none" | "open" | "closed";
}

/**
 * `<think>…</think>` at the very beginning of an answer (DeepSeek R1 at Fireworks, Together and Novita; Groq's `raw` format; many
 * local servers): the text in it, the tags included, is reasoning. Not a character is lost, changed or reordered, since the tags are
 * tokens that the model made and the first of them is the first token. A tag anywhere else is text. Only a piece that may be the
 * beginning of a tag waits for the next message. Without a tag every message after the first is given back untouched.
 */
export function createThinkSplitter(): ThinkSplitter {
  let state: "start" | "inside" | "after" | "off" = "start";
  let held = "";

  const take = (text: string, out: StreamPart[]): void => {
    let rest = held + text;
    held = "";
    if (state === "start") {
      const begun = rest.trimStart();
      if (begun === "") {
        out.push({ type: "answer-delta", text: rest });
        return;
      }
      if (begun.startsWith(OPENING)) {
        state = "inside";
        const length = rest.length - begun.length + OPENING.length;
        out.push({ type: "reasoning-delta", text: rest.slice(0, length) });
        rest = rest.slice(length);
      } else if (OPENING.startsWith(begun)) {
        held = rest;
        return;
      } else {
        state = "off";
      }
    }
    if (state === "inside") {
      const at = rest.indexOf(CLOSING);
      if (at === -1) {
        const kept = beginningAtEnd(rest);
        held = rest.slice(rest.length - kept);
        push(out, "reasoning-delta", rest.slice(0, rest.length - kept));
        return;
      }
      state = "after";
      push(out, "reasoning-delta", rest.slice(0, at + CLOSING.length));
      rest = rest.slice(at + CLOSING.length);
    }
    push(out, "answer-delta", rest);
  };

  const release = (out: StreamPart[]): void => {
    push(out, state === "inside" ? "reasoning-delta" : "answer-delta", held);
    held = "";
  };

  return {
    split(parts) {
      if (state === "off" || state === "after") return parts;
      if (!parts.some(isText)) return parts;
      const out: StreamPart[] = [];
      for (const part of parts) {
        if (part.type === "answer-delta") {
          take(part.text, out);
          continue;
        }
        if (isText(part)) {
          // A channel of its own: whatever stands in the text is text.
          release(out);
          if (state === "start") state = "off";
        }
        out.push(part);
      }
      return out;
    },
    end() {
      const out: StreamPart[] = [];
      release(out);
      return out;
    },
    get held() {
      return held.length;
    },
    get tags() {
      return state === "inside" ? "open" : state === "after" ? "closed" : "none";
    },
  };
}

const isText = ({ type }: StreamPart): boolean =>
  type === "answer-delta" || type === "reasoning-delta" || type === "tool-call-delta";

const push = (out: StreamPart[], type: "answer-delta" | "reasoning-delta", text: string): void => {
  if (text !== "") out.push({ type, text });
};

/** How many characters at the end may be the beginning of the closing tag. */
function beginningAtEnd(text: string): number {
  for (let length = Math.min(CLOSING.length - 1, text.length); length > 0; length--) {
    if (CLOSING.startsWith(text.slice(text.length - length))) return length;
  }
  return 0;
}
