import { expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { randomFor } from "../../src/core/random.ts";
import { parseFault, parseModel, strike } from "../../src/simulator/faults/request.ts";
import { FAULT_NAMES, faultNamed } from "../../src/simulator/faults/table.ts";

const complaint = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}; ${error.advice ?? ""}`;
    throw error;
  }
  return "nothing";
};

test("a fault is a name, perhaps a value, perhaps a share", () => {
  expect(parseFault("cut")).toMatchObject({ name: "cut", share: 1 });
  expect(parseFault("stall=500@0.1")).toMatchObject({ name: "stall", share: 0.1 });
  expect(parseFault("silence@0.25")).toMatchObject({ name: "silence", share: 0.25 });
});

test("every fault can be asked for by its bare name", () => {
  for (const name of FAULT_NAMES) {
    expect(Object.keys(parseFault(name).effects).length).toBeGreaterThan(0);
    expect(faultNamed(name)?.summary).toMatch(/^\S.*[^.]$/);
  }
});

test("what is wrong with a fault is said in one line, with what to do", () => {
  expect(complaint(() => parseFault("stal=5"))).toBe('unknown fault "stal"; did you mean stall?');
  expect(complaint(() => parseFault("stall=soon"))).toBe(
    'fault "stall" takes 0 to 600000 ms, not "soon"; try stall=1000',
  );
  expect(complaint(() => parseFault("status=200"))).toContain("400 to 599 status");
  expect(complaint(() => parseFault("crlf=1"))).toBe(
    'fault "crlf" takes no value, not "1"; write just crlf',
  );
  expect(complaint(() => parseFault("cut@2"))).toContain("a number from 0 to 1");
  expect(complaint(() => parseFault("stall="))).toContain('not ""');
  expect(complaint(() => parseFault("toString"))).toContain("unknown fault");
});

test("a model's name may carry faults", () => {
  const { model, faults } = parseModel("org/model:tag+crlf+stall=20");
  expect(model).toBe("org/model:tag");
  expect(faults.map(({ name }) => name)).toEqual(["crlf", "stall"]);
  expect(parseModel("plain")).toEqual({ model: "plain", faults: [] });
});

test("a fault with a share strikes that share of the requests, the same ones for the same seed", () => {
  const faults = [parseFault("silence@0.1"), parseFault("crlf")];
  const struck = (seed: number): readonly boolean[] =>
    Array.from({ length: 5000 }, (_, index) =>
      strike(faults, randomFor(seed, String(index))).some(({ name }) => name === "silence"),
    );
  const share = struck(1).filter(Boolean).length / 5000;
  // Four standard errors of a share of 0.1 over 5000 requests.
  expect(Math.abs(share - 0.1)).toBeLessThan(4 * Math.sqrt((0.1 * 0.9) / 5000));
  expect(struck(1)).toEqual(struck(1));
  expect(struck(1)).not.toEqual(struck(2));
});
