import type { Flag, Flags } from "./flags.ts";

/** A price for one target of a run, wherever a run is started. */
export const PRICE_FLAG = {
  type: "string",
  value: "NAME=IN/OUT",
  repeatable: true,
  group: "Targets",
  help: "price of a target in USD per million tokens: NAME=IN/OUT or NAME=IN/OUT/CACHED; over every price file",
} satisfies Flag;

export const PRICING_FLAGS = {
  sort: {
    type: "string",
    value: "COLUMN",
    values: ["name", "input", "output", "cached", "context", "age"],
    default: "name",
    group: "List",
    help: "name, input, output, cached, context or age",
  },
  filter: {
    type: "string",
    value: "WORDS",
    group: "List",
    help: "only models that have all of these words in their name, provider or status",
  },
  all: { type: "boolean", group: "List", help: "retired models and unknown prices, too" },
  model: {
    type: "string",
    alias: "m",
    value: "MODEL",
    from: "models",
    group: "Cost",
    help: "an id, or a name that providers share, like gpt-oss-120b",
  },
  provider: {
    type: "string",
    alias: "p",
    value: "NAME",
    from: "providers",
    group: "Cost",
    help: "only this provider; everybody who has the model when left out",
  },
  in: { type: "string", value: "N", group: "Cost", help: "input tokens, cached ones included" },
  out: { type: "string", value: "N", group: "Cost", help: "output tokens, reasoning included" },
  cached: {
    type: "string",
    value: "N",
    group: "Cost",
    help: "how many of the input tokens come from a cache",
  },
  at: {
    type: "string",
    value: "TIME",
    group: "Cost",
    help: "when the request is sent, in UTC: 2026-11-23T02:30Z [now]",
  },
  tier: { type: "string", value: "NAME", group: "Cost", help: "service tier, such as priority" },
  write: {
    type: "boolean",
    group: "Refresh",
    help: "keep what was found in your cache folder; a refresh without it changes nothing",
  },
  source: {
    type: "string",
    value: "NAME=URL",
    repeatable: true,
    group: "Refresh",
    help: "ask only this source, at this address",
  },
  "max-age": {
    type: "string",
    value: "SPAN",
    default: "45d",
    group: "Check",
    help: "how old a price may be",
  },
  output: {
    type: "string",
    alias: "o",
    value: "FORMAT",
    values: ["table", "json", "csv", "markdown"],
    default: "table",
    group: "Result",
    help: "table, json, csv or markdown, on stdout",
  },
} satisfies Flags;
