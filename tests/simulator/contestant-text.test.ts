import { expect, test } from "bun:test";
import { UsageError } from "../../src/core/errors.ts";
import { parseContestants, SETTINGS } from "../../src/simulator/contestant-text.ts";
import { PROFILE_NAMES, PROFILES, profileNamed } from "../../src/simulator/profile.ts";

const complaint = (...texts: readonly string[]): string => {
  try {
    parseContestants(texts, 1);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}; ${error.advice ?? ""}`;
    throw error;
  }
  return "nothing";
};

test("a profile's name is a whole description", () => {
  expect(parseContestants(["gpu-cloud"], 7)).toEqual([
    {
      name: "gpu-cloud",
      model: "simulated-gpu-cloud",
      profile: PROFILES["gpu-cloud"].profile,
      seed: 7,
      faults: [],
    },
  ]);
});

test("settings change the profile, faults and model come beside it", () => {
  const text =
    "fast:wafer,ttft=200,speed=100.5,chunk=4,reasoning=0.3,jitter=0,model=m:1=x,fault=cut,fault=stall=5@0.1";
  const [contestant] = parseContestants([text], 1);
  expect(contestant).toMatchObject({
    name: "fast",
    model: "m:1=x",
    profile: {
      ttftMs: 200,
      tokensPerSecond: 100.5,
      tokensPerChunk: 4,
      reasoningShare: 0.3,
      jitter: 0,
    },
  });
  expect(contestant?.faults.map(({ name, share }) => [name, share])).toEqual([
    ["cut", 1],
    ["stall", 0.1],
  ]);
});

test("several descriptions may stand in one text", () => {
  const contestants = parseContestants(["wafer, ttft=1, b:lpu", "laptop,load=0"], 1);
  expect(contestants.map(({ name, profile }) => [name, profile.ttftMs])).toEqual([
    ["wafer", 1],
    ["b", PROFILES.lpu.profile.ttftMs],
    ["laptop", PROFILES.laptop.profile.ttftMs],
  ]);
});

test("every setting is read into its field", () => {
  for (const [key, setting] of Object.entries(SETTINGS)) {
    const [contestant] = parseContestants([`reference,${key}=${setting.max}`], 1);
    expect(contestant?.profile[setting.field]).toBe(setting.max);
  }
});

test("what is wrong with a description is said in one line, with what to do", () => {
  expect(complaint("wafr")).toBe('unknown simulated profile "wafr"; did you mean wafer?');
  expect(complaint("x:zzzzzzzz")).toContain(`choose from ${PROFILE_NAMES.join(", ")}`);
  expect(complaint("wafer,tftt=3")).toBe(
    'unknown setting "tftt" of a simulated provider; did you mean ttft?',
  );
  expect(complaint("wafer,chunk=1.5")).toContain(
    'chunk of "wafer" must be a whole number from 1 to 10000, not "1.5"',
  );
  expect(complaint("wafer,speed=0")).toContain("must be a number from 0.1 to 1000000");
  expect(complaint("wafer,ttft=")).toContain('not ""');
  expect(complaint("wafer,fault=sulk")).toContain('unknown fault "sulk"');
  expect(complaint("ttft=3")).toContain("begin with a profile, as in wafer,ttft=3");
  expect(complaint("wafer", "wafer")).toBe(
    'two simulated providers are called "wafer"; give each a name of its own, as in wafer-2:wafer',
  );
  expect(complaint("a:lpu", "a:wafer")).toContain("as in a-2:wafer");
  expect(complaint("")).toBe("no simulated provider is named; name a profile, such as wafer");
  expect(complaint(" ,")).toContain("no simulated provider is named");
  expect(complaint("a b:wafer")).toContain('"a b" cannot be the name');
});

test("there is no profile but those of the table", () => {
  expect(profileNamed("toString")).toBeUndefined();
  expect(PROFILE_NAMES.every((name) => profileNamed(name) !== undefined)).toBe(true);
});
