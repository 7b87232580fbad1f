import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { randomFor } from "../../src/core/random.ts";
// What each recording says, read by a separate program in another language (WHATWG rules for SSE, plain JSON): lengths in UTF-16
// units and the beginning of the SHA-256 of each text; usage and times converted by hand to our units.
import chats from "./recordings.golden.json" with { type: "json" };
// Made by read-recordings.py beside it.
import others from "./dialects.golden.json" with { type: "json" };
import { dialectOf, HAS_RECORDINGS, RECORDINGS, replay } from "./replay.ts";
import type { Told } from "./replay.ts";

const fingerprint = (text: string): (string | number)[] => [
  text.length,
  new Bun.CryptoHasher("sha256").update(text).digest("hex").slice(0, 12),
];

interface Golden {
  readonly file: string;
  readonly dialect?: string;
  readonly timings?: Readonly<Record<string, number>>;
  readonly error?: string;
}
const golden: readonly Golden[] = [...chats, ...others];

const checkable = (told: Told): object => ({
  answer: fingerprint(told.answer),
  reasoning: fingerprint(told.reasoning),
  tools: fingerprint(told.tools),
  finish: told.finish ?? null,
  done: told.done,
  ...(told.model === undefined ? undefined : { model: told.model }),
  ...(told.usage === undefined ? undefined : { usage: told.usage }),
  ...(told.requestId === undefined ? undefined : { requestId: told.requestId }),
});

describe.skipIf(!HAS_RECORDINGS)("recorded streams", () => {
  for (const { file, dialect: protocol, timings, error, ...expected } of golden) {
    const dialect = dialectOf({ file, ...(protocol === undefined ? {} : { dialect: protocol }) });
    test(`${file} tells its text, usage, finish and times`, async () => {
      const body = await Bun.file(join(RECORDINGS, file)).bytes();
      const told = replay(dialect, body, [body.length]);
      expect(checkable(told)).toEqual(expected);
      expect(Object.keys(told.timings ?? {}).toSorted()).toEqual(
        Object.keys(timings ?? {}).toSorted(),
      );
      for (const [name, value] of Object.entries(timings ?? {})) {
        expect(new Map(Object.entries(told.timings ?? {})).get(name)).toBeCloseTo(value, 6);
      }
      expect(told.errors.length).toBe(error === undefined ? 0 : 1);
      if (error !== undefined) {
        expect(told.errors[0]).toMatchObject({ kind: "stream-error", status: 400 });
        expect(told.errors[0]?.message).toContain(error);
      }
    });
  }

  test("any cutting of a body into reads tells the same", async () => {
    const random = randomFor(20_261_124, "cutting");
    for (const entry of golden) {
      const body = await Bun.file(join(RECORDINGS, entry.file)).bytes();
      const dialect = dialectOf(entry);
      const sizes = Array.from({ length: 200 }, () => random.integer(1, 300));
      expect(replay(dialect, body, sizes)).toEqual(replay(dialect, body, [body.length]));
    }
  });
});
