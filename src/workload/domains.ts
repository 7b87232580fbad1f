/**
 * Kinds of text. The speed of a model that drafts ahead depends on what it writes (code drafts easily, dialogue poorly:
 * SPEED-Bench 2026), so every run goes round all of them.
 */
export const DOMAINS = ["prose", "code", "reasoning", "extraction", "dialogue", "data"] as const;
export type Domain = (typeof DOMAINS)[number];
