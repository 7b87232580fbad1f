import { paintFor } from "../text/paint.ts";
import { exactDollars, perMillion } from "../text/price.ts";
import { paragraph, printable, toAscii } from "../text/printable.ts";
import { UNKNOWN, count } from "../text/quantity.ts";
import type { Page } from "./formatter.ts";
import { fit } from "./table-fit.ts";
import { drawPlainGrid } from "./plain-grid.ts";
import type { Cell, Column } from "./table-metric-column.ts";

/** What one request costs at one provider. */
export interface RequestCostLine {
  readonly id: string;
  readonly usd: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly condition?: string | undefined;
  readonly estimated: boolean;
  readonly verifiedAt?: string | undefined;
  readonly confidence: string;
}

/** The request that is priced. */
export interface PricedRequest {
  readonly input: number;
  readonly output: number;
  readonly cached?: number | undefined;
  /** ISO 8601. */
  readonly at: string;
}

const COLUMNS = ["model", "cost", "input", "output", "cached", "checked", "trust"] as const;
type ColumnId = (typeof COLUMNS)[number];
const KEEP = ["model", "cost", "input", "output", "cached", "checked", "trust"] as const;

const CELLS = {
  model: ({ id, condition }) => ({
    text: printable(condition === undefined ? id : `${id} (${condition})`),
  }),
  cost: ({ usd, estimated }) => ({ text: `${estimated ? "~" : ""}${exactDollars(usd)}` }),
  input: ({ input }) => ({ text: perMillion(input) }),
  output: ({ output }) => ({ text: perMillion(output) }),
  cached: ({ cacheRead }) => ({ text: cacheRead === undefined ? UNKNOWN : perMillion(cacheRead) }),
  checked: ({ verifiedAt }) => ({ text: verifiedAt ?? UNKNOWN }),
  trust: ({ confidence }) => ({ text: confidence }),
} as const satisfies Record<ColumnId, (line: RequestCostLine) => Cell>;

/** What a request costs at each provider, the cheapest first, with the prices behind it. */
export function formatRequestCosts(
  lines: readonly RequestCostLine[],
  { input, output, cached, at }: PricedRequest,
  page: Page,
): string {
  const paint = paintFor(page.color);
  const columns = new Map(
    COLUMNS.map((id): [ColumnId, Column] => [
      id,
      {
        head: [id, ""],
        align: id === "model" || id === "checked" || id === "trust" ? "left" : "right",
        ...(id === "model" ? { min: 24 } : {}),
        cells: lines.map((line) => CELLS[id](line)),
      },
    ]),
  );
  const grid = drawPlainGrid([...fit(columns, page.columns, KEEP).values()], page, paint);
  const ofWhich = cached === undefined ? "" : ` (${count(cached)} of them cached)`;
  const below = [
    `One request of ${count(input)} input tokens${ofWhich} and ${count(output)} output tokens, sent ${at.slice(0, 16).replace("T", " ")} UTC; prices in USD per million tokens.`,
    ...(lines.some(({ estimated }) => estimated)
      ? ["~ no price for cached tokens is listed: the provider's usual share is assumed."]
      : []),
  ].flatMap((text) => paragraph(text, page.columns).split("\n"));
  const text = [grid, "", ...below.map((line) => paint.quiet(line)), ""].join("\n");
  return page.unicode ? text : toAscii(text);
}
