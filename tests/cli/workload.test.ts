import { describe, expect, test } from "bun:test";
import { readRaceOptions } from "../../src/cli/race-options.ts";
import { prepareWorkload } from "../../src/cli/workload.ts";

const workloadOf = (flags: Record<string, string>) =>
  prepareWorkload(readRaceOptions(flags, { size: "short", preset: "quick" }), 7);
const BLOCK = { phase: "measured", size: "short", index: 3 } as const;

describe("the prompts of a block", () => {
  test("are one text, each behind a first line of its own", async () => {
    const { assign } = await workloadOf({});
    const prompts = [0, 1].flatMap((variant) =>
      [0, 1].map((repeat) => assign(BLOCK, { repeat, variant }).prompt),
    );
    const cut = (prompt: string) => prompt.indexOf("\n\n");
    expect(new Set(prompts.map((prompt) => prompt.slice(0, cut(prompt)))).size).toBe(4);
    expect(new Set(prompts.map((prompt) => prompt.slice(cut(prompt)))).size).toBe(1);
    expect(new Set(prompts.map(({ length }) => length)).size).toBe(1);
  });

  test("are the same to the letter where a cache shall be warm", async () => {
    const { assign } = await workloadOf({ cache: "warm" });
    const first = assign({ ...BLOCK, index: 0 }, { repeat: 0, variant: 0 });
    expect(assign(BLOCK, { repeat: 1, variant: 1 })).toEqual(first);
  });
});
