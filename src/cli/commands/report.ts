import { UsageError } from "../../core/errors.ts";
import type { Plan } from "../../core/plan.ts";
import type { Report } from "../../core/report.ts";
import { formatRunList } from "../../output/run-list.ts";
import type { PriceTable } from "../../pricing/price-table.ts";
import { summarizeKept } from "../../records/run-summary.ts";
import type { Invocation } from "../command.ts";
import { runsFolder } from "../data-folder.ts";
import { checkDelivery, deliver, prepareDelivery } from "../deliver.ts";
import { EXIT } from "../exit.ts";
import { keptRuns } from "../find-run.ts";
import type { GivenFlags } from "../flags.ts";
import { loadRuns } from "../load-runs.ts";
import type { NamedRun } from "../load-runs.ts";
import { loadPrices } from "../price-layers.ts";
import { rankBy } from "../rank-by.ts";
import { REPORT_FLAGS } from "../report-flags.ts";
import { choice, integer } from "../values.ts";

/** `speed-kings report FILE… | last | list`: saved runs again, in any format. Nothing is measured or reckoned anew. */
export async function report(invocation: Invocation): Promise<number> {
  const { positionals } = invocation;
  if (positionals.length === 0) {
    throw new UsageError(
      "report needs a saved run",
      "give its file, `last` for the latest, or `list` to see them all",
    );
  }
  if (positionals.length === 1 && positionals[0] === "list") {
    refuseForeignFlags(invocation.flags);
    return listRuns(invocation);
  }
  if (invocation.flags["limit"] !== undefined) {
    throw new UsageError("--limit belongs to report list", "leave it out, or try report list");
  }
  return showRuns(invocation);
}

const OF_LIST: readonly string[] = ["output", "limit"];

/** A list has no result that could be exported, ranked or held to a gate. */
function refuseForeignFlags(flags: GivenFlags): void {
  const foreign = Object.keys(REPORT_FLAGS).find(
    (name) => flags[name] !== undefined && flags[name] !== false && !OF_LIST.includes(name),
  );
  if (foreign === undefined) return;
  throw new UsageError(
    `--${foreign} does not belong to report list`,
    "name a run, as in `speed-kings report last`; a list takes --output and --limit",
  );
}

async function showRuns({ flags, positionals, context }: Invocation): Promise<number> {
  const delivery = await prepareDelivery(flags);
  const order = rankBy(flags);
  const log = await context.log();
  const prices = (): Promise<PriceTable> => loadPrices(context.env);
  const runs: NamedRun[] = [];
  for (const word of positionals) {
    // In the order given, so that warnings are, too.
    // oxlint-disable-next-line no-await-in-loop
    runs.push(...(await loadRuns(word, runsFolder(context.env), log, prices)));
  }
  for (const { report: run } of runs) checkDelivery(delivery, run.plan);
  const shown = runs.map((run) => ({ ...run, report: rankedBy(run.report, order) }));
  return deliver(shown, delivery, context);
}

const rankedBy = (run: Report, order: Plan["rankBy"] | undefined): Report =>
  order === undefined ? run : { ...run, plan: { ...run.plan, rankBy: order } };

async function listRuns({ flags, context }: Invocation): Promise<number> {
  const format = choice(flags, "output", ["table", "json"]) ?? "table";
  const limit = integer(flags, "limit", 1, 1_000_000) ?? 20;
  const folder = runsFolder(context.env);
  const kept = await keptRuns(folder);
  const runs = await Promise.all(kept.slice(0, limit).map(summarizeKept));
  const log = await context.log();
  if (format === "json") {
    await context.print(`${JSON.stringify({ schemaVersion: 1, folder, runs }, null, 2)}\n`);
  } else if (runs.length === 0) {
    log.info(`no run is kept in ${folder} yet`);
  } else {
    await context.print(formatRunList(runs, context.page()));
    const more = kept.length - runs.length;
    log.info(`in ${folder}${more > 0 ? `, and ${more} older (--limit ${kept.length})` : ""}`);
  }
  return EXIT.ok;
}
