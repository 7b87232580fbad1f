import { describe, expect, test } from "bun:test";
import type { ReadRow } from "../../src/core/sample.ts";
import type { Report } from "../../src/core/report.ts";
import { FILE_PAGE, render } from "../../src/output/format-of.ts";
import { aReport, aSample, aTargetReport } from "../support/builders.ts";
import { fullReport } from "../support/full-report.ts";
import { fullSamples } from "../support/full-samples.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element of a page, and the text of its scripts, as a parser that is not ours sees them. */
async function parsed(html: string) {
  const elements: Element[] = [];
  const scripts: string[] = [];
  const rewriter = new HTMLRewriter()
    .on("*", {
      element: ({ tagName, attributes }) =>
        void elements.push({ tag: tagName, attributes: Object.fromEntries(attributes) }),
    })
    .on("script", {
      element: () => void scripts.push(""),
      text: ({ text }) => void (scripts[scripts.length - 1] += text),
    });
  await rewriter.transform(new Response(html)).text();
  const attributes = elements.flatMap((element) => Object.entries(element.attributes));
  return { elements, scripts, attributes };
}

/** What the button of a page saves. */
async function savedFrom(html: string): Promise<Report> {
  const { elements, scripts } = await parsed(html);
  const { attributes } = elements.find(({ attributes: { id } }) => id === "report")!;
  const content = JSON.parse(scripts[0]!);
  if (attributes["data-encoding"] === undefined) return content;
  const bytes = Bun.gunzipSync(Buffer.from(content, "base64"));
  return JSON.parse(new TextDecoder().decode(bytes));
}

const plain = (report: Report): unknown => JSON.parse(JSON.stringify(report));

const manyReads = (count: number): readonly ReadRow[] =>
  Array.from({ length: count }, (_, index) => [
    200 + index * 3.7 + (index % 7) * 0.13,
    280 + (index % 11),
    1,
    4 + (index % 3),
    0,
    0,
  ]);

const page = (report: Report): Promise<string> => render(report, "html", FILE_PAGE);

let harmlessPage: ReturnType<typeof parsed> | undefined;

