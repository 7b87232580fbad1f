import schema from "../../../docs/report.schema.json" with { type: "json" };
import type { Invocation } from "../command.ts";
import { EXIT } from "../exit.ts";

/** `speed-kings schema`: the contract of saved runs and of `--output json`, as JSON Schema. */
export async function printSchema({ context }: Invocation): Promise<number> {
  await context.print(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.ok;
}
