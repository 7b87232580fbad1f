import { RACE_FLAGS, TARGET_FLAGS } from "./benchmark-flags.ts";
import { CALIBRATE_FLAGS } from "./calibrate-flags.ts";
import type { CommandRow } from "./command.ts";
import { SIMULATE_FLAGS } from "./simulate-flags.ts";

/** Every command, one row each. Bodies are loaded only when they run, so that `--help` stays quick. */
export const COMMANDS = {
  benchmark: {
    summary: "Race providers and print who is faster",
    aliases: ["bench"],
    flags: { ...TARGET_FLAGS, ...RACE_FLAGS },
    examples: [
      { run: "speed-kings benchmark", does: "everybody that has a key, and a local Ollama" },
      {
        run: "speed-kings benchmark -p groq,cerebras -n 20",
        does: "two providers, 20 requests each",
      },
      {
        run: "speed-kings benchmark -p mine=http://127.0.0.1:8000/v1#my-model,local",
        does: "your own server against Ollama",
      },
      {
        run: "speed-kings benchmark -p groq -o json | jq .targets[0].metrics.ttftMs.p50",
        does: "one number for a script",
      },
    ],
    load: async () => (await import("./commands/benchmark.ts")).benchmark,
  },
  list: {
    summary: "Show providers, whether they can run now, and what is missing",
    flags: {
      "env-file": TARGET_FLAGS["env-file"],
      output: { ...RACE_FLAGS.output },
    },
    examples: [
      { run: "speed-kings list", does: "who can run here" },
      { run: "speed-kings list -o json", does: "the same for a script" },
    ],
    load: async () => (await import("./commands/list.ts")).listProviders,
  },
  calibrate: {
    summary: "Measure how large the error of this program is, on this machine, right now",
    flags: CALIBRATE_FLAGS,
    examples: [
      { run: "speed-kings calibrate", does: "2 seconds, 8 requests in flight" },
      {
        run: "speed-kings calibrate -c 64 --strict",
        does: "can this machine carry 64 streams? 3 is the exit code when it cannot",
      },
    ],
    load: async () => (await import("./commands/calibrate.ts")).calibrate,
  },
  report: {
    summary: "Show a saved run again",
    positionals: "FILE… | last | list",
    flags: { output: RACE_FLAGS.output },
    examples: [
      { run: "speed-kings report last", does: "the latest run, as it was printed at its end" },
      { run: "speed-kings report list", does: "the files of all saved runs" },
      { run: "speed-kings report run.jsonl", does: "what a killed run had measured until then" },
    ],
    load: async () => (await import("./commands/report.ts")).report,
  },
  demo: {
    summary: "Race simulated providers: no key, no network, real sockets and clocks",
    flags: {
      ...RACE_FLAGS,
      size: { ...RACE_FLAGS.size, default: "short" },
      preset: { ...RACE_FLAGS.preset, default: "quick" },
    },
    examples: [
      { run: "speed-kings demo", does: "a race in under a minute" },
      { run: "speed-kings demo -n 30 -o json", does: "longer, as JSON" },
    ],
    load: async () => (await import("./commands/demo.ts")).demo,
  },
  simulate: {
    summary: "Serve a simulated provider with known speed, and faults on request",
    positionals: "[NAME:]PROFILE[,SETTING=VALUE…] …",
    flags: SIMULATE_FLAGS,
    examples: [
      {
        run: "speed-kings simulate --port 9000",
        does: "then race it: speed-kings benchmark -p sim=http://127.0.0.1:9000/v1#sim",
      },
      {
        run: "speed-kings simulate fast:wafer,ttft=100 slow:laptop,fault=stall=500@0.1",
        does: "on ports 8080 and 8081; the second stalls in a tenth of its streams",
      },
    ],
    load: async () => (await import("./commands/simulate.ts")).simulate,
  },
} satisfies Record<string, CommandRow>;
