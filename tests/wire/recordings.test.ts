import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { FRAMERS } from "../../src/wire/framers.ts";
import { cut, frame } from "./cutting.ts";

const folder = join(import.meta.dir, "../../../shared/recordings");
const recorded = existsSync(folder);
const files = recorded ? [...new Bun.Glob("*/*.{sse,ndjson}").scanSync(folder)].toSorted() : [];

describe.skipIf(!recorded)("recorded provider streams", () => {
  test("are there", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  for (const file of files) {
    test(`${file} gives the same messages however it is cut`, async () => {
      const create = file.endsWith(".sse") ? FRAMERS.sse : FRAMERS.ndjson;
      const body = await Bun.file(join(folder, file)).bytes();
      const whole = frame(create, [body]);
      fc.assert(
        fc.property(fc.array(fc.nat({ max: body.length }), { maxLength: 200 }), (places) => {
          expect(frame(create, cut(body, places))).toEqual(whole);
        }),
        { numRuns: 5 },
      );
      const everyByte = Array.from({ length: Math.min(body.length, 20_000) }, (_, place) => place);
      expect(frame(create, cut(body, everyByte))).toEqual(whole);
    });
  }

  // No recording has an event of several data lines, so counting lines is a second, independent way to count messages.
  test("give one message for each line that has data, and all of it is JSON or [DONE]", async () => {
    for (const file of files) {
      const framing = file.endsWith(".sse") ? "sse" : "ndjson";
      const body = await Bun.file(join(folder, file)).text();
      const lines = body.split(/[\r\n]+/).filter((line) => line.trim() !== "");
      const withData = framing === "sse" ? lines.filter((line) => line.startsWith("data:")) : lines;
      const messages = frame(FRAMERS[framing], [new TextEncoder().encode(body)]);
      expect([file, messages.length]).toEqual([file, withData.length]);
      for (const { data } of messages) {
        if (data.trim() !== "[DONE]") expect(() => JSON.parse(data)).not.toThrow();
      }
    }
  });
});
