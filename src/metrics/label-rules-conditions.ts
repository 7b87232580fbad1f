import type { ExclusionReason } from "../core/report.ts";
import { median } from "../statistics/quantile.ts";
import { sorted } from "../statistics/sorted.ts";
import type { Evidence, Rules } from "./evidence.ts";
import { isCached, usualModel } from "./exclusions.ts";
import { among, span } from "./label-words.ts";
import { isSameModel } from "./model-identity.ts";

const leftOut = ({ outcomes }: Evidence, reason: ExclusionReason): number =>
  outcomes.excluded[reason] ?? 0;

const isLeftOut = ({ begun }: Evidence, reason: ExclusionReason): boolean =>
  begun.some(({ exclusions }) => exclusions.includes(reason));

/** A model that is in memory is "loaded" in less: Ollama names some tens of milliseconds with every answer. */
const LOADED_MS = 1000;

/** A first answer that waited this much longer than is usual, as a ratio and in milliseconds, was not waiting for tokens. */
const SLOW_START = 5;
const SLOW_START_MS = 2000;

const loadOf = ({ sample }: Evidence["ok"][number]): number => sample.serverTimings?.loadMs ?? 0;

/** The first answered model that is not the usual one. */
function strayModel({ ok }: Evidence): string | undefined {
  const stray = ok.find(({ exclusions }) => exclusions.includes("model"));
  return stray?.sample.answeredModel;
}

/** Circumstances in which an answer came that make it differ from what was meant to be measured. */
export const CONDITION_RULES = {
  "model-differs": ({ cell, ok }) => {
    const answered = usualModel(ok.map(({ sample }) => sample));
    const asked = cell.target.model;
    return answered === undefined || isSameModel(asked, answered)
      ? undefined
      : { effect: "warn", text: `asked for ${asked}, answered by ${answered}` };
  },
  "model-mixed": (evidence) => {
    const count = leftOut(evidence, "model");
    if (count === 0) return undefined;
    return {
      effect: "warn",
      text: `${among(count, evidence.ok.length, "answer")} came from another model (${strayModel(evidence) ?? "unnamed"}): left out`,
      value: count,
    };
  },
  "cache-hit": (evidence) => {
    const { begun, plan } = evidence;
    const hits = begun.filter(({ sample }) => isCached(sample));
    if (plan.cache === "warm" || hits.length === 0) return undefined;
    const told = `${among(hits.length, begun.length, "prompt")} were partly read from a prompt cache`;
    if (isLeftOut(evidence, "cached")) {
      return { effect: "warn", text: `${told}: left out`, value: hits.length };
    }
    const middle = (read: (hit: (typeof hits)[number]) => number | undefined): number =>
      Math.round(median(sorted(hits.flatMap((hit) => read(hit) ?? []))) ?? 0);
    const cached = middle(({ sample }) => sample.tokens.cached);
    const input = middle(({ sample }) => sample.tokens.input);
    return {
      effect: "warn",
      text: `${told} (${cached} of ${input} tokens in the median), too many to leave out: TTFT may flatter`,
      value: hits.length,
    };
  },
  "model-loaded": ({ ok }) => {
    const loads = ok.map(loadOf).filter((ms) => ms >= LOADED_MS);
    if (loads.length === 0) return undefined;
    return {
      effect: "warn",
      text: `the model had to be loaded for ${among(loads.length, ok.length, "answer")} (${span(median(sorted(loads)) ?? 0)} by its own word): that is in their TTFT and E2E, and not in output speed`,
      value: loads.length,
    };
  },
  "cold-start": ({ cell, ok }) => {
    const count = cell.attempts.filter(
      ({ sample }) => sample.failure?.reason === "cold-start",
    ).length;
    if (count > 0) {
      return {
        effect: "warn",
        text: `${among(count, cell.attempts.length, "request")} met a model that was still being started: that says nothing about its speed; run again once it is warm`,
        value: count,
      };
    }
    const [first, ...others] = ok;
    const usual = median(sorted(others.flatMap(({ sample }) => sample.ttftMs ?? [])));
    const ttftMs = first?.sample.ttftMs;
    if (first === undefined || usual === undefined || ttftMs === undefined) return undefined;
    if (ttftMs < Math.max(SLOW_START * usual, usual + SLOW_START_MS)) return undefined;
    return loadOf(first) >= LOADED_MS
      ? undefined
      : {
          effect: "warn",
          text: `the first answer waited ${span(ttftMs)} for its first token where ${span(usual)} is usual: a model that had to be started looks like that, and it counts (a warm-up would take it out)`,
          value: ttftMs,
        };
  },
  "cold-connection": (evidence) => {
    const { begun, plan } = evidence;
    const isCold = plan.connections === "warm";
    const odd = begun.filter(({ sample }) => sample.connection !== plan.connections);
    const count = odd.length;
    const gone = odd.filter(({ exclusions }) => exclusions.includes("cold")).length;
    if (count === 0) return undefined;
    const told = `${among(count, begun.length, "request")} ${isCold ? "opened a new" : "used an open"} connection`;
    const kept = isCold ? "its set-up is in TTFT and E2E" : "TTFT and E2E lack its set-up";
    const consequence =
      gone === 0
        ? kept
        : gone === count
          ? "left out of TTFT and E2E"
          : `${gone} left out of TTFT and E2E, the others followed a failure: ${kept}`;
    return { effect: "warn", text: `${told}: ${consequence}`, value: count };
  },
  "client-stall": (evidence) => {
    const { repeated = 0 } = evidence.outcomes;
    const count = leftOut(evidence, "stall") + repeated;
    if (count === 0) return undefined;
    const what = repeated === 0 ? "left out" : `left out, and ${repeated} of them made again`;
    return {
      effect: "warn",
      text: `this machine stalled while the first or last token of ${among(count, evidence.ok.length, "answer")} came: ${repeated === count ? "made again" : what}`,
      value: count,
    };
  },
  "parameters-adapted": ({ ok }) => {
    const adapted = ok.findLast(({ sample }) => sample.adapted !== undefined)?.sample.adapted;
    return adapted === undefined
      ? undefined
      : {
          effect: "warn",
          text: `does not take every parameter that the others were sent, so it was asked with ${adapted}`,
        };
  },
  "cache-unknown": ({ ok, plan }) =>
    plan.cache === "warm" ||
    ok.length === 0 ||
    ok.some(({ sample }) => sample.tokens.cached !== undefined)
      ? undefined
      : {
          effect: "inform",
          text: "does not say how many prompt tokens came from a cache; every prompt begins with a number of its own, so none should",
        },
} as const satisfies Rules;
