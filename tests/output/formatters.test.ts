import { expect, test } from "bun:test";
import { FORMATS, FORMATTERS } from "../../src/output/formatters.ts";
import { wholeText } from "../../src/output/pieces.ts";
import { aReport } from "../support/builders.ts";

test.each([...FORMATS])("%s loads and ends its text with a newline", async (format) => {
  const formatter = await FORMATTERS[format]();
  const page = { columns: 80, color: false, unicode: true, verbose: false, details: false };
  expect(wholeText(formatter(aReport(), page))).toEndWith("\n");
});
