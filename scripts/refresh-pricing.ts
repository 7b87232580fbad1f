import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findProvider } from "@pydantic/genai-prices";
import manifest from "../package.json" with { type: "json" };
import { formatPriceDiff } from "../src/output/price-diff.ts";
import { dayOf } from "../src/pricing/age.ts";
import { readPriceFile } from "../src/pricing/read-price-file.ts";
import { namesIn } from "../src/pricing/refresh/catalog-names.ts";
import { readGenaiPrices } from "../src/pricing/refresh/genai-prices.ts";
import { merge } from "../src/pricing/refresh/merge.ts";
import type { Reading } from "../src/pricing/refresh/observation.ts";
import { readPiAi } from "../src/pricing/refresh/pi-ai.ts";
import { priceFileText } from "../src/pricing/refresh/price-file-text.ts";
import { PRICE_SOURCES, PRICE_SOURCE_NAMES } from "../src/pricing/refresh/sources.ts";
import type { PriceSource } from "../src/pricing/refresh/sources.ts";

const HELP = `Brings pricing/pricing.json up to date and prints what differs.

  bun scripts/refresh-pricing.ts                   read npm packages, print the difference, write nothing
  bun scripts/refresh-pricing.ts --write           write what no rule speaks against
  bun scripts/refresh-pricing.ts --web             also ask the catalogs and the providers themselves
  bun scripts/refresh-pricing.ts --input NAME[@VERSION]=FILE@DAY
                                                   also read a file, as it was on a day
  --file FILE      another price file than pricing/pricing.json
  --all            list the prices that were only confirmed, too

NAME is one of ${PRICE_SOURCE_NAMES.join(", ")}.
Two lineages are read from npm alone: @earendil-works/pi-ai (of models.dev's) and @pydantic/genai-prices (the installed
development dependency). No package is installed or run for it but the latter. Exit code 1: something was held back
for a person to look at, or a source could not be read.
`;

const ROOT = join(import.meta.dir, "..");
const PI_AI = "@earendil-works/pi-ai";
const GENAI_PRICES = "@pydantic/genai-prices";

interface Outcome {
  readonly readings: readonly Reading[];
  readonly failures: readonly string[];
}

async function attempt(name: string, read: () => Promise<Reading | undefined>): Promise<Outcome> {
  try {
    const reading = await read();
    return reading === undefined
      ? { readings: [], failures: [`${name}: the data has another shape than expected`] }
      : { readings: [reading], failures: [] };
  } catch (error) {
    return {
      readings: [],
      failures: [`${name}: ${error instanceof Error ? error.message : String(error)}`],
    };
  }
}

async function output(command: readonly string[], cwd: string): Promise<string> {
  const child = Bun.spawn([...command], { cwd, stdout: "pipe", stderr: "pipe" });
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  if (code !== 0)
    throw new Error(`${command.join(" ")}: ${stderr.trim().split("\n").at(-1) ?? code}`);
  return stdout;
}

