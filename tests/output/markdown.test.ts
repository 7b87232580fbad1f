import { describe, expect, test } from "bun:test";
import { escapeMarkdown } from "../../src/output/markdown-escape.ts";
import { FILE_PAGE, render } from "../../src/output/format-of.ts";
import { fullReport } from "../support/full-report.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";

/** What a renderer that is not ours makes of Markdown: every element, and every cell's text. */
async function rendered(markdown: string) {
  const elements: string[] = [];
  const rows: string[][] = [];
  const html = Bun.markdown.html(markdown);
  const rewriter = new HTMLRewriter()
    .on("*", { element: ({ tagName }) => void elements.push(tagName) })
    .on("tr", { element: () => void rows.push([]) })
    .on("td", { element: () => void rows.at(-1)?.push("") })
    .on("td", {
      text: ({ text }) => {
        const row = rows.at(-1);
        if (row !== undefined) row[row.length - 1] += text;
      },
    });
  await rewriter.transform(new Response(html)).text();
  return { html, elements: new Set(elements), rows: rows.filter((row) => row.length > 0) };
}

const ELEMENTS = [
  "h3",
  "h4",
  "p",
  "strong",
  "table",
  "thead",
  "tbody",
  "tr",
  "th",
  "td",
  "ul",
  "li",
];

describe("Markdown", () => {
  test("is a headline, a table and lists to any renderer", async () => {
    const report = fullReport({ simulated: true });
    const { html, elements, rows } = await rendered(await render(report, "markdown", FILE_PAGE));
    expect([...elements].toSorted()).toEqual([...ELEMENTS, "blockquote"].toSorted());
    expect(rows.map((row) => row.slice(0, 4).map((cell) => cell.trim()))).toEqual([
      ["1", "cerebras", "gpt-oss-120b", "👑 2,071"],
      ["2", "groq", "gpt-oss-120b", "674"],
      ["3–4", "fireworks", "gpt-oss-120b", "434"],
      ["3–4", "sambanova", "gpt-oss-120b", "421"],
      ["–", "together", "gpt-oss-120b", "129"],
    ]);
    for (const told of [
      "SIMULATED",
      "3.1× as fast",
      "AMD EPYC",
      "2026-11-24",
      "0.1.0",
      "seed 42",
    ]) {
      expect(html).toInclude(told);
    }
  });

  test.each(Object.entries(HOSTILE))("is nothing else for %s", async (_, text) => {
    const { elements, rows } = await rendered(
      await render(hostileReport(text), "markdown", FILE_PAGE),
    );
    expect([...elements].filter((element) => !ELEMENTS.includes(element))).toEqual([]);
    expect(rows).toHaveLength(2);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  test("shows foreign text as it is", async () => {
    const text = "a|b *c* _d_ `e` [f](g) <h> ~i~ &amp; \\ #1";
    const { html } = await rendered(escapeMarkdown(text));
    expect(html.trim()).toBe(`<p>${Bun.escapeHTML(text)}</p>`);
  });

  test("notifies nobody", () => {
    expect(escapeMarkdown("thanks @octocat")).not.toInclude("@octocat");
  });
});
