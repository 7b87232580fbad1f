import { parseArgs } from "node:util";
import { readTestCounts } from "./test-counts.ts";

const HELP = `Runs every check of the project, one after the other, and ends with "N passed, N failed".

  bun scripts/check.ts            all steps
  bun scripts/check.ts lint test  only these
`;

interface Step {
  readonly name: string;
  /** Arguments for Bun. */
  readonly command: readonly string[];
  /** A step that takes longer is ended and has failed, so that nothing waits forever. Together below the 15 minutes of CI. */
  readonly limitMinutes: number;
  readonly advice: string;
}

// The binary is built before the tests, which run it.
const STEPS: readonly Step[] = [
  {
    name: "format",
    command: ["run", "format", "--check"],
    limitMinutes: 1,
    advice: "`bun run format` formats the files",
  },
  {
    name: "lint",
    command: ["run", "lint"],
    limitMinutes: 1,
    advice: "`bun run lint` shows this again; who may import whom is in CONTRIBUTING.md",
  },
  {
    name: "types",
    command: ["run", "types"],
    limitMinutes: 1,
    advice: "`bun run types` shows this again",
  },
  {
    name: "unused",
    command: ["run", "unused"],
    limitMinutes: 1,
    advice: "remove what nothing uses, or say in knip.json why it stays",
  },
  {
    name: "build",
    command: ["run", "build"],
    limitMinutes: 1,
    advice: "`bun run build` shows this again",
  },
  {
    name: "test",
    // Bun's own limit of 5 s a test is short for one that runs a program on a machine that others use, too.
    command: ["test", "--timeout=30000"],
    limitMinutes: 9,
    advice: "`bun test tests/FOLDER` runs a part of the tests",
  },
];

interface Outcome {
  readonly step: Step;
  readonly passed: number;
  readonly failed: number;
  readonly note: string;
}

interface Reader {
  read(): Promise<{ readonly value?: Uint8Array | undefined }>;
}

/** Copies a stream to stdout while it comes, and gives all of it as text. */
async function forward(reader: Reader): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (let read = await reader.read(); read.value !== undefined; read = await reader.read()) {
    process.stdout.write(read.value);
    text += decoder.decode(read.value, { stream: true });
  }
  return text;
}

const limitOf = (step: Step) =>
  ({ timeout: step.limitMinutes * 60_000, killSignal: "SIGKILL" }) as const;

async function runProgram(step: Step): Promise<Outcome> {
  const child = Bun.spawn([process.execPath, ...step.command], {
    stdio: ["ignore", "inherit", "inherit"],
    ...limitOf(step),
  });
  const passed = (await child.exited) === 0 ? 1 : 0;
  return { step, passed, failed: 1 - passed, note: killNote(child.signalCode, step) };
}

async function runTests(step: Step): Promise<Outcome> {
  const child = Bun.spawn([process.execPath, ...step.command], {
    stdio: ["ignore", "pipe", "pipe"],
    ...limitOf(step),
  });
  const readers = [child.stdout.getReader(), child.stderr.getReader()];
  const printed = Promise.all(readers.map(forward));
  const exitCode = await child.exited;
  // What the tests may have left behind holds the pipes open: do not wait for their end for long.
  const timer = setTimeout(() => readers.forEach((reader) => void reader.cancel()), 2_000);
  const text = (await printed).join("\n");
  clearTimeout(timer);
  const { passed, failed, skipped } = readTestCounts(text, exitCode);
  const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  return { step, passed, failed, note: killNote(child.signalCode, step) || counts };
}

const killNote = (signal: Bun.Subprocess["signalCode"], step: Step): string =>
  signal === "SIGKILL" ? `killed, by its limit of ${step.limitMinutes} min or from outside` : "";

function chooseSteps(): readonly Step[] {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h" } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return [];
  }
  const unknown = positionals.find((name) => STEPS.every((step) => step.name !== name));
  if (unknown !== undefined) {
    const names = STEPS.map((step) => step.name).join(", ");
    throw new Error(`There is no step called ${unknown}. The steps are ${names}.`);
  }
  return positionals.length === 0 ? STEPS : STEPS.filter((step) => positionals.includes(step.name));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

async function main(): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const step of chooseSteps()) {
    console.log(`\n=== ${step.name} ===`);
    outcomes.push(await (step.name === "test" ? runTests(step) : runProgram(step)));
  }
  if (outcomes.length === 0) {
    return;
  }
  console.log("\n=== result ===");
  for (const { step, failed, note } of outcomes) {
    const detail = note === "" ? "" : ` (${note})`;
    console.log(
      failed === 0
        ? `ok      ${step.name}${detail}`
        : `FAILED  ${step.name}${detail}: ${step.advice}`,
    );
  }
  const failed = sum(outcomes.map((outcome) => outcome.failed));
  console.log(`${sum(outcomes.map((outcome) => outcome.passed))} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