/** The newest pi-ai, unpacked and not installed: only its JSON is read, and checked against the package's own manifest. */
async function fromPiAi(): Promise<Reading | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "speed-kings-pricing-"));
  try {
    // Without a version npm takes an older one when the newest does not run on the installed Node.
    const version = JSON.parse(
      await output(["npm", "view", `${PI_AI}@latest`, "version", "--json"], folder),
    );
    const packed = JSON.parse(
      await output(["npm", "pack", `${PI_AI}@${version}`, "--json", "--ignore-scripts"], folder),
    );
    const { filename, integrity } = packed[0];
    await output(["tar", "-xzf", filename], folder);
    const data = join(folder, "package/dist/providers/data");
    const listing = JSON.parse(await readFile(join(data, ".manifest.json"), "utf8"));
    const files = new Map<string, unknown>();
    for (const name of (await readdir(data)).filter((file) => /^[\w-]+\.json$/.test(file))) {
      const text = await readFile(join(data, name), "utf8");
      const hash = new Bun.CryptoHasher("sha256").update(text).digest("hex");
      if (hash !== listing.files[name])
        throw new Error(`${name} is not the file that its manifest names`);
      files.set(name.replace(/\.json$/, ""), JSON.parse(text));
    }
    const asOf = String(listing.generatedAt).slice(0, 10);
    const reading = readPiAi(files, { source: `pi-ai@${version}`, asOf });
    return reading && { ...reading, origin: { ...reading.origin, integrity } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fromGenaiPrices(): Promise<Reading | undefined> {
  const version = manifest.devDependencies[GENAI_PRICES];
  const times = JSON.parse(await output(["npm", "view", GENAI_PRICES, "time", "--json"], ROOT));
  const providers = namesIn("genai").map(([, theirs]) => findProvider({ providerId: theirs }));
  return readGenaiPrices(providers, {
    source: `genai-prices@${version}`,
    asOf: String(times[version]).slice(0, 10),
  });
}

async function fromWeb(
  name: string,
  source: PriceSource,
  today: string,
): Promise<Reading | undefined> {
  const key = source.keyEnv === undefined ? undefined : process.env[source.keyEnv];
  const response = await fetch(source.url, {
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    redirect: "error",
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`answered with ${response.status}`);
  return source.read(await response.json(), { source: `${name}@${today}`, asOf: today });
}

async function fromFile(text: string): Promise<Reading | undefined> {
  const match =
    /^(?<name>[\w.-]+)(?:@(?<version>[^=]+))?=(?<path>.+)@(?<day>\d{4}-\d\d-\d\d)$/.exec(text);
  const { name, version, path, day } = match?.groups ?? {};
  const known = PRICE_SOURCE_NAMES.find((candidate) => candidate === name);
  if (known === undefined || path === undefined || day === undefined) {
    throw new Error("write it as NAME[@VERSION]=FILE@DAY, see --help");
  }
  const data = JSON.parse(await readFile(path, "utf8"));
  return PRICE_SOURCES[known].read(data, { source: `${known}@${version ?? day}`, asOf: day });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h", default: false },
      write: { type: "boolean", default: false },
      web: { type: "boolean", default: false },
      all: { type: "boolean", default: false },
      input: { type: "string", multiple: true, default: [] },
      file: { type: "string", default: join(ROOT, "pricing/pricing.json") },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const nowMs = Date.now();
  const current = readPriceFile(await readFile(values.file, "utf8"), values.file);
  const outcomes = await Promise.all([
    attempt(PI_AI, fromPiAi),
    attempt(GENAI_PRICES, fromGenaiPrices),
    ...values.input.map((input) => attempt(input, () => fromFile(input))),
    ...PRICE_SOURCE_NAMES.flatMap((name) => {
      const source: PriceSource = PRICE_SOURCES[name];
      const isOpen = source.keyEnv === undefined || process.env[source.keyEnv] !== undefined;
      return values.web && isOpen ? [attempt(name, () => fromWeb(name, source, dayOf(nowMs)))] : [];
    }),
  ]);
  const readings = outcomes.flatMap((outcome) => outcome.readings);
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  const lineages = new Set(readings.map(({ origin }) => origin.lineage));
  for (const { source, observations, origin } of readings) {
    process.stdout.write(
      `read ${source} (${origin.lineage}): ${observations.length} prices as of ${origin.asOf}\n`,
    );
  }
  for (const failure of failures) process.stderr.write(`not read: ${failure}\n`);
  if (lineages.size < 2) {
    process.stderr.write("fewer than two independent lineages could be read: nothing is changed\n");
    return 1;
  }
  const { file, changes } = merge(current, readings, nowMs);
  process.stdout.write(formatPriceDiff(changes, values.all));
  const text = priceFileText(file);
  // What was made must be what the program accepts.
  readPriceFile(text, "the merged file");
  if (values.write) {
    await Bun.write(values.file, text);
    await output([process.execPath, "fmt", values.file], ROOT);
    process.stdout.write(`written: ${values.file}\n`);
  }
  const isHeld = changes.some(({ kind }) => kind === "held");
  return isHeld || failures.length > 0 ? 1 : 0;
}

process.exitCode = await main();
