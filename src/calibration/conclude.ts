import type { Calibration } from "../core/calibration.ts";
import type { Failure } from "../core/failure.ts";
import { errorsOf } from "./errors.ts";
import type { Sighting } from "./errors.ts";
import { shownSpread, spreadOf } from "./spread.ts";
import type { Truth } from "./truth.ts";
import { judge } from "./verdict.ts";

/** What was measured while the load ran. */
export interface Observed {
  readonly parallel: number;
  readonly results: readonly (Sighting | Failure)[];
  readonly latenessMs: readonly number[];
  readonly loopStalls: number;
}

export type Calibrated =
  | { readonly ok: true; readonly calibration: Calibration }
  | { readonly ok: false; readonly message: string };

/** The calibration that comes out of what the client measured and what the server did. */
export function conclude(observed: Observed, truths: ReadonlyMap<string, Truth>): Calibrated {
  const { parallel, results, latenessMs, loopStalls } = observed;
  const sightings = results.filter((result) => "requestId" in result);
  const errors = errorsOf(sightings, truths);
  if (errors.requests === 0) {
    const failure = results.find((result) => "kind" in result);
    const why = failure === undefined ? "" : `: ${failure.message}`;
    return {
      ok: false,
      message: `not one request to the simulated provider of known truth succeeded${why}`,
    };
  }
  const ttft = spreadOf(errors.ttftMs);
  const chunk = spreadOf(errors.chunkMs);
  const timer = spreadOf(latenessMs);
  const lostShare = 1 - errors.requests / results.length;
  return {
    ok: true,
    calibration: {
      parallel,
      requests: errors.requests,
      ttftErrorMs: shownSpread(ttft),
      chunkErrorMs: shownSpread(chunk),
      timerLatenessMs: shownSpread(timer),
      loopStalls,
      verdict: judge({ ttft, chunk, timer, lostShare }),
    },
  };
}
