import type { Quirks } from "./dialect.ts";
import type { Provider } from "./provider.ts";

/** How a gateway is told to use one server and no other, whatever happens. */
const PINS: Readonly<Record<NonNullable<Provider["pin"]>, (upstream: string) => object>> = {
  openrouter: (upstream) => ({ provider: { only: [upstream], allow_fallbacks: false } }),
};

/** The quirks of a row with the upstream pinned. */
export const pinned = ({ quirks = {}, pin }: Provider, upstream: string | undefined): Quirks =>
  pin === undefined || upstream === undefined
    ? quirks
    : { ...quirks, body: { ...quirks.body, ...PINS[pin](upstream) } };
