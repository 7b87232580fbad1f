import { existsSync } from "node:fs";
import { resolve } from "node:path";

import { LEVELS, QUICK_LEVELS, measureAccuracy, renderAccuracy } from "./accuracy.ts";
import { judgeBounds, renderBounds } from "./bounds.ts";
import type { Results } from "./bounds.ts";
import { compile, findCompiler } from "./compile.ts";
import { COST_LEVELS, QUICK_COST_LEVELS, measureCost, renderCost } from "./cost.ts";
import { describeMachine } from "./machine.ts";
import { HELP, parseOptions } from "./options.ts";
import type { Options } from "./options.ts";
import { disposeOnSignal, openWorkplace } from "./processes.ts";
import type { Workplace } from "./processes.ts";
import type { Tools } from "./run-client.ts";
import { measureStart, renderStart } from "./start.ts";
import { startTruthServer } from "./truth.ts";

const START_RUNS = 20;
const TRIES = 3;

const print = (text: string): void => {
  process.stdout.write(text);
};

const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
};

const section = (title: string, text: string): void => {
  progress("");
  print(`\n${title}\n\n${text}`);
};

async function buildTools(workplace: Workplace, tries: number): Promise<Tools | undefined> {
  const compiler = findCompiler();
  if (compiler === undefined || process.platform === "win32") {
    print("accuracy and cost: skipped, no C compiler here (tried $CC, cc, gcc, clang)\n");
    return undefined;
  }
  const server = await startTruthServer(
    compile(compiler, "truth-server", workplace.folder),
    workplace,
  );
  return { workplace, server, reader: compile(compiler, "reader", workplace.folder), tries };
}

async function measureStreams(options: Options, workplace: Workplace): Promise<Results> {
  const { parts, quick } = options;
  if (!parts.includes("accuracy") && !parts.includes("cost")) return {};
  const tools = await buildTools(workplace, quick ? 1 : TRIES);
  if (tools === undefined) return {};
  let results: Results = {};
  if (parts.includes("accuracy")) {
    const accuracy = await measureAccuracy(quick ? QUICK_LEVELS : LEVELS, tools, progress);
    section("ACCURACY", renderAccuracy(accuracy));
    results = { accuracy };
  }
  if (parts.includes("cost")) {
    const cost = await measureCost(quick ? QUICK_COST_LEVELS : COST_LEVELS, tools, progress);
    section("COST", renderCost(cost));
    results = { ...results, cost };
  }
  return results;
}

async function measureBinary({ parts, binary }: Options): Promise<Results> {
  if (!parts.includes("start")) return {};
  if (!existsSync(binary)) {
    print(`\nstart: skipped, there is no ${binary}; make it with \`bun run build\`\n`);
    return {};
  }
  const start = await measureStart(resolve(binary), START_RUNS, progress);
  section("START", renderStart(start, START_RUNS));
  return { start };
}

async function bench(options: Options): Promise<void> {
  // A proxy would sit in the measured path.
  process.env["NO_PROXY"] = process.env["no_proxy"] = "127.0.0.1";
  const startedAt = new Date().toISOString();
  const machine = describeMachine();
  print(
    `${machine.os}, ${machine.cores} × ${machine.cpu}, Bun ${machine.bun}, load before ${machine.loadBefore.toFixed(2)}\n`,
  );
  const workplace = openWorkplace();
  disposeOnSignal(workplace);
  try {
    const results = {
      ...(await measureStreams(options, workplace)),
      ...(await measureBinary(options)),
    };
    const bounds = judgeBounds(results);
    section("BOUNDS", renderBounds(bounds));
    const everything = { startedAt, machine, quick: options.quick, ...results, bounds };
    await Bun.write(options.json, `${JSON.stringify(everything, null, 2)}\n`);
    print(`\nNumbers: ${options.json}\n`);
  } finally {
    workplace.dispose();
  }
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}; see --help`);
    return 2;
  }
  if (options.help) {
    print(HELP);
    return 0;
  }
  try {
    await bench(options);
    return 0;
  } catch (error) {
    console.error(`the bench failed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

process.exitCode = await main();
