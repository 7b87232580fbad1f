import { printable } from "../../text/printable.ts";
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";
import { priceLayers } from "../price-layers.ts";
import type { LayerState } from "../price-layers.ts";
import { choice } from "../values.ts";

/** `speed-kings pricing path`: where prices come from, the place that wins first, and which of them are used. */
export async function showPricePaths({ flags, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const states = await priceLayers(context.env);
  const layers = states.map(({ name, path, state, layer, error }) => ({
    name,
    path,
    state,
    updatedAt: layer?.file.updatedAt,
    hash: layer?.hash,
    error: error?.message,
  }));
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, layers }, null, 2)}\n`
      : [
          "Prices come from these places; the first one that knows a model wins:",
          "  flag         --price NAME=IN/OUT of a run",
          ...states.map(lineOf),
          "",
        ].join("\n"),
  );
  return EXIT.ok;
}

const STATES = {
  used: "used",
  absent: "not there",
  older: "older than the embedded one, not used",
  broken: "broken",
} as const satisfies Record<LayerState["state"], string>;

function lineOf({ name, path = "in the program", state, layer, error }: LayerState): string {
  const facts = layer === undefined ? [] : [`of ${layer.day}`, `sha256 ${layer.hash.slice(0, 12)}`];
  const told = [STATES[state], ...facts, ...(error === undefined ? [] : [error.message])];
  return `  ${name.padEnd(11)}  ${printable(path)}  (${printable(told.join(", "))})`;
}
