import { expect, test } from "bun:test";
import { formatRunList } from "../../src/output/run-list.ts";
import type { RunLine } from "../../src/output/run-list.ts";
import { HOSTILE } from "../support/hostile.ts";

const PAGE = { columns: 120, color: false, unicode: true, verbose: false, details: false };

const aLine = (fields: Partial<RunLine> = {}): RunLine => ({
  id: "2026-11-24T05-31-00-000Z-aaaaaaaa",
  state: "complete",
  simulated: false,
  sizes: ["short", "long"],
  blocks: 30,
  targets: ["groq", "cerebras"],
  ...fields,
});

test("a line a run, with the name that a command takes", () => {
  const text = formatRunList([aLine(), aLine({ state: "unfinished", simulated: true })], PAGE);
  const [head, , first, second] = text.split("\n");
  expect(head?.split(/ {2,}/)).toEqual(["run", "state", "size", "blocks", "targets"]);
  expect(first?.split(/ {2,}/)).toEqual([
    "2026-11-24T05-31-00-000Z-aaaaaaaa",
    "complete",
    "short long",
    "30",
    "groq, cerebras",
  ]);
  expect(second).toContain("unfinished");
  expect(second).toEndWith("groq, cerebras (simulated)");
});

test.each([40, 60, 80, 200])("fits %d columns with the name whole", (columns) => {
  const many = Array.from({ length: 30 }, (_, index) => `target-${index}`);
  const text = formatRunList([aLine({ targets: many })], { ...PAGE, columns });
  expect(Math.max(...text.split("\n").map((line) => Bun.stringWidth(line)))).toBeLessThanOrEqual(
    columns,
  );
  expect(text).toContain("2026-11-24T05-31-00-000Z-aaaaaaaa");
});

test.each(Object.entries(HOSTILE))("%s does no harm", (_, text) => {
  const page = formatRunList([aLine({ targets: [text], state: text })], PAGE);
  expect(/(?!\n)\p{Cc}/u.exec(page)).toBeNull();
  expect(page.split("\n")).toHaveLength(4);
});
