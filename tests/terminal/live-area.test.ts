import { expect, test } from "bun:test";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLiveArea } from "../../src/terminal/live-area.ts";
import type { LiveArea } from "../../src/terminal/live-area.ts";
import { screenAfter } from "../support/screen.ts";

/** Everything that was written to a live area on a file in place of a terminal. */
function written(use: (area: LiveArea) => void): string {
  const folder = mkdtempSync(join(tmpdir(), "speed-kings-live-"));
  const file = join(folder, "terminal");
  const fd = openSync(file, "w");
  try {
    use(openLiveArea(fd));
    return readFileSync(file, "utf8");
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

const shown = (use: (area: LiveArea) => void): readonly string[] =>
  screenAfter(written(use)).lines.filter((line) => line !== "");

test("lines are drawn over", () => {
  const lines = shown((area) => {
    area.draw(() => ["title", "10%", "a 1"]);
    area.draw(() => ["title", "100%", "a 2"]);
  });
  expect(lines).toEqual(["title", "100%", "a 2"]);
});

test("fewer or more lines than before leave nothing behind", () => {
  const lines = shown((area) => {
    area.draw(() => ["title", "one", "two", "three"]);
    area.draw(() => ["title", "one"]);
    area.draw(() => ["title", "one", "two"]);
  });
  expect(lines).toEqual(["title", "one", "two"]);
});

test("a cleared area is as if it had never been", () => {
  const output = written((area) => {
    area.draw(() => ["title", "one", "two"]);
    area.draw(() => ["title", "one", "other"]);
    area.clear();
  });
  const { lines, cursorLine } = screenAfter(output);
  expect(lines.join("")).toBe("");
  expect(cursorLine).toBe(0);
});

test("the cursor is never hidden", () => {
  expect(written((area) => area.draw(() => ["x"]))).not.toInclude("\u001b[?25l");
});

test("a terminal that does not know its size has 80 columns and 24 rows", () => {
  written((area) =>
    area.draw((size) => {
      expect(size).toEqual({ columns: 80, rows: 24 });
      return [];
    }),
  );
});

test("a terminal that cannot be written to any more is no error", () => {
  const fd = openSync(import.meta.path, "r");
  try {
    const area = openLiveArea(fd);
    expect(() => {
      area.draw(() => ["x"]);
      area.clear();
    }).not.toThrow();
  } finally {
    closeSync(fd);
  }
});
