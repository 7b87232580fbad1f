import type { Ask } from "../../providers/discovery.ts";
import type { Clock } from "../../timing/clock.ts";
import type { ScreenLook } from "./screen-look.ts";

/** What a check has found. `warn`: it works, and could be better; `fail`: something that is asked for cannot work. */
export interface Finding {
  readonly verdict: "ok" | "warn" | "fail";
  /** What is so. Never a key, a password or a whole URL. */
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What checks look at. */
export interface Examined {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly screen: ScreenLook;
  /** Asks a server on this machine; gives up soon. */
  readonly ask: Ask;
}

export type Check = (examined: Examined) => Finding | Promise<Finding>;

export const ok = (found: string): Finding => ({ verdict: "ok", found });

export const warn = (found: string, advice: string): Finding => ({
  verdict: "warn",
  found,
  advice,
});

export const fail = (found: string, advice: string): Finding => ({
  verdict: "fail",
  found,
  advice,
});
