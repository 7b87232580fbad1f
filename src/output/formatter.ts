import type { Report } from "../core/report.ts";

/** What a formatter may know about where its text goes. */
export interface Page {
  readonly columns: number;
  readonly color: boolean;
  readonly unicode: boolean;
  readonly verbose: boolean;
}

/** Report in, text out (ends with a newline). Pure: computes no statistic, knows no terminal, no clock. */
export type Formatter = (report: Report, page: Page) => string | Promise<string>;
