import type { FaultRequest } from "./faults/request.ts";
import type { Profile } from "./profile.ts";
import type { Script } from "./script.ts";
import type { PlannedEvent } from "./stream-plan.ts";

/** One simulated provider: what it is called, how it behaves, and how it misbehaves. */
export interface Contestant {
  readonly name: string;
  /** The model it lists. It answers to any name. */
  readonly model: string;
  readonly profile: Profile;
  readonly seed: number;
  /** Strike every request, beside those asked for in a model's name. */
  readonly faults: readonly FaultRequest[];
  /** Exactly these events for every request, in the words of its dialect, instead of the profile's. */
  readonly schedule?: readonly PlannedEvent[];
  /** Exactly these bytes for every request, instead of everything else. */
  readonly script?: Script;
  /** When set, a request without this bearer token is refused with 401. */
  readonly key?: string;
}
