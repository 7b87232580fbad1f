import type { Target } from "../core/plan.ts";
import type { NetworkPath } from "../core/report.ts";
import { sleepFor } from "../timing/clock.ts";
import type { Clock } from "../timing/clock.ts";
import { probePath } from "./probe-path.ts";
import { proxyFor } from "./proxy.ts";

export interface ProbeTools {
  readonly clock: Clock;
  /** For the proxy variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly abort: AbortSignal;
}

/** Between the starts of two probes: a handshake takes our one thread a millisecond, and the others would wait for it. */
const STAGGER_MS = 50;

/**
 * What the way to each target costs, beside the race and never inside of one of its requests. Targets of one origin share a
 * probe. Where a proxy of the environment stands between, the way to the proxy is measured: what lies behind it cannot be seen
 * from here. Takes about ten round trips to the farthest, at most some seconds. Never rejects.
 */
export async function probeTargets(
  targets: readonly Pick<Target, "id" | "origin">[],
  tools: ProbeTools,
): Promise<NetworkPath[]> {
  const origins = [...new Set(targets.map(({ origin }) => origin))];
  const paths = new Map(
    await Promise.all(
      origins.map(async (origin, index) => {
        await sleepFor(tools.clock, index * STAGGER_MS, tools.abort);
        return [origin, await probeOrigin(origin, tools)] as const;
      }),
    ),
  );
  return targets.map(({ id, origin }) => ({ target: id, ...paths.get(origin) }));
}

async function probeOrigin(
  origin: string,
  { clock, env, abort }: ProbeTools,
): Promise<Omit<NetworkPath, "target">> {
  const proxy = proxyFor(origin, env);
  if (proxy === undefined) {
    const url = new URL(origin);
    return probePath(url, url.protocol === "https:", clock, abort);
  }
  const path = await probePath(proxy, proxy.protocol === "https:", clock, abort);
  return { ...path, proxy: proxy.host };
}
