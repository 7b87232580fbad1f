import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Report } from "../../src/core/report.ts";
import type { Page } from "../../src/output/formatter.ts";
import { wholeText } from "../../src/output/pieces.ts";
import { formatTable } from "../../src/output/table.ts";
import { aDistribution, aPlan, aReport, aSample, aTargetReport } from "../support/builders.ts";

const PLAIN: Page = { columns: 80, color: false, unicode: true, verbose: false, details: false };

const render = async (report: Report, page: Partial<Page> = {}): Promise<string> =>
  wholeText(formatTable(report, { ...PLAIN, ...page }));

const metrics = (speed: number, ttft: number, e2e: number, n = 100) => {
  const sampled = { n, p95Bounded: n >= 59 };
  return {
    ttftMs: aDistribution(ttft, sampled),
    ttfatMs: aDistribution(ttft, sampled),
    outputSpeed: aDistribution(speed, sampled),
    e2eMs: aDistribution(e2e, sampled),
  };
};

const RACE = aReport({
  targets: [
    aTargetReport("groq", {
      metrics: metrics(310.4, 240, 1893),
      model: "llama-3.3-70b-versatile",
      ranks: { speed: { from: 2, to: 2 } },
    }),
    aTargetReport("cerebras", {
      metrics: metrics(2104.5, 182, 425),
      ranks: { speed: { from: 1, to: 1 } },
      crowns: ["speed"],
    }),
    aTargetReport("sambanova", {
      metrics: {},
      tokens: {},
      attempts: { total: 100, ok: 0, failed: 100, byKind: { http: 100 }, excluded: {}, retries: 0 },
    }),
    aTargetReport("fireworks", {
      metrics: metrics(182.1, 311, 3121),
      ranks: { speed: { from: 3, to: 3 } },
      attempts: {
        total: 100,
        ok: 97,
        failed: 3,
        byKind: { timeout: 2, truncated: 1 },
        excluded: {},
        retries: 0,
      },
    }),
  ],
  samples: [
    aSample({
      target: "sambanova",
      status: "failed",
      failure: {
        kind: "http",
        status: 401,
        message: 'HTTP 401 "invalid api key"',
        advice: "check SAMBANOVA_API_KEY",
      },
    }),
    aSample({
      target: "fireworks",
      status: "failed",
      failure: { kind: "truncated", message: "the stream broke off" },
    }),
    aSample({
      target: "fireworks",
      status: "failed",
      failure: { kind: "timeout", phase: "idle", afterMs: 30_000, message: "silent for 30 s" },
    }),
  ],
});

/** The lines of the grid: head, rule, rows. */
const gridOf = (text: string): string[] => {
  const lines = text.split("\n");
  const rule = lines.findIndex((line) => /^[─-]+$/.test(line));
  return lines.slice(rule - 2, lines.indexOf("", rule));
};

