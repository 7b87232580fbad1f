import { join } from "node:path";
import { parseArgs } from "node:util";
import { reportJsonSchema } from "../src/records/report-schema.ts";

const HELP = `Makes docs/report.schema.json, the contract of saved runs and of \`--output json\`, from src/records/report-schema.ts.

  bun scripts/schema.ts           says whether the file is up to date (exit code 1 when it is not)
  bun scripts/schema.ts --write   writes it
`;

const FILE = join(import.meta.dir, "../docs/report.schema.json");

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { help: { type: "boolean", short: "h" }, write: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const schema = reportJsonSchema();
  if (values.write === true) {
    await Bun.write(FILE, JSON.stringify(schema));
    const { exitCode } = Bun.spawnSync([process.execPath, "fmt", FILE]);
    console.log(exitCode === 0 ? `wrote ${FILE}` : `wrote ${FILE}, and could not format it`);
    return exitCode;
  }
  const found: unknown = await Bun.file(FILE)
    .json()
    .catch(() => undefined);
  const isCurrent = Bun.deepEquals(found, schema, true);
  console.log(isCurrent ? `${FILE} is up to date` : `${FILE} is not: run with --write`);
  return isCurrent ? 0 : 1;
}

process.exitCode = await main();
