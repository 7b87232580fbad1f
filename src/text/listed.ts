/** Beyond this many, names are counted and no longer read. */
const MOST_NAMES = 5;

/** `a, b and c`; of many the first five: `a, b, c, d, e and 11 more`. */
export function listed(names: readonly string[]): string {
  const shown =
    names.length > MOST_NAMES
      ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`]
      : names;
  return shown.length < 2
    ? (shown[0] ?? "")
    : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
