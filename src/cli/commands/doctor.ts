import { isatty } from "node:tty";
import { formatCheckup } from "../../output/checkup.ts";
import type { CheckLine } from "../../output/checkup.ts";
import { createFetchTransport } from "../../wire/fetch-transport.ts";
import type { Invocation } from "../command.ts";
import { CHECKS } from "../doctor/checks.ts";
import type { Check, Examined } from "../doctor/check.ts";
import { EXIT } from "../exit.ts";
import { probeWith } from "../local-targets.ts";
import { environment, tool } from "../machine.ts";
import { withEnvFile } from "../target-options.ts";
import { choice } from "../values.ts";

const ROWS: readonly (readonly [string, Check])[] = Object.entries(CHECKS);

/** `speed-kings doctor`: is this machine fit to measure, and what is missing. Asks nobody but servers on this machine. */
export async function doctor({ flags, context }: Invocation): Promise<number> {
  const output = choice(flags, "output", ["table", "json"]) ?? "table";
  const { clock } = context;
  const transport = createFetchTransport(clock);
  const page = context.page();
  const examined: Examined = {
    env: await withEnvFile(flags, context.env),
    clock,
    screen: { ...page, isTerminal: isatty(1) },
    ask: (request) => probeWith(transport)(request),
  };
  const checks: CheckLine[] = [];
  for (const [name, check] of ROWS) {
    // oxlint-disable-next-line no-await-in-loop -- side by side they would be what stalls the loop
    checks.push({ name, ...(await check(examined)) });
  }
  const about = { tool: tool(), environment: environment() };
  await context.print(
    output === "json"
      ? `${JSON.stringify({ schemaVersion: 1, ...about, checks }, null, 2)}\n`
      : formatCheckup(checks, about, page),
  );
  return checks.some(({ verdict }) => verdict === "fail") ? EXIT.failed : EXIT.ok;
}
