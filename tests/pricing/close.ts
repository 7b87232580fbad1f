/** Relative difference of two amounts; 0 for two zeros. */
export const relative = (a: number, b: number): number =>
  a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
