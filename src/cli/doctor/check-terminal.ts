import { ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

/** A race of several targets fits from here on without leaving out columns. */
const ENOUGH_COLUMNS = 80;

/** How results will look on stdout. */
export const checkTerminal: Check = ({ screen: { isTerminal, columns, color, unicode } }) => {
  const look = [
    isTerminal ? `${columns} columns` : `stdout is no terminal: ${columns} columns`,
    color ? "colours" : "no colours",
    unicode ? "Unicode" : "no Unicode",
  ].join(", ");
  if (!isTerminal) return ok(look);
  if (columns < ENOUGH_COLUMNS) {
    return warn(look, `tables leave out columns below ${ENOUGH_COLUMNS}: widen the window`);
  }
  return unicode ? ok(look) : warn(look, "set a UTF-8 locale, such as LANG=C.UTF-8, for … and █");
};
