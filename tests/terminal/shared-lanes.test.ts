import { expect, test } from "bun:test";
import { lanesMemory, readLanes, writeLanes } from "../../src/terminal/shared-lanes.ts";

function twoLanes() {
  const memory = lanesMemory(2);
  return { lanes: writeLanes(memory, ["a", "b"]), read: () => readLanes(memory) };
}

const EMPTY = { chars: 0, maxTokens: 0, inFlight: 0 };

test("a lane shows what a request has brought so far, and stays until the next one begins", () => {
  const { lanes, read } = twoLanes();
  expect(read()).toEqual([EMPTY, EMPTY]);
  const first = lanes.open("b", 100);
  first.reach(40);
  first.reach(100);
  expect(read()).toEqual([EMPTY, { chars: 100, maxTokens: 100, inFlight: 1 }]);
  first.close();
  expect(read()[1]).toEqual({ chars: 100, maxTokens: 100, inFlight: 0 });
  lanes.open("b", 512);
  expect(read()[1]).toEqual({ chars: 0, maxTokens: 512, inFlight: 1 });
});

test("requests side by side share a lane, and take what is theirs with them", () => {
  const { lanes, read } = twoLanes();
  const one = lanes.open("a", 100);
  const two = lanes.open("a", 100);
  one.reach(30);
  two.reach(50);
  expect(read()[0]).toEqual({ chars: 80, maxTokens: 200, inFlight: 2 });
  one.close();
  expect(read()[0]).toEqual({ chars: 50, maxTokens: 100, inFlight: 1 });
});

test("a target that nobody announced is not drawn and harms nobody", () => {
  const { lanes, read } = twoLanes();
  const lane = lanes.open("c", 100);
  lane.reach(10);
  lane.close();
  expect(read()).toEqual([EMPTY, EMPTY]);
});
