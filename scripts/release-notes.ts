import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/core/version.ts";
import { releaseNotes } from "./release/release-notes.ts";
import { ROOT } from "./release/revision.ts";

const HELP = `Prints what CHANGELOG.md says of this version: the text of its release.

  bun scripts/release-notes.ts           fails when the version has no date
  bun scripts/release-notes.ts --draft   takes one that is not released yet as well
  bun scripts/release-notes.ts --tag v1.2.3   fails when package.json has another version
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      draft: { type: "boolean", default: false },
      tag: { type: "string" },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  if (values.tag !== undefined && values.tag !== `v${VERSION}`) {
    throw new Error(`the tag ${values.tag} is not that of package.json, v${VERSION}`);
  }
  const changelog = await readFile(join(ROOT, "CHANGELOG.md"), "utf8");
  process.stdout.write(releaseNotes(changelog, VERSION, values.draft));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
