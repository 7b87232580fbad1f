import { expect, test } from "bun:test";
import { PIPE_COLUMNS, columnsFor } from "../../src/terminal/screen-size.ts";

test("a terminal's own width wins over COLUMNS", () => {
  expect(columnsFor(97, true, { COLUMNS: "50" })).toBe(97);
});

test("COLUMNS counts where there is no width, if it is one", () => {
  expect(columnsFor(undefined, false, { COLUMNS: "50" })).toBe(50);
  expect(columnsFor(0, true, { COLUMNS: "50" })).toBe(50);
  expect(columnsFor(undefined, false, { COLUMNS: "wide" })).toBe(PIPE_COLUMNS);
  expect(columnsFor(undefined, false, { COLUMNS: "-5" })).toBe(PIPE_COLUMNS);
});

test("a terminal that does not know has 80 columns, a pipe 120", () => {
  expect(columnsFor(undefined, true, {})).toBe(80);
  expect(columnsFor(undefined, false, {})).toBe(120);
});

test("no page is narrower than 20 columns", () => {
  expect(columnsFor(3, true, {})).toBe(20);
});
