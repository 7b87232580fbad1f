import { parseArgs } from "node:util";

export const PARTS = ["accuracy", "cost", "start"] as const;
export type Part = (typeof PARTS)[number];

export const HELP = `Measures how right, how cheap and how quick to start speed-kings is on this machine.

  bun scripts/bench/main.ts [flags]

  --only PART     accuracy, cost or start; all three unless said
  --quick         fewer and shorter runs, 80 s instead of 7 minutes: to look, not to quote
  --json FILE     where the numbers go (default dist/bench.json)
  --binary FILE   the compiled program for the start times (default dist/speed-kings)
  --help          this text

  accuracy   our client, a bare fetch reader and a C reader against a server whose true times are known
  cost       CPU time and memory of one event, of the same three
  start      the binary's --help and list, beside node and true

A run that other programs disturbed is done again, up to twice. Accuracy and cost need a C compiler (cc, gcc, clang, or $CC).
The exit code says whether the bench ran, not whether every bound was met.

  bun scripts/bench/main.ts --quick
  bun scripts/bench/main.ts --only accuracy --json accuracy.json
`;

export interface Options {
  readonly help: boolean;
  readonly quick: boolean;
  readonly parts: readonly Part[];
  readonly json: string;
  readonly binary: string;
}

const defaultBinary = `dist/speed-kings${process.platform === "win32" ? ".exe" : ""}`;

const isPart = (text: string): text is Part => PARTS.some((part) => part === text);

/** Throws, with a message for a person, for an unknown flag or part. */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      help: { type: "boolean", short: "h", default: false },
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      json: { type: "string", default: "dist/bench.json" },
      binary: { type: "string", default: defaultBinary },
    },
  });
  const { only, ...rest } = values;
  const parts = only.flatMap((list) => list.split(","));
  const unknown = parts.find((part) => !isPart(part));
  if (unknown !== undefined) {
    throw new Error(`--only ${unknown}: there are ${PARTS.join(", ")}`);
  }
  return { ...rest, parts: parts.length === 0 ? PARTS : parts.filter(isPart) };
}