describe("the page", () => {
  test("asks nobody for anything", async () => {
    const html = await page(fullReport());
    const { elements, attributes } = await parsed(html);
    const policy = elements.find(({ attributes: { "http-equiv": name } }) => name !== undefined);
    expect(policy?.attributes["content"]).toStartWith("default-src 'none'");
    const links = attributes.filter(([name]) =>
      /^(?:src|href|srcset|data|action|xlink:href)$/.test(name),
    );
    expect(links).toEqual([["href", "data:,"]]);
    expect(html).not.toMatch(/@import|url\((?!#)/);
  });

  test("lets only its own script run, by the hash of every character of it", async () => {
    const { scripts, elements } = await parsed(await page(fullReport()));
    const policy = elements.find(({ attributes: { "http-equiv": name } }) => name !== undefined);
    const hash = new Bun.CryptoHasher("sha256").update(scripts[1]!).digest("base64");
    expect(scripts).toHaveLength(2);
    expect(policy?.attributes["content"]).toInclude(`script-src 'sha256-${hash}'`);
  });

  test.each(Object.entries(HOSTILE))("has no foreign element or script for %s", async (_, text) => {
    const html = await page(hostileReport(text));
    const harmless = await (harmlessPage ??= page(hostileReport("harmless")).then(parsed));
    const { elements, scripts, attributes } = await parsed(html);
    const tags = (of: readonly Element[]) => new Set(of.map(({ tag }) => tag));
    expect(tags(elements)).toEqual(tags(harmless.elements));
    expect(scripts).toHaveLength(2);
    expect(scripts[1]).toBe(harmless.scripts[1]);
    expect(attributes.filter(([name]) => name.startsWith("on"))).toEqual([]);
    expect(await savedFrom(html)).toEqual(plain(hostileReport(text)) as Report);
    expect(html.length).toBeLessThan(400_000);
  });

  test("carries the whole report, packed once it is large", async () => {
    const small = fullReport({ samples: fullSamples(2) });
    const smallPage = await page(small);
    expect(smallPage).not.toInclude("data-encoding=");
    expect(await savedFrom(smallPage)).toEqual(plain(small) as Report);
    const large = fullReport();
    const largePage = await page(large);
    expect(largePage).toInclude('data-encoding="gzip+base64"');
    expect(await savedFrom(largePage)).toEqual(plain(large) as Report);
  });

  test("of a usual run, 5 targets and 30 blocks of 500 reads, is below 1 MB", async () => {
    const samples = fullSamples().map((sample) =>
      sample.status === "ok" ? { ...sample, reads: manyReads(500) } : sample,
    );
    const html = await page(fullReport({ samples }));
    expect(html.length).toBeLessThan(1_000_000);
    const saved = await savedFrom(html);
    expect(saved.samples).toHaveLength(samples.length);
    const sum = (of: Report) =>
      of.samples.flatMap(({ reads }) => reads.map((row) => row[3])).reduce((a, b) => a + b, 0);
    expect(sum(saved)).toBe(sum(fullReport({ samples })));
  });

  test("merges reads of a longer run, and says so", async () => {
    const samples = Array.from({ length: 1000 }, (_, block) =>
      aSample({ target: "groq", block, reads: manyReads(450 + (block % 50)) }),
    );
    const html = await page(fullReport({ samples }));
    expect(html).toMatch(
      /Reads are (?:merged to at most 32|left out)|reads of each request are left out/,
    );
    expect((await savedFrom(html)).samples).toHaveLength(1000);
    expect(html.length).toBeLessThan(1_500_000);
  });

  test("says that a run was simulated, and that it was cut short", async () => {
    const html = await page(
      fullReport({ simulated: true, interrupted: true, stopReason: "interrupted" }),
    );
    expect(html).toInclude("<b>SIMULATED</b>");
    expect(html).toInclude("Interrupted: this is what was measured until then.");
  });

  test("has every picture that the run has something for, each with words for those who cannot see it", async () => {
    const { elements } = await parsed(await page(fullReport()));
    const pictures = elements.filter(({ tag }) => tag === "svg");
    expect(elements.filter(({ tag }) => tag === "figure")).toHaveLength(9);
    expect(pictures.every(({ attributes: { "aria-label": label } }) => label !== "")).toBe(true);
    const ids = elements.flatMap(({ attributes: { id } }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("counts a connection that broke as cut off", async () => {
    const attempts = { total: 2, ok: 1, failed: 1, excluded: {}, retries: 0 };
    const failure = { kind: "network", code: "ECONNRESET", message: "it broke" } as const;
    const html = await page(
      aReport({
        targets: [aTargetReport("x", { attempts: { ...attempts, byKind: { network: 1 } } })],
        samples: [aSample({ target: "x", status: "failed", failure })],
      }),
    );
    expect(html).toInclude("cut off");
    expect(html).not.toInclude("not reached");
  });

  test("leaves out pictures of what is not known", async () => {
    const report = fullReport();
    const free = report.targets.map((target) => ({ ...target, cost: null }));
    expect(await page({ ...report, targets: free })).not.toInclude("Speed against cost");
    const { elements } = await parsed(await page({ ...report, samples: [] }));
    expect(elements.filter(({ tag }) => tag === "figure")).toHaveLength(1);
  });

  test("has a part for each size", async () => {
    const report = fullReport();
    const sizes = [
      { size: "short", inputTokens: 100, maxOutputTokens: 128 },
      ...report.plan.sizes,
    ] as const;
    const short = report.targets.map((target) => ({ ...target, size: "short" as const }));
    const html = await page({
      ...report,
      plan: { ...report.plan, sizes },
      targets: [...short, ...report.targets],
      samples: [
        ...report.samples.map((sample) => ({ ...sample, size: "short" as const })),
        ...report.samples,
      ],
    });
    expect(html.match(/<h2 class="size">/g)).toHaveLength(2);
    const { elements } = await parsed(html);
    const ids = elements.flatMap(({ attributes: { id } }) => id ?? []);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
