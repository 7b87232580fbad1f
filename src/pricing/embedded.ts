import data from "../../pricing/pricing.json" with { type: "json" };
import type { PriceFile } from "./price-file.ts";

/** The prices that ship with the program. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test reads the file through its schema; doing it here would cost every start
export const EMBEDDED = data as unknown as PriceFile;
