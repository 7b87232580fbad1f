import { open, readFile } from "node:fs/promises";
import { z } from "zod";
import { parseJson } from "./read-lines.ts";
import type { KeptRun } from "./run-folder.ts";

/** A run in a few words, for a list. */
export interface RunSummary {
  readonly id: string;
  readonly path: string;
  /** `failed`: came to its end, and nothing answered. `unfinished`: killed, or still running. `unreadable`: no run of this version. */
  readonly state: string;
  readonly simulated: boolean;
  readonly sizes: readonly string[];
  /** Those that were run, of the size with the most; unknown for a run without a report. */
  readonly blocks: number | undefined;
  readonly targets: readonly string[];
}

const summarySchema = z.looseObject({
  schemaVersion: z.literal(1),
  simulated: z.boolean(),
  stopReason: z.string().optional(),
  targets: z
    .array(z.looseObject({ attempts: z.looseObject({ total: z.number(), ok: z.number() }) }))
    .optional(),
  plan: z.looseObject({
    iterations: z.number(),
    sizes: z.array(z.looseObject({ size: z.string() })),
    targets: z.array(z.looseObject({ id: z.string() })),
  }),
});

/** Everything but the samples stands in front of them, and is seldom a tenth of this. */
const BEGINNING = 1 << 20;

// Cannot stand inside of a string, where its quotation marks would be escaped.
const SAMPLES = ',"samples":[';

async function beginningOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The part of a run before its samples: a run of thousands is then listed as quickly as one of ten. */
async function headOf({ path, kind }: KeptRun): Promise<unknown> {
  const beginning = await beginningOf(path);
  const end = beginning.indexOf(kind === "report" ? SAMPLES : "\n");
  if (end < 0) return parseJson(await readFile(path, "utf8"));
  return parseJson(kind === "report" ? `${beginning.slice(0, end)}}` : beginning.slice(0, end));
}

type Summed = z.infer<typeof summarySchema>;

function stateOf({ stopReason = "unfinished", targets = [] }: Summed): string {
  const isEmpty = targets.length > 0 && targets.every(({ attempts }) => attempts.ok === 0);
  return stopReason === "complete" && isEmpty ? "failed" : stopReason;
}

const blocksOf = ({ plan, targets }: Summed): number | undefined =>
  targets === undefined
    ? undefined
    : Math.min(plan.iterations, Math.max(0, ...targets.map(({ attempts }) => attempts.total)));

/** What a list says about a run. Never fails: a file that is no run is `unreadable`. */
export async function summarizeKept(run: KeptRun): Promise<RunSummary> {
  const { id, path } = run;
  const { data } = summarySchema.safeParse(await headOf(run).catch(() => undefined));
  if (data === undefined) {
    return {
      id,
      path,
      state: "unreadable",
      simulated: false,
      sizes: [],
      blocks: undefined,
      targets: [],
    };
  }
  return {
    id,
    path,
    state: stateOf(data),
    simulated: data.simulated,
    sizes: data.plan.sizes.map(({ size }) => size),
    blocks: blocksOf(data),
    targets: data.plan.targets.map((target) => target.id),
  };
}
