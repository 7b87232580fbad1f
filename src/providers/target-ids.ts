import { UsageError } from "../core/errors.ts";
import type { TargetSpec } from "./target-spec.ts";

/**
 * A name for each target, unique and short enough for a table: the provider for the only or first target of it (one without a model
 * counts as the first), `provider@upstream` for the first with that upstream, `local/server` for a kind of local server,
 * `provider/model` for the others, and the given name for a URL.
 * @throws UsageError for the same target twice.
 */
export function targetIds(specs: readonly TargetSpec[]): readonly string[] {
  const leaders = new Map<string, TargetSpec>();
  for (const spec of specs) {
    if (spec.kind !== "provider") continue;
    const short = shortName(spec);
    if (!leaders.has(short) || spec.model === undefined) leaders.set(short, spec);
  }
  const written = new Set<string>();
  const taken = new Set<string>();
  return specs.map((spec) => {
    const full = fullName(spec);
    const id =
      spec.kind === "provider" && leaders.get(shortName(spec)) === spec ? shortName(spec) : full;
    if (written.has(full) || taken.has(id)) {
      throw new UsageError(
        `${written.has(full) ? full : id} is named twice`,
        spec.kind === "url" ? "give each URL a name of its own" : "leave one of them out",
      );
    }
    written.add(full);
    taken.add(id);
    return id;
  });
}

function shortName({ provider, server, upstream }: TargetSpec & { kind: "provider" }): string {
  if (server !== undefined) return `${provider}/${server}`;
  return upstream === undefined ? provider : `${provider}@${upstream}`;
}

function fullName(spec: TargetSpec): string {
  if (spec.kind === "url") return spec.name;
  const { provider, server, upstream, model } = spec;
  const whose = server === undefined ? provider : `${provider}/${server}`;
  const which = model === undefined ? whose : `${whose}/${model}`;
  return upstream === undefined ? which : `${which}@${upstream}`;
}
