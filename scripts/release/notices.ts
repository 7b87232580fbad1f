import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundledPackage } from "./packages.ts";
import { ROOT } from "./revision.ts";

/** THIRD-PARTY-NOTICES.md: who wrote what else is in the program, and under which licence. */
export async function thirdPartyNotices(
  packages: readonly BundledPackage[],
  { withBun }: { readonly withBun: boolean },
): Promise<string> {
  const bun = await readFile(join(ROOT, "packaging/bun-notice.md"), "utf8");
  const sections = packages.map(({ name, version, license, texts }) =>
    [`## ${name} ${version} (${license})`, ...texts.map(fenced)].join("\n\n"),
  );
  return [
    "# Third-party notices",
    "speed-kings contains the work of others, listed here with their licences.",
    ...(withBun ? [`## Bun ${Bun.version}`, bun.trim()] : []),
    ...sections,
    "",
  ].join("\n\n");
}

const fenced = (text: string): string => `~~~text\n${text}\n~~~`;
