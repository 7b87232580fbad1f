import { describe, expect, test } from "bun:test";
import { FILE_PAGE, render } from "../../src/output/format-of.ts";
import { aDistribution, aReport, aTargetReport } from "../support/builders.ts";
import { fullReport } from "../support/full-report.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";
import { askPython, hasPython } from "../support/python.ts";

const READ = `
import json, sys
import xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
name = lambda element: element.tag.split("}")[1]
json.dump({
  "tags": sorted({name(each) for each in root.iter()}),
  "texts": [each.text or "" for each in root.iter() if name(each) == "text"],
  "edges": [float(each.get("x")) + float(each.get("width")) for each in root.iter() if name(each) == "rect" and each.get("x")],
}, sys.stdout)
`;

interface Card {
  readonly tags: readonly string[];
  readonly texts: readonly string[];
  readonly edges: readonly number[];
}

const read = async (svg: string): Promise<Card> => (await askPython(READ, svg)) as Card;

const withPython = test.skipIf(!hasPython);

describe("the card", () => {
  withPython("is one picture with everything that a viewer needs to judge it", async () => {
    const svg = await render(fullReport(), "svg", FILE_PAGE);
    expect(svg).toStartWith('<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"');
    const { texts } = await read(svg);
    const all = texts.join("\n");
    for (const told of [
      "cerebras streamed 3.1× as fast as groq",
      "gpt-oss-120b · medium · 30 blocks · 2026-11-24",
      "2,071",
      "3–4",
      "> 60 s",
      "12/30 ok",
      "AMD EPYC",
      "speed-kings 0.1.0",
    ]) {
      expect(all).toInclude(told);
    }
    expect(all).not.toInclude("SIMULATED");
  });

  test("says that a run was simulated", async () => {
    expect(await render(fullReport({ simulated: true }), "svg", FILE_PAGE)).toInclude(
      ">SIMULATED<",
    );
  });

  withPython(
    "shows eight targets and how many there are besides, all within the picture",
    async () => {
      const targets = Array.from({ length: 11 }, (_, index) =>
        aTargetReport(`target-${index}-with-a-name-that-goes-on`, {
          metrics: { outputSpeed: aDistribution(1000 - index), ttftMs: aDistribution(9e6) },
        }),
      );
      const { texts, edges } = await read(await render(aReport({ targets }), "svg", FILE_PAGE));
      expect(texts.filter((text) => text.startsWith("target-"))).toHaveLength(8 + 1);
      expect(texts.join(" ")).toInclude("3 more not shown");
      expect(Math.max(...edges)).toBeLessThanOrEqual(1100);
    },
  );

  withPython.each(Object.entries(HOSTILE))(
    "is well-formed and nothing else for %s",
    async (_, text) => {
      const { tags } = await read(await render(hostileReport(text), "svg", FILE_PAGE));
      expect(tags).toEqual(["path", "rect", "svg", "text", "title"]);
    },
  );
});
