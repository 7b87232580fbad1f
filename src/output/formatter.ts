import type { Report } from "../core/report.ts";

/** What a formatter may know about where its text goes. */
export interface Page {
  readonly columns: number;
  readonly color: boolean;
  readonly unicode: boolean;
  /** Everything that is to be known, however many lines it takes. */
  readonly verbose: boolean;
  /** Further tables: what the servers say of their own time, and the way to them. */
  readonly details: boolean;
}

/** Report in, text out (ends with a newline). Pure: computes no statistic, knows no terminal, no clock. */
export type Formatter = (report: Report, page: Page) => string | Promise<string>;
