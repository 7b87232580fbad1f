import { RACE_FLAGS, TARGET_FLAGS } from "./benchmark-flags.ts";
import { CALIBRATE_FLAGS } from "./calibrate-flags.ts";
import type { CommandRow } from "./command.ts";
import { COMPARE_FLAGS } from "./compare-flags.ts";
import { SHELL_NAMES } from "./completion/shell-names.ts";
import { DOCTOR_FLAGS } from "./doctor-flags.ts";
import { LIST_FLAGS } from "./list-flags.ts";
import { PRICE_FLAG, PRICING_FLAGS } from "./pricing-flags.ts";
import { PRICING_VERBS } from "./pricing-verbs.ts";
import { REPORT_FLAGS } from "./report-flags.ts";
import { SIMULATE_FLAGS } from "./simulate-flags.ts";

/** Every command, one row each. Bodies are loaded only when they run, so that `--help` stays quick. */
export const COMMANDS = {
  benchmark: {
    summary: "Race providers and print who is faster",
    calledElsewhere: ["race", "run", "test"],
    aliases: ["bench"],
    flags: { ...TARGET_FLAGS, price: PRICE_FLAG, ...RACE_FLAGS },
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
    calledElsewhere: ["ls", "providers", "models"],
    positionals: "[PROVIDER…]",
    wordsFrom: "targets",
    flags: LIST_FLAGS,
    examples: [
      { run: "speed-kings list", does: "who can run here; asks only servers on this machine" },
      { run: "speed-kings list --check groq", does: "is the key good? One cheap call" },
      { run: "speed-kings list --models local", does: "the models of the local servers" },
      { run: "speed-kings list -o json", does: "the same for a script" },
    ],
    load: async () => (await import("./commands/list.ts")).listProviders,
  },
  pricing: {
    summary: "Show what tokens cost, with date and source, and what a request costs",
    calledElsewhere: ["prices", "price", "cost", "costs"],
    positionals: "[PROVIDER | show PROVIDER/MODEL | cost | refresh | check | path]",
    words: PRICING_VERBS,
    wordsFrom: "providers",
    flags: PRICING_FLAGS,
    examples: [
      { run: "speed-kings pricing groq", does: "prices of one provider; without a name: of all" },
      { run: "speed-kings pricing --filter gpt-oss --sort output", does: "who is cheapest" },
      {
        run: "speed-kings pricing show deepseek/deepseek-flash",
        does: "every price of a model: by hour, over time, and what says so",
      },
      {
        run: "speed-kings pricing cost --model gpt-oss-120b --in 1000 --out 500",
        does: "one request, at everybody who has the model (--provider, --cached, --at, --tier)",
      },
      {
        run: "speed-kings pricing refresh",
        does: "asks the network what has changed; --write keeps it. Nothing else here sends anything",
      },
      {
        run: "speed-kings pricing check --max-age 45d",
        does: "exit code 3 when a price is older, or a price file is broken",
      },
      { run: "speed-kings pricing path", does: "where prices come from, and which file wins" },
    ],
    load: async () => (await import("./commands/pricing.ts")).pricing,
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
    summary: "Show saved runs again, in any format",
    calledElsewhere: ["show", "history", "runs", "results"],
    positionals: "FILE… | last | last~N | list | -",
    words: ["last", "last~1", "list"],
    wordsFrom: "files",
    flags: REPORT_FLAGS,
    examples: [
      { run: "speed-kings report last", does: "the latest run, as it was printed at its end" },
      { run: "speed-kings report list", does: "what is kept, newest first" },
      {
        run: "speed-kings report last --export race.html,race.md,card.svg",
        does: "three files of it, each in the format of its ending",
      },
      { run: "speed-kings report a.json b.json -o csv", does: "several runs in one table" },
      { run: "speed-kings report run.jsonl", does: "what a killed run had measured until then" },
    ],
    load: async () => (await import("./commands/report.ts")).report,
  },
  compare: {
    summary: "Compare two saved runs: what changed, how sure that is, and whether to fail for it",
    calledElsewhere: ["diff"],
    positionals: "BASE NEW",
    words: ["last", "last~1"],
    wordsFrom: "files",
    flags: COMPARE_FLAGS,
    examples: [
      { run: "speed-kings compare last~1 last", does: "the latest run against the one before" },
      {
        run: "speed-kings compare main.json pr.json --fail-if 'compare.e2e > +5%'",
        does: "3 is the exit code when it is certain that E2E grew by more than that",
      },
      {
        run: "speed-kings compare main.json pr.json -o markdown --junit speed.xml",
        does: "for a pull request and a CI system",
      },
    ],
    load: async () => (await import("./commands/compare.ts")).compare,
  },
  schema: {
    summary: "Print the JSON Schema of saved runs and of --output json",
    flags: {},
    examples: [
      { run: "speed-kings schema > report.schema.json", does: "for a validator or an editor" },
    ],
    load: async () => (await import("./commands/schema.ts")).printSchema,
  },
  demo: {
    summary: "Race simulated providers: no key, no network, real sockets and clocks",
    flags: {
      price: PRICE_FLAG,
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
    calledElsewhere: ["serve", "mock"],
    positionals: "[NAME:]PROFILE[,SETTING=VALUE…] …",
    wordsFrom: "profiles",
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
    tables: async () => (await import("./simulate-tables.ts")).simulateTables(),
    load: async () => (await import("./commands/simulate.ts")).simulate,
  },
  doctor: {
    summary: "Check this machine: terminal, clock, proxy, keys, servers, prices, data folder",
    calledElsewhere: ["check", "status", "info"],
    flags: DOCTOR_FLAGS,
    examples: [
      { run: "speed-kings doctor", does: "what is fine, what is not, and what to do about it" },
      { run: "speed-kings doctor -o json", does: "for a bug report: it holds no key" },
    ],
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  completion: {
    summary: "Print a script that completes commands, flags and values in your shell",
    calledElsewhere: ["completions", "complete"],
    positionals: SHELL_NAMES.join(" | "),
    words: SHELL_NAMES,
    flags: {},
    examples: [
      {
        run: "speed-kings completion bash >> ~/.bashrc",
        does: "bash; with the package bash-completion also as a file speed-kings in ~/.local/share/bash-completion/completions",
      },
      {
        run: "speed-kings completion zsh > ~/.zfunc/_speed-kings",
        does: "zsh, with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc",
      },
      {
        run: "speed-kings completion fish > ~/.config/fish/completions/speed-kings.fish",
        does: "fish",
      },
      {
        run: "speed-kings completion powershell >> $PROFILE",
        does: "PowerShell; again after an update, as all words are in the script",
      },
    ],
    load: async () => (await import("./commands/completion.ts")).completion,
  },
} satisfies Record<string, CommandRow>;
