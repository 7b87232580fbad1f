import type { Report } from "../../src/core/report.ts";
import { aPlan, aReport, aSample, aTarget, aTargetReport } from "./builders.ts";

/** Texts that a provider, a file of models or a person may bring along, by what they try. */
export const HOSTILE = {
  "escape codes": "\u001b[31mred\u001b[0m\u001b]0;title\u0007\u001b[2J",
  "8-bit escape codes": "\u009b2J\u009d0;title\u009c",
  "a cell's end": "a|b|c",
  quotes: `say "hello", it's 'fine'`,
  "a formula": "=cmd()|' /C calc'!A0",
  "a formula by sum": "@SUM(1+1)*cmd",
  "a negative formula": "-2+3+cmd|' /C calc'!A0",
  "a script": `<script>alert(1)</script><img src=x onerror="alert(1)">`,
  "the end of a script": `</script><script>alert(1)</script><!--`,
  "the end of a style": `</style></title></svg>]]>&lt;&#60;`,
  "right-to-left marks": "user\u202egnp.exe\u2066x\u2069\u200f",
  "line breaks": "one\r\ntwo\nthree\u2028four\u2029five",
  "a tab at the start": "\t=1+1",
  markdown:
    "[click](javascript:alert(1)) **bold** `code` ~~gone~~ # head @everyone ![x](http://e.example/x.png)",
  "ten kilobytes": "long ".repeat(2048),
  "one long word": "x".repeat(10_240),
  "half a character": "\ud83d broken \udc00",
  "nothing to see": "\u200b\u2060",
} as const;

/** A run in which everything that comes from outside says `text`. */
export function hostileReport(text: string): Report {
  const failure = { kind: "http", status: 500, message: text, advice: text } as const;
  const target = aTargetReport(text, {
    provider: text,
    model: text,
    answeredModel: `${text}!`,
    attempts: { total: 2, ok: 1, failed: 1, byKind: { http: 1 }, excluded: {}, retries: 1 },
    labels: [{ id: "model-differs", effect: "warn", text }],
    ranks: { speed: { from: 1, to: 1 }, ttft: { from: 1, to: 1 } },
    crowns: ["speed", "ttft"],
    serverTimings: { queueMs: 1, prefillMs: 2, decodeMs: 3 },
  });
  const other = aTargetReport("other", { ranks: { speed: { from: 2, to: 2 } } });
  return aReport({
    environment: { os: text, arch: text, cpu: text, cores: 2 },
    targets: [target, other],
    plan: aPlan({ targets: [aTarget(text, { model: text, provider: text }), aTarget("other")] }),
    network: [{ target: text, address: text, tlsVersion: text, proxy: text, failure: text }],
    labels: [{ id: "x", effect: "void", text }],
    comparisons: [
      {
        category: "speed",
        size: "medium",
        a: text,
        b: "other",
        blocks: 2,
        ratio: 1.5,
        interval: [1.2, 1.8],
        p: 0.001,
        pAdjusted: 0.002,
        verdict: "better",
        margin: 0.02,
      },
    ],
    samples: [
      aSample({ target: text, prompt: text, requestId: text, answeredModel: text }),
      aSample({ target: text, block: 1, status: "failed", failure }),
      aSample({ target: "other" }),
    ],
  });
}