describe("the table", () => {
  test("is this page at 80 columns", async () => {
    expect(await render(RACE)).toBe(`\
speed-kings 0.1.0 · 4 targets · medium · 30 blocks · 2026-11-24 05:31 UTC

cerebras is first by output speed, ahead of groq.
👑 alone in first place: cerebras (output speed)

                  speed    TTFT    TTFT     E2E     E2E
#  target     P50 tok/s  P50 ms  P95 ms  P50 ms  P95 ms       ok
────────────────────────────────────────────────────────────────
1  cerebras    👑 2,105     182     228     425     531  100/100
2  groq             310     240     300   1,893   2,366  100/100
3  fireworks        182     311     389   3,121   3,901   97/100
not ranked:
–  sambanova          –       –       –       –       –    0/100

sambanova: 100 of 100 refused: HTTP 401 "invalid api key". Check
  SAMBANOVA_API_KEY.
fireworks: 3 of 100 failed (2 timed out, 1 cut off): Silent for 30 s.

Models: groq llama-3.3-70b-versatile; cerebras llama-3.3-70b; sambanova
  llama-3.3-70b; fireworks llama-3.3-70b.
speed: output speed from first to last token, in tokens as each provider
  counts them. TTFT: from sending to the first token of any kind. E2E: to the
  last token.
Order: output speed (P50), best first.
Method: 30 blocks of 4 targets, side by side, in shuffled order; size medium
  (about 1,000 tokens in, up to 512 out); 1 warm-up each, not counted;
  temperature 0; seed 42; on linux x64, 2 cores.
`);
  });

  test("shows more where there is room", async () => {
    const [upper, lower] = gridOf(await render(RACE, { columns: 120 }));
    expect(lower).toInclude("model");
    expect(upper).toMatch(/TTFT +TTFT +TTFT +E2E +E2E +E2E/);
    expect(lower).toInclude("SD ms");
    expect(lower).toEndWith("tokens");
  });

  test("is never wider than the page, whatever it is asked to show", async () => {
    const name = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 50 }),
      fc.constantFrom(
        "\u001b[2J",
        "通义千问-72b",
        "a|b",
        "=cmd()",
        "<script>",
        "\u202eright",
        "🚀",
      ),
    );
    const targets = fc.array(
      fc.record({ id: name, model: name, speed: fc.double({ min: 0.01, max: 1e5, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        targets,
        fc.integer({ min: 20, max: 200 }),
        fc.boolean(),
        fc.boolean(),
        async (made, columns, color, unicode) => {
          const report = aReport({
            targets: made.map(({ id, model, speed }) =>
              aTargetReport(id, {
                model,
                metrics: metrics(speed, 1e5 / speed, 2e5 / speed, 30),
                labels: [{ id: "x", effect: "warn", text: `${model} `.repeat(5) }],
              }),
            ),
          });
          const text = await render(report, { columns, color, unicode });
          const widths = text.split("\n").map((line) => Bun.stringWidth(line));
          expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("keeps its columns in line for names of any script", async () => {
    const names = ["通义千问", "Müller", "rocket🚀", "עברית", "e\u0301", "⚡fast", "plain"];
    const targets = names.map((id) => aTargetReport(id, { model: id }));
    const [, , , ...rows] = gridOf(await render(aReport({ targets }), { columns: 120 }));
    expect(rows).toHaveLength(names.length);
    expect(new Set(rows.map((row) => Bun.stringWidth(row))).size).toBe(1);
  });

  test("does not look at the width of the terminal that it is not printed to", async () => {
    const before = process.env["COLUMNS"];
    const expected = await render(RACE, { columns: 120 });
    try {
      process.env["COLUMNS"] = "30";
      expect(await render(RACE, { columns: 120 })).toBe(expected);
    } finally {
      if (before === undefined) delete process.env["COLUMNS"];
      else process.env["COLUMNS"] = before;
    }
  });

  test("has no escape code without colour, and says the same with it", async () => {
    const before = process.env["FORCE_COLOR"];
    try {
      process.env["FORCE_COLOR"] = "3";
      const plain = await render(RACE);
      const colored = await render(RACE, { color: true });
      expect(plain).not.toInclude("\u001b");
      expect(colored).toInclude("\u001b[");
      expect(Bun.stripANSI(colored).replace(/ +$/gm, "")).toBe(plain);
    } finally {
      if (before === undefined) delete process.env["FORCE_COLOR"];
      else process.env["FORCE_COLOR"] = before;
    }
  });

  test("is pure ASCII without Unicode", async () => {
    const report = aReport({
      targets: [aTargetReport("通义千问"), aTargetReport("a", { metrics: {} })],
    });
    expect(await render(report, { unicode: false })).toMatch(/^[\n\u0020-\u007e]+$/);
  });
});

describe("an order", () => {
  test("is by what the plan ranks by", async () => {
    const targets = [
      aTargetReport("late", { metrics: metrics(300, 500, 900) }),
      aTargetReport("early", { metrics: metrics(100, 50, 2000) }),
    ];
    for (const [rankBy, winner] of [
      ["speed", "late"],
      ["ttft", "early"],
      ["e2e", "late"],
    ] as const) {
      const report = aReport({ targets, plan: aPlan({ rankBy }) });
      const [, , , row] = gridOf(await render(report));
      expect(row).toInclude(winner);
    }
  });

  test("is by output speed, then those without a speed, then those without a result", async () => {
    const { outputSpeed: _, ...withoutSpeed } = metrics(1, 100, 200);
    const report = aReport({
      targets: [
        aTargetReport("dead", {
          attempts: { total: 3, ok: 0, failed: 3, byKind: { empty: 3 }, excluded: {}, retries: 0 },
          metrics: {},
        }),
        aTargetReport("terse", { metrics: withoutSpeed }),
        aTargetReport("slow", {
          metrics: metrics(20, 100, 200),
          ranks: { speed: { from: 1, to: 2 } },
        }),
        aTargetReport("fast", {
          metrics: metrics(200, 100, 200),
          ranks: { speed: { from: 1, to: 2 } },
        }),
      ],
    });
    const [, , , ...rows] = gridOf(await render(report));
    expect(rows.map((row) => row.trim().split(/\s+/).slice(0, 2).join(" "))).toEqual([
      "1–2 fast",
      "1–2 slow",
      "not ranked:",
      "– terse",
      "– dead",
    ]);
  });
});

describe("a quantile that was not reached", () => {
  test("is more than the limit where attempts timed out, and fails where they failed", async () => {
    const late = aDistribution(100, { p50: null, p50Above: 60_000, p95: null, p95Above: 60_000 });
    const broken = aDistribution(100, { p50: null, p95: null });
    const targets = [
      aTargetReport("fine", { metrics: metrics(200, 100, 300) }),
      aTargetReport("late", { metrics: { ...metrics(100, 100, 300), e2eMs: late } }),
      aTargetReport("broken", { metrics: { ...metrics(90, 100, 300), e2eMs: broken } }),
    ];
    const text = await render(aReport({ targets }));
    expect(text).toMatch(/late .*> 60 s +> 60 s/);
    expect(text).toMatch(/broken .*fails +fails/);
  });

  test("keeps the unit of its column where the limit is short", async () => {
    const late = aDistribution(100, { p50: null, p50Above: 2000, p95: null, p95Above: 2000 });
    const targets = [
      aTargetReport("fine", { metrics: metrics(200, 100, 300) }),
      aTargetReport("late", { metrics: { ...metrics(100, 100, 300), e2eMs: late } }),
    ];
    expect(await render(aReport({ targets }))).toMatch(/late .*> 2,000 +> 2,000/);
  });
});

describe("a 95th percentile", () => {
  const rowOf = async (n: number): Promise<string> => {
    const report = aReport({
      targets: [aTargetReport("x", { metrics: metrics(100, 600, 900, n) })],
    });
    return gridOf(await render(report, { columns: 80 }))[3] ?? "";
  };

  test("is a bare number where it is bounded", async () => {
    expect(await rowOf(59)).toMatch(/ 600 +750 /);
  });

  test("is marked as indicative below 59 samples, and the mark is explained", async () => {
    expect(await rowOf(58)).toMatch(/ 600 +~750 /);
    const report = aReport({
      targets: [aTargetReport("x", { metrics: metrics(100, 600, 900, 58) })],
    });
    expect(await render(report)).toMatch(/~: P95 of fewer than 59 samples/);
  });

  test("gives way to the maximum below 20 samples", async () => {
    expect(await rowOf(20)).toMatch(/~750 /);
    expect(await rowOf(19)).toMatch(/ 600 +max 900 /);
  });
});

describe("columns", () => {
  test("show TTFAT only when a target reasons before it answers", async () => {
    expect(await render(RACE, { columns: 200 })).not.toInclude("TTFAT");
    const thinker = aTargetReport("thinker", {
      metrics: { ...metrics(60, 500, 9000), ttfatMs: aDistribution(2750) },
    });
    expect(await render(aReport({ targets: [thinker] }))).toMatch(/TTFAT/);
  });

  test("of one metric share their unit", async () => {
    const report = aReport({
      targets: [
        aTargetReport("wafer", { metrics: metrics(2210, 120, 350) }),
        aTargetReport("laptop", { metrics: metrics(28, 610, 18_400) }),
      ],
    });
    const text = await render(report);
    expect(text).toMatch(/P50 s +P95 s/);
    expect(text).toMatch(/ 0\.35 +0\.44 /);
    expect(text).toMatch(/ 18\.40 +23\.00 /);
  });

  test("say when a speed counts o200k_base tokens", async () => {
    const text = await render({ ...RACE, tokenBasis: "o200k" });
    expect(gridOf(text)[0]).toInclude("o200k speed");
    expect(text).toInclude("o200k_base tokens for all");
  });

  test("are only those of the attempts when nothing was measured", async () => {
    const report = aReport({
      targets: [
        aTargetReport("x", {
          metrics: {},
          tokens: {},
          attempts: { total: 1, ok: 0, failed: 1, byKind: { empty: 1 }, excluded: {}, retries: 0 },
        }),
      ],
    });
    expect(gridOf(await render(report))[1]).toMatch(/^#\s+target\s+model\s+ok$/);
  });
});

describe("what stands above and below", () => {
  test("says first and loudly that a run was simulated", async () => {
    const text = await render(aReport({ simulated: true }));
    expect(text).toStartWith("SIMULATED: no provider was contacted");
    expect(text).toInclude("speed-kings 0.1.0 · SIMULATED · 1 target");
    expect(await render(aReport())).not.toInclude("SIMULATED");
  });

  test("says why a run is shorter than planned", async () => {
    const text = await render(aReport({ interrupted: true, stopReason: "interrupted" }));
    expect(text).toInclude("Interrupted: this is what was measured until then.");
  });

  test("names the warm-up's failure when nothing was measured", async () => {
    const report = aReport({
      targets: [
        aTargetReport("x", {
          metrics: {},
          attempts: { total: 0, ok: 0, failed: 0, byKind: {}, excluded: {}, retries: 0 },
          warmup: { total: 2, ok: 0 },
        }),
      ],
      samples: [
        aSample({
          target: "x",
          phase: "warmup",
          status: "failed",
          failure: { kind: "network", code: "ECONNREFUSED", message: "nobody listens on port 1" },
        }),
      ],
    });
    expect(await render(report)).toInclude("x: 2 of 2 warm-ups failed: Nobody listens on port 1.");
  });

  test("says of what was stopped before it was measured just that, once, and claims no order", async () => {
    const unmeasured = {
      metrics: {},
      attempts: { total: 0, ok: 0, failed: 0, byKind: {}, excluded: {}, retries: 0 },
      labels: [{ id: "no-valid-result", effect: "void", text: "was not measured" }],
    } as const;
    const report = aReport({
      stopReason: "interrupted",
      targets: [
        aTargetReport("slow", { ...unmeasured, warmup: { total: 0, ok: 0 } }),
        aTargetReport("ref", unmeasured),
      ],
      samples: [
        aSample({
          target: "slow",
          phase: "warmup",
          status: "failed",
          failure: { kind: "aborted", message: "stopped before it ended" },
        }),
        aSample({ target: "ref", phase: "warmup" }),
      ],
    });
    const text = await render(report);
    expect(text).toInclude("\nslow, ref: Stopped before it was measured.\n");
    expect(text).not.toMatch(/was not measured|warm-ups failed|Order:/);
  });

  test("calls a connection that broke cut off, and one that was never made not reached", async () => {
    const failed = (code: string, block: number) =>
      aSample({
        target: "x",
        block,
        status: "failed",
        failure: { kind: "network", code, message: `it was ${code}` },
      });
    const attempts = { total: 6, ok: 2, failed: 4, excluded: {}, retries: 0 };
    const textOf = (samples: readonly ReturnType<typeof failed>[]): Promise<string> =>
      render(
        aReport({
          targets: [aTargetReport("x", { attempts: { ...attempts, byKind: { network: 4 } } })],
          samples,
        }),
      );
    const broken = [0, 1, 2].map((block) => failed("ECONNRESET", block));
    expect(await textOf([...broken, failed("ECONNRESET", 3)])).toInclude("x: 4 of 6 cut off: It");
    const { headersMs: _, ...refused } = failed("ECONNREFUSED", 3);
    expect(await textOf([...broken, refused])).toInclude(
      "x: 4 of 6 failed (3 cut off, 1 not reached): It",
    );
  });

  test("keeps a provider's words on one harmless line", async () => {
    const message = `\u001b[31mHTTP 500\n<html>${"long ".repeat(2000)}`;
    const report = aReport({
      targets: [
        aTargetReport("x", {
          attempts: { total: 2, ok: 1, failed: 1, byKind: { http: 1 }, excluded: {}, retries: 0 },
        }),
      ],
      samples: [
        aSample({ target: "x", status: "failed", failure: { kind: "http", status: 500, message } }),
      ],
    });
    const text = await render(report);
    expect(text).toInclude("x: 1 of 2 refused: HTTP 500 <html>long long");
    expect(text.length).toBeLessThan(2000);
    expect(text).not.toInclude("\u001b");
  });

  test("gives a label once for all targets that carry it", async () => {
    const labels = [{ id: "coarse", effect: "warn" as const, text: "chunks arrive in lumps" }];
    const report = aReport({
      targets: [aTargetReport("a", { labels }), aTargetReport("b", { labels })],
    });
    expect(await render(report)).toInclude("\na, b: chunks arrive in lumps\n");
  });

  test("tells how to do it again", async () => {
    const plan = aPlan({ seed: 7, warmup: 0, concurrency: 4, serial: true });
    const text = (await render(aReport({ plan }))).replaceAll("\n  ", " ");
    expect(text).toInclude("one request at a time");
    expect(text).toInclude("; no warm-up; ");
    expect(text).toInclude("4 lanes");
    expect(text).toInclude("seed 7");
  });

  test("tells of new connections and of a warm cache, and of neither where there is none", async () => {
    const unusual = aPlan({ connections: "cold", cache: "warm" });
    const text = (await render(aReport({ plan: unusual }))).replaceAll("\n  ", " ");
    expect(text).toInclude(
      "; a new connection for every request; the same prompt again (warm cache); ",
    );
    expect(await render(aReport())).not.toMatch(/new connection|warm cache/);
  });

  test("tells where token counts come from, by target when they differ", async () => {
    const estimated = aTargetReport("b", { tokens: { output: 5, source: "estimate" } });
    const text = await render(aReport({ targets: [aTargetReport("a"), estimated] }), {
      columns: 200,
    });
    expect(text).toMatch(/counted by the provider for a, estimated with o200k_base for b/);
  });
});

test("a run in which nothing was measured ran no block", async () => {
  const attempts = { total: 0, ok: 0, failed: 0, byKind: {}, excluded: {}, retries: 0 };
  const report = aReport({ targets: [aTargetReport("x", { attempts, metrics: {} })] });
  expect(await render(report)).toInclude("medium · 0 blocks");
});

test("a run that ended early tells the blocks it ran, not those it planned", async () => {
  const samples = [0, 1, 2].map((block) => aSample({ block }));
  const report = aReport({ stopReason: "precise", samples, plan: aPlan({ iterations: 200 }) });
  expect(await render(report)).toInclude("medium · 3 blocks");
  expect(await render(report)).not.toInclude("200 blocks");
});
