import type { Label } from "../core/report.ts";
import type { Sample } from "../core/sample.ts";
import { outputSpeed } from "./output-speed.ts";
import type { SpeedVoid } from "./output-speed.ts";
import type { TokenBasis } from "./token-basis.ts";

/** All measured samples of one target, and what its numbers count. */
export interface Evidence {
  readonly model: string;
  readonly ok: readonly Sample[];
  readonly basis: TokenBasis;
}

type Rule = (evidence: Evidence) => Omit<Label, "id" | "effect"> | undefined;

const SHORT_WINDOW_MS = 250;

const VOID_REASON: Record<SpeedVoid, string> = {
  "no-text": "there was no text",
  "no-count": "nobody counted the tokens",
  window: "all of the text came within 50 ms",
  tokens: "there were fewer than 64 tokens",
  reads: "the text came in fewer than 4 pieces (buffered on the way)",
};

/** What a reader must know about a target's numbers: one row a rule, in the order in which they are shown. */
const RULES: Readonly<Record<string, Rule>> = {
  "speed-void": ({ ok, basis }) => {
    const voids = ok.flatMap((sample) => {
      const speed = outputSpeed(sample, basis);
      return "void" in speed ? [speed.void] : [];
    });
    const [first] = voids;
    return first === undefined
      ? undefined
      : {
          text: `no output speed for ${voids.length} of ${ok.length} requests: ${VOID_REASON[first]}`,
          value: voids.length,
        };
  },
  "speed-window-short": ({ ok, basis }) => {
    const windows = ok.flatMap((sample) => {
      const speed = outputSpeed(sample, basis);
      return "void" in speed ? [] : [speed.windowMs];
    });
    const short = windows.filter((ms) => ms < SHORT_WINDOW_MS).length;
    return short * 2 <= windows.length
      ? undefined
      : {
          text: `output speed was measured over less than 250 ms in ${short} of ${windows.length} requests: use a larger size`,
          value: short,
        };
  },
  "encoding-forced": ({ ok }) =>
    counted(
      ok,
      (sample) => sample.contentEncoding !== undefined && sample.contentEncoding !== "identity",
      (count, total) =>
        `${count} of ${total} answers came compressed although identity was asked: chunk times are not to be trusted`,
    ),
  "model-differs": ({ ok, model }) => {
    const answered = ok.find(({ answeredModel }) => answeredModel !== undefined)?.answeredModel;
    return answered === undefined || answered === model
      ? undefined
      : { text: `asked for ${model}, answered by ${answered}` };
  },
  "cache-hit": ({ ok }) =>
    counted(
      ok,
      ({ tokens }) => (tokens.cached ?? 0) > 0,
      (count, total) => `${count} of ${total} prompts were partly read from a prompt cache`,
    ),
  "tokens-estimated": ({ ok }) =>
    counted(
      ok,
      ({ tokens }) => tokens.source !== "usage",
      (count, total) =>
        `the provider gave no token counts for ${count} of ${total} requests: counted with o200k_base`,
    ),
  "reasoning-hidden": ({ ok }) =>
    counted(
      ok,
      ({ tokens, reads }) => (tokens.reasoning ?? 0) > 0 && reads.every((row) => row[4] === 0),
      (count, total) =>
        `${count} of ${total} answers held reasoning that was not streamed: it counts in TTFT, not in the speed`,
    ),
  "cold-connection": ({ ok }) =>
    counted(
      ok,
      ({ connection }) => connection === "cold",
      (count, total) =>
        `${count} of ${total} requests opened a new connection: its set-up is in TTFT`,
    ),
  "client-stall": ({ ok }) =>
    counted(
      ok,
      (sample) =>
        (sample.stalls ?? []).some(
          ([from, to]) => to - from > Math.max(2, 0.02 * (sample.ttftMs ?? 0)),
        ),
      (count, total) => `this machine stalled during ${count} of ${total} requests`,
    ),
};

function counted(
  samples: readonly Sample[],
  is: (sample: Sample) => boolean,
  say: (count: number, total: number) => string,
): Omit<Label, "id" | "effect"> | undefined {
  const count = samples.filter(is).length;
  return count === 0 ? undefined : { text: say(count, samples.length), value: count };
}

/** The labels of one target. */
export const labelsOf = (evidence: Evidence): Label[] =>
  Object.entries(RULES).flatMap(([id, rule]) => {
    const found = rule(evidence);
    return found === undefined ? [] : [{ id, effect: "warn" as const, ...found }];
  });
