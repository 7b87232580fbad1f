import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { VERSION } from "../src/core/version.ts";
import { formula, readSums } from "./release/formula.ts";
import { ROOT } from "./release/revision.ts";

const HELP = `Prints the Homebrew formula of a release.

  bun scripts/formula.ts > Formula/speed-kings.rb   from dist/release/SHA256SUMS
  bun scripts/formula.ts --sums FILE
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      sums: { type: "string", default: join(ROOT, "dist/release/SHA256SUMS") },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  process.stdout.write(formula(VERSION, readSums(await readFile(values.sums, "utf8"))));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
