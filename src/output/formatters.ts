import type { Formatter } from "./formatter.ts";

/**
 * Every format by its name on the command line. A format is a file that exports a `Formatter`, and a row here. Loaded when asked
 * for: the table alone brings more than a hundred packages with it.
 */
export const FORMATTERS = {
  table: async () => (await import("./table.ts")).formatTable,
  json: async () => (await import("./json.ts")).formatJson,
  jsonl: async () => (await import("./jsonl.ts")).formatJsonl,
  markdown: async () => (await import("./markdown.ts")).formatMarkdown,
  html: async () => (await import("./html/format-html.ts")).formatHtml,
  svg: async () => (await import("./card/format-svg.ts")).formatSvg,
  csv: async () => (await import("./csv-targets.ts")).formatCsv,
  "csv-samples": async () => (await import("./csv-samples.ts")).formatCsvSamples,
} as const satisfies Record<string, () => Promise<Formatter>>;

export type Format = keyof typeof FORMATTERS;

/** Names of the formats, in the order in which help lists them. */
export const FORMATS = Object.keys(FORMATTERS).filter((name): name is Format => name in FORMATTERS);
