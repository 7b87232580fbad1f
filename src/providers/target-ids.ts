import { UsageError } from "../core/errors.ts";
import type { TargetSpec } from "./target-spec.ts";

/**
 * A name for each target, unique and short enough for a table: the provider for the only or first target of it (one without a model
 * counts as the first), `provider/model` for the others, and the given name for a URL.
 * @throws UsageError for the same target twice.
 */
export function targetIds(specs: readonly TargetSpec[]): readonly string[] {
  const leaders = new Map<string, TargetSpec>();
  for (const spec of specs) {
    if (spec.kind !== "provider") continue;
    if (!leaders.has(spec.provider) || spec.model === undefined) leaders.set(spec.provider, spec);
  }
  const written = new Set<string>();
  const taken = new Set<string>();
  return specs.map((spec) => {
    const full = fullName(spec);
    const id =
      spec.kind === "provider" && leaders.get(spec.provider) === spec ? spec.provider : full;
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

function fullName(spec: TargetSpec): string {
  if (spec.kind === "url") return spec.name;
  return spec.model === undefined ? spec.provider : `${spec.provider}/${spec.model}`;
}
