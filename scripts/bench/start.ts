import { createServer } from "node:net";

import { median } from "./quantiles.ts";
import { fixed, renderTable } from "./table.ts";

/** Wall time from spawning a command to its end. */
export interface Start {
  readonly command: string;
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

interface Case {
  readonly title: string;
  readonly command: readonly string[];
}

/** Runs each command `runs` times, taking turns. What the machine does not have is left out. */
export async function measureStart(
  binary: string,
  runs: number,
  progress: (text: string) => void,
): Promise<Start[]> {
  const cases = casesFor(binary);
  const times: number[][] = cases.map(() => []);
  const env = { ...process.env, OLLAMA_URL: await closedAddress() };
  for (let run = 0; run < runs; run++) {
    progress(`start: run ${run + 1}/${runs}`);
    cases.forEach(({ command }, index) => times[index]?.push(timeOf(command, env)));
  }
  return cases.map(({ title }, index) => {
    const measured = times[index] ?? [];
    return {
      command: title,
      medianMs: median(measured),
      minMs: Math.min(...measured),
      maxMs: Math.max(...measured),
    };
  });
}

function casesFor(binary: string): Case[] {
  const node = Bun.which("node");
  const nothing = Bun.which("true");
  return [
    { title: "--help", command: [binary, "--help"] },
    { title: "list", command: [binary, "list"] },
    ...(node === null ? [] : [{ title: "node -e 0", command: [node, "-e", "0"] }]),
    ...(nothing === null ? [] : [{ title: "true", command: [nothing] }]),
  ];
}

function timeOf(command: readonly string[], env: Record<string, string | undefined>): number {
  const before = Bun.nanoseconds();
  const { success } = Bun.spawnSync([...command], {
    env,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "ignore",
  });
  const ms = (Bun.nanoseconds() - before) / 1e6;
  if (!success) throw new Error(`\`${command.join(" ")}\` failed: run it by hand to see why`);
  return ms;
}

/** An address at which nothing listens, so that `list` asks nobody: a port that was free a moment ago. */
async function closedAddress(): Promise<string> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  server.close();
  return `http://127.0.0.1:${typeof address === "object" ? (address?.port ?? 9) : 9}`;
}

export function renderStart(results: readonly Start[], runs: number): string {
  const rows = results.map(({ command, medianMs, minMs, maxMs }) => [
    command,
    fixed(medianMs, 1),
    fixed(minMs, 1),
    fixed(maxMs, 1),
  ]);
  return `${renderTable(["command", "median ms", "min", "max"], rows)}${runs} runs of each, taking turns; wall time from spawn to exit.\n`;
}
