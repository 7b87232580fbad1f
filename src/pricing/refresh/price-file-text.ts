import type { PriceFile } from "../price-file.ts";

/** A price file as text, in the order of its data. */
export const priceFileText = (file: PriceFile): string => `${JSON.stringify(file, null, 2)}\n`;
