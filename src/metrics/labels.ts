import type { Label, LabelEffect } from "../core/report.ts";
import { CONDITION_RULES } from "./label-rules-conditions.ts";
import { OUTCOME_RULES } from "./label-rules-outcomes.ts";
import { RUN_RULES } from "./label-rules-run.ts";
import type { RunEvidence } from "./label-rules-run.ts";
import { SPEED_RULES } from "./label-rules-speed.ts";
import { TOKEN_RULES } from "./label-rules-tokens.ts";
import type { Finding } from "./label-words.ts";
import type { Evidence } from "./evidence.ts";

/** Every rule on a target, in the order in which labels of one effect are shown. */
const TARGET_RULES = {
  ...OUTCOME_RULES,
  ...SPEED_RULES,
  ...CONDITION_RULES,
  ...TOKEN_RULES,
} as const;

const byWeight = (a: Label, b: Label): number => WEIGHT[a.effect] - WEIGHT[b.effect];

const WEIGHT = { void: 0, warn: 1, inform: 2 } as const satisfies Record<LabelEffect, number>;

function applyRules<E>(
  rules: Readonly<Record<string, (evidence: E) => Finding | undefined>>,
  evidence: E,
): Label[] {
  return Object.entries(rules)
    .flatMap(([id, rule]): Label[] => {
      const found = rule(evidence);
      return found === undefined ? [] : [{ id, ...found }];
    })
    .toSorted(byWeight);
}

/** What a reader must know about the numbers of one target at one size, worst first; of its cost others know (`ofCost`). */
export const labelsOf = (evidence: Evidence, ofCost: readonly Label[] = []): Label[] =>
  [...applyRules(TARGET_RULES, evidence), ...ofCost].toSorted(byWeight);

/** What a reader must know about a run as a whole, worst first. */
export const runLabels = (evidence: RunEvidence): Label[] => applyRules(RUN_RULES, evidence);
