import { UsageError } from "../../core/errors.ts";
import type { Invocation, RunCommand } from "../command.ts";
import type { GivenFlags } from "../flags.ts";
import { PRICING_FLAGS } from "../pricing-flags.ts";
import { PRICING_VERBS } from "../pricing-verbs.ts";
import type { PricingVerb } from "../pricing-verbs.ts";

type FlagName = keyof typeof PRICING_FLAGS;

interface Verb {
  readonly flags: readonly FlagName[];
  readonly load: () => Promise<RunCommand>;
}

/** What `pricing` can do, by the word after it; `list` when there is none. */
const VERBS = {
  list: {
    flags: ["sort", "filter", "all", "output"],
    load: async () => (await import("./pricing-list.ts")).listPrices,
  },
  show: {
    flags: ["output"],
    load: async () => (await import("./pricing-show.ts")).showPrice,
  },
  cost: {
    flags: ["model", "provider", "in", "out", "cached", "at", "tier", "output"],
    load: async () => (await import("./pricing-cost.ts")).priceRequest,
  },
  refresh: {
    flags: ["write", "source", "output"],
    load: async () => (await import("./pricing-refresh.ts")).refreshPrices,
  },
  check: {
    flags: ["max-age", "output"],
    load: async () => (await import("./pricing-check.ts")).checkPrices,
  },
  path: {
    flags: ["output"],
    load: async () => (await import("./pricing-path.ts")).showPricePaths,
  },
} as const satisfies Record<PricingVerb, Verb>;

/** `speed-kings pricing`: prices, where they come from, and what a request costs. */
export async function pricing(invocation: Invocation): Promise<number> {
  const [first, ...rest] = invocation.positionals;
  const named = PRICING_VERBS.find((name) => name === first);
  const verb = named ?? "list";
  refuseForeignFlags(invocation.flags, verb);
  const run = await VERBS[verb].load();
  return run({ ...invocation, positionals: named === undefined ? invocation.positionals : rest });
}

function refuseForeignFlags(flags: GivenFlags, verb: PricingVerb): void {
  const own: readonly string[] = VERBS[verb].flags;
  const foreign = Object.keys(PRICING_FLAGS).find(
    (name) => flags[name] !== undefined && flags[name] !== false && !own.includes(name),
  );
  if (foreign === undefined) return;
  const home = PRICING_VERBS.find((name) => VERBS[name].flags.some((flag) => flag === foreign));
  throw new UsageError(
    `--${foreign} does not belong to pricing ${verb}`,
    `it goes with pricing ${home ?? "cost"}`,
  );
}
