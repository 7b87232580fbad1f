import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import type { Contestant } from "./contestant.ts";
import { parseFault } from "./faults/request.ts";
import { PROFILE_NAMES, profileNamed } from "./profile.ts";
import type { Profile } from "./profile.ts";

/** A number of a profile that can be set: `ttft=200`. */
interface Setting {
  readonly field: keyof Profile;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: true;
  readonly help: string;
}

const TEN_MINUTES_MS = 600_000;
const span = (field: keyof Profile, help: string): Setting => ({
  field,
  min: 0,
  max: TEN_MINUTES_MS,
  help: `${help}, ms`,
});

/** In the order of the help. */
export const SETTINGS = {
  ttft: span("ttftMs", "time to the first token"),
  speed: { field: "tokensPerSecond", min: 0.1, max: 1e6, help: "output speed, tokens per second" },
  chunk: { field: "tokensPerChunk", min: 1, max: 1e4, isWhole: true, help: "tokens per chunk" },
  reasoning: { field: "reasoningShare", min: 0, max: 1, help: "share streamed as reasoning" },
  jitter: { field: "jitter", min: 0, max: 2, help: "log-normal sigma from request to request" },
  "chunk-jitter": { field: "chunkJitter", min: 0, max: 2, help: "the same from chunk to chunk" },
  tokens: { field: "outputTokens", min: 1, max: 1e6, isWhole: true, help: "length of the answer" },
  headers: span("headersMs", "when the response headers come"),
  role: span("roleDeltaMs", "when a first chunk without text comes"),
  "finish-delay": span("finishDelayMs", "from the last text to the finish chunk"),
  "usage-delay": span("usageDelayMs", "from the finish chunk to the token counts"),
  load: span("loadMs", "loading the model, before the first request's first token"),
  drift: { field: "driftShare", min: 0, max: 0.9, help: "swing of speed and TTFT, 0.2 is ±20 %" },
  "drift-period": { field: "driftPeriodMs", min: 1, max: 1e9, help: "time of one swing, ms" },
} as const satisfies Record<string, Setting>;

const settingNamed = (name: string): Setting | undefined => {
  const table: Readonly<Record<string, Setting>> = SETTINGS;
  return Object.hasOwn(table, name) ? table[name] : undefined;
};

const didYouMean = (typed: string, names: readonly string[]): string => {
  const close = nearest(typed, names);
  return close === undefined ? `choose from ${names.join(", ")}` : `did you mean ${close}?`;
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** The head of a description: `name:profile`, or `profile` alone, which is then also the name. */
function parseHead(text: string, seed: number, taken: readonly string[]): Contestant {
  const [before = "", after] = text.split(/:(.*)/s);
  const profileName = after ?? before;
  const name = after === undefined ? profileName : before;
  const profile = profileNamed(profileName);
  if (profile === undefined) {
    throw new UsageError(
      `unknown simulated profile "${profileName}"`,
      didYouMean(profileName, PROFILE_NAMES),
    );
  }
  if (!NAME.test(name)) {
    throw new UsageError(
      `"${name}" cannot be the name of a simulated provider`,
      `use letters, digits, dots and dashes, as in my-${profileName}:${profileName}`,
    );
  }
  if (taken.includes(name)) {
    throw new UsageError(
      `two simulated providers are called "${name}"`,
      `give each a name of its own, as in ${name}-2:${profileName}`,
    );
  }
  return { name, model: `simulated-${profileName}`, profile, seed, faults: [] };
}

function withSetting(contestant: Contestant, key: string, text: string): Contestant {
  if (key === "fault") {
    return { ...contestant, faults: [...contestant.faults, parseFault(text)] };
  }
  if (key === "model") return { ...contestant, model: text };
  const setting = settingNamed(key);
  if (setting === undefined) {
    const names = [...Object.keys(SETTINGS), "fault", "model"];
    throw new UsageError(
      `unknown setting "${key}" of a simulated provider`,
      didYouMean(key, names),
    );
  }
  const value = Number(text);
  const isWhole = setting.isWhole !== true || Number.isInteger(value);
  if (text.trim() === "" || !isWhole || !(value >= setting.min && value <= setting.max)) {
    const kind = setting.isWhole === true ? "a whole number" : "a number";
    throw new UsageError(
      `${key} of "${contestant.name}" must be ${kind} from ${setting.min} to ${setting.max}, not "${text}"`,
      `it is the ${setting.help}`,
    );
  }
  return { ...contestant, profile: { ...contestant.profile, [setting.field]: value } };
}

/**
 * Reads descriptions of simulated providers, such as `fast:wafer,ttft=200,speed=100,chunk=4,fault=stall=500@0.1`: a profile, the
 * name to give it, and what shall differ. Several may stand in one text, separated by commas: what has no `=` begins the next.
 * @throws UsageError with the nearest known name for an unknown profile, setting or fault; for a number out of its range; for two
 * providers of one name; for nobody at all.
 */
export function parseContestants(texts: readonly string[], seed: number): readonly Contestant[] {
  const contestants: Contestant[] = [];
  const items = texts.flatMap((text) => text.split(",")).map((item) => item.trim());
  for (const item of items.filter((candidate) => candidate !== "")) {
    const [key = "", value] = item.split(/=(.*)/s);
    const current = contestants.at(-1);
    if (value === undefined) {
      const taken = contestants.map(({ name }) => name);
      contestants.push(parseHead(item, seed, taken));
    } else if (current === undefined) {
      throw new UsageError(
        `"${item}" says nothing about which simulated provider it is for`,
        `begin with a profile, as in wafer,${item}`,
      );
    } else {
      contestants[contestants.length - 1] = withSetting(current, key, value);
    }
  }
  if (contestants.length === 0) {
    throw new UsageError(
      "no simulated provider is named",
      `name a profile, such as ${PROFILE_NAMES[0]}`,
    );
  }
  return contestants;
}
