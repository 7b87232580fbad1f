/** What help is drawn with: a width, and how to make a heading stand out. */
export interface HelpStyle {
  readonly columns: number;
  readonly heading: (text: string) => string;
}
