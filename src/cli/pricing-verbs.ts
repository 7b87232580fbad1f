/** What may follow `pricing`; a provider's name, or nothing, means `list`. */
export const PRICING_VERBS = ["list", "show", "cost", "refresh", "check", "path"] as const;
export type PricingVerb = (typeof PRICING_VERBS)[number];
