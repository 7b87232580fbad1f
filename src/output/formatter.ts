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

/**
 * A text, or the pieces of a long one, made while they are read and to be read once: as a whole, the text of a long run takes more
 * memory than the run.
 */
export type Rendered = string | Generator<string, void>;

/** Report in, text out (ends with a newline). Pure: computes no statistic, knows no terminal, no clock. */
export type Formatter = (report: Report, page: Page) => Rendered;
