import type { Sample } from "../core/sample.ts";
import { relax, relaxedInWords } from "../providers/relax.ts";
import type { ResolvedTarget } from "../providers/entrant.ts";

interface State {
  readonly planned: ResolvedTarget;
  current: ResolvedTarget;
  hasWorked: boolean;
  /** Requests, all but the prompt, that were refused or are in use: none is tried twice. */
  readonly tried: Set<string>;
}

/** A request without what differs from one to the next. */
const shapeOf = ({ dialect, endpoint, quirks, target }: ResolvedTarget): string => {
  const call = { model: target.model, prompt: "", maxOutputTokens: 1, temperature: 0 };
  return dialect.encode(endpoint, call, quirks).body ?? "";
};

/**
 * What a run learns about the parameters that each target takes. The first request to a target is its preflight: when that is
 * refused for a parameter it names, the next one goes without, and so do all others of the run.
 */
export class Adaptation {
  readonly #states = new Map<string, State>();

  constructor(contestants: readonly ResolvedTarget[]) {
    for (const planned of contestants) {
      this.#states.set(planned.target.id, {
        planned,
        current: planned,
        hasWorked: false,
        tried: new Set([shapeOf(planned)]),
      });
    }
  }

  /** The target as it is asked now. */
  of(id: string): ResolvedTarget | undefined {
    return this.#states.get(id)?.current;
  }

  /** How that differs from what was planned: `no stream_options`. Undefined when it does not. */
  inWords(id: string): string | undefined {
    const state = this.#states.get(id);
    if (state === undefined || state.current === state.planned) return undefined;
    return relaxedInWords(state.planned.quirks, state.current.quirks);
  }

  /** Whether the request has to be sent again, otherwise, because it was refused for a parameter before anything had worked. */
  learn(sent: ResolvedTarget, { status, failure }: Sample): boolean {
    const state = this.#states.get(sent.target.id);
    if (state === undefined) return false;
    if (status === "ok") state.hasWorked = true;
    const quirks = failure === undefined ? undefined : relax(sent.quirks, failure);
    if (quirks === undefined) return false;
    // Of several requests at once each may be refused, and the first has told enough.
    if (sent !== state.current) return true;
    if (state.hasWorked) return false;
    const next = { ...sent, quirks };
    const shape = shapeOf(next);
    if (state.tried.has(shape)) return false;
    state.tried.add(shape);
    state.current = next;
    return true;
  }
}
