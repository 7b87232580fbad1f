/** How the place looks to which results are printed. */
export interface ScreenLook {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly color: boolean;
  readonly unicode: boolean;
}
