import { describe, expect, test } from "bun:test";
import { FORMATS } from "../../src/output/formatters.ts";
import { render } from "../../src/output/format-of.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";

const PAGE = { columns: 100, color: false, unicode: true, verbose: true, details: true };

// What a terminal or an editor obeys instead of showing it. Line breaks alone make lines.
const OBEYED = /(?![\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

describe.each([...FORMATS])("%s", (format) => {
  test.each(Object.entries(HOSTILE))("holds nothing that is obeyed for %s", async (_, text) => {
    const page = await render(hostileReport(text), format, PAGE);
    expect(OBEYED.exec(page)).toBeNull();
    expect(page.isWellFormed()).toBe(true);
    expect(page).toEndWith("\n");
  });
});

test.each(Object.entries(HOSTILE))("the table stays within its page for %s", async (_, text) => {
  for (const columns of [40, 80, 120, 200]) {
    const page = await render(hostileReport(text), "table", { ...PAGE, columns });
    const widths = page.split("\n").map((line) => Bun.stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    expect(page.length).toBeLessThan(20_000);
  }
});
