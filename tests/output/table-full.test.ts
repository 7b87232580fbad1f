import { describe, expect, test } from "bun:test";
import type { Report } from "../../src/core/report.ts";
import type { Page } from "../../src/output/formatter.ts";
import { wholeText } from "../../src/output/pieces.ts";
import { formatTable } from "../../src/output/table.ts";
import { atVolume } from "../../src/pricing/volume.ts";
import { fullReport } from "../support/full-report.ts";

const PLAIN: Page = { columns: 80, color: false, unicode: true, verbose: false, details: false };

const table = async (report: Report, page: Partial<Page> = {}): Promise<string> =>
  wholeText(formatTable(report, { ...PLAIN, ...page }));

const FULL = fullReport();

/** The lines of the first grid: two of the head, a rule, the rows. */
function gridOf(text: string): readonly string[] {
  const lines = text.split("\n");
  const rule = lines.findIndex((line) => /^[─-]+$/.test(line));
  return lines.slice(rule - 2, lines.indexOf("", rule));
}

describe("the table of a full report", () => {
  test("fits every page, in every manner", async () => {
    for (let columns = 20; columns <= 230; columns += 3) {
      for (const unicode of [true, false]) {
        const text = await table(FULL, { columns, unicode, details: true, verbose: true });
        const widest = Math.max(...text.split("\n").map((line) => Bun.stringWidth(line)));
        expect(widest).toBeLessThanOrEqual(columns);
      }
    }
  });

  test("stays in line around crowns, of which a terminal draws two columns", async () => {
    const [, head, , ...rows] = gridOf(await table(FULL, { columns: 120 }));
    const crowned = rows.filter((row) => row.includes("👑"));
    expect(crowned).toHaveLength(2);
    // The last column is aligned to the right, so it ends where the head ends.
    for (const row of rows.filter((line) => line.endsWith("/30"))) {
      expect(Bun.stringWidth(row)).toBe(Bun.stringWidth(head!));
    }
  });

  test("puts each crown beside the number that won it, and an asterisk without Unicode", async () => {
    const rows = gridOf(await table(FULL));
    expect(rows.find((row) => row.includes("cerebras"))).toMatch(/👑 2,071 .*307 +👑 474/);
    expect(rows.find((row) => row.includes("groq"))).toMatch(/674 +182 .*👑 403 /);
    const ascii = await table(FULL, { unicode: false });
    expect(ascii).toMatch(/cerebras +\* {2}2,071 /);
    expect(ascii).toMatch(/^[\n\u0020-\u007e]+$/);
  });

  test("shows ties as shared places and those that are not ranked below a line that says so", async () => {
    const rows = gridOf(await table(FULL)).slice(3);
    expect(rows.map((row) => row.trim().split(/\s+/).slice(0, 2).join(" "))).toEqual([
      "1 cerebras",
      "2 groq",
      "3–4 fireworks",
      "3–4 sambanova",
      "not ranked:",
      "– together",
    ]);
  });

  test("has the same line above those that fail too often where nobody is ranked", async () => {
    const none = FULL.targets.map((target) => ({ ...target, ranks: {} }));
    const page = await table({ ...FULL, targets: none.toReversed() });
    const below = page.split("\nnot ranked:\n")[1]?.split("\n");
    expect(below?.[0]).toStartWith("–  together");
    expect(below?.[1]).toBe("");
  });

  test("has no such line where nobody is ranked and nobody is unfit, or everybody", async () => {
    const none = FULL.targets
      .filter(({ id }) => id !== "together")
      .map((target) => ({ ...target, ranks: {} }));
    expect(await table({ ...FULL, targets: none })).not.toInclude("not ranked:");
    const all = FULL.targets.filter(({ id }) => id !== "together");
    expect(await table({ ...FULL, targets: all })).not.toInclude("not ranked:");
  });

  test("draws the distribution where there is room, and not below 140 columns", async () => {
    expect(await table(FULL, { columns: 139 })).not.toInclude("distribution");
    const text = await table(FULL, { columns: 160 });
    expect(text).toInclude("distribution, log scale");
    expect(gridOf(text).find((row) => row.includes("cerebras"))).toMatch(/·{20,}[▁-█]+$/);
  });

  test("tells what a request costs, and which of it is estimated or unknown", async () => {
    const text = await table(FULL, { columns: 120 });
    const rows = gridOf(text);
    expect(rows.find((row) => row.includes("cerebras"))).toMatch(/0\.69 +0\.000739 +30\/30$/);
    expect(rows.find((row) => row.includes("fireworks"))).toMatch(/~1\.12 +~0\.000459 +30\/30$/);
    expect(rows.find((row) => row.includes("together"))).toMatch(/– +– +12\/30$/);
    const unbroken = text.replaceAll("\n  ", " ");
    expect(unbroken).toInclude("a cost that had to be estimated");
    expect(unbroken).toInclude("by list prices of 2026-11-20");
  });

  test("says that what costs nothing is free", async () => {
    const targets = FULL.targets.map((target) => {
      if (target.cost === null || target.id !== "groq") return target;
      const { tokensPerUsd: _, ...cost } = target.cost;
      return { ...target, cost: { ...cost, usd: 0, perRequestUsd: 0 } };
    });
    const rows = gridOf(await table({ ...FULL, targets }, { columns: 120 }));
    expect(rows.find((row) => row.includes("groq"))).toMatch(/free +30\/30$/);
  });

  test("does not call free what one would have paid for, had it answered", async () => {
    const targets = FULL.targets.map((target) => {
      if (target.cost === null || target.id !== "groq") return target;
      const { tokensPerUsd: _, ...cost } = target.cost;
      const attempts = { ...target.attempts, ok: 0, failed: 30 };
      return { ...target, attempts, cost: { ...cost, usd: 0, perRequestUsd: 0 } };
    });
    const rows = gridOf(await table({ ...FULL, targets }, { columns: 120 }));
    expect(rows.find((row) => row.includes("groq"))).toMatch(/– +– +0\/30$/);
  });

  test("has no column of costs where nobody is paid", async () => {
    const targets = FULL.targets.map((target) => {
      if (target.cost === null) return target;
      const { tokensPerUsd: _, ...cost } = target.cost;
      return { ...target, cost: { ...cost, usd: 0, perRequestUsd: 0 } };
    });
    expect(await table({ ...FULL, targets }, { columns: 200 })).not.toMatch(/cost|free/);
  });

  test("tells what a month of a volume would cost", async () => {
    const text = await table(atVolume(FULL, 2_500_000), { columns: 120 });
    expect(text).toInclude("2.5M/day");
    expect(text).toInclude("$/month");
    const { cost, attempts, tokens } = FULL.targets.find(({ id }) => id === "cerebras")!;
    const used = (tokens.input ?? 0) + (tokens.output ?? 0);
    const usd = ((cost!.perRequestUsd * attempts.total) / used) * 2_500_000 * 30;
    expect(gridOf(text).find((row) => row.includes("cerebras"))).toInclude(usd.toFixed(2));
  });

  test("has a line on our own error, and none where it was not measured", async () => {
    expect(await table(FULL)).toInclude(
      "Measured here: TTFT +0.4 ms median, 0.8 ms P99; loop stalls 0.",
    );
    const { calibration: _, ...without } = FULL;
    expect(await table(without)).not.toInclude("Measured here");
  });

  test("puts the server's own times beside ours when details are asked for", async () => {
    expect(await table(FULL)).not.toInclude("server says");
    const text = await table(FULL, { columns: 120, details: true });
    expect(text).toMatch(/server says/);
    // 474 of ours less 47.1 + 58.9 + 226.1 of the server's.
    expect(text).toMatch(/cerebras +235 +474 +47\.1 +58\.9 +226 +332 +142\n/);
    expect(text).toMatch(/groq +4\.10 +17\.4 +20\.5 +TLSv1\.3 +203\.0\.113\.11\n/);
  });

  test("has a table and a verdict for each size, and says once what holds for the run", async () => {
    const [size] = FULL.plan.sizes;
    const text = await table({
      ...FULL,
      plan: { ...FULL.plan, sizes: [{ ...size!, size: "short" }, size!] },
      targets: [
        ...FULL.targets.map((target) => ({ ...target, size: "short" as const })),
        ...FULL.targets,
      ],
      comparisons: [
        ...FULL.comparisons.map((comparison) => ({ ...comparison, size: "short" as const })),
        ...FULL.comparisons,
      ],
    });
    expect(text.match(/^short$/m)).not.toBeNull();
    expect(text.match(/cerebras streamed 3\.1×/g)).toHaveLength(2);
    expect(text.match(/reason aloud/g)).toHaveLength(1);
    expect(text).toInclude("5 targets · short, medium");
  });
});
