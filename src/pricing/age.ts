const DAY_MS = 86_400_000;

/** From this age on a price is called old. Providers change prices without notice; ours were seen to change every few weeks. */
export const OLD_AFTER_DAYS = 45;

/** Whole days from a day to an instant; negative when the day is still to come. */
export const daysSince = (day: string, atMs: number): number =>
  Math.floor((atMs - Date.parse(day)) / DAY_MS);

/** An instant as a day in UTC. */
export const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
