import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { PROGRAMS, runProgram } from "./programs.ts";

setDefaultTimeout(60_000);

/** What somebody typed, and what the one line on stderr must say. Words are separated by blanks. */
const MISTAKES = [
  // The command itself.
  ["bnechmark", 'unknown command "bnechmark": did you mean benchmark?'],
  ["race", 'unknown command "race": did you mean benchmark?'],
  ["prices groq", 'unknown command "prices": did you mean pricing?'],
  ["frobnicate", 'unknown command "frobnicate": see speed-kings --help'],
  ["-n 3 benchmark", "unknown flag -n before a command"],
  ["benchmark groq", 'benchmark takes no argument "groq": did you mean --providers groq?'],
  ["benchmark help", "see speed-kings benchmark --help"],
  ["help frobnicate", 'unknown command "frobnicate"'],
  // Flags.
  ["benchmark --itertions 3", "unknown flag --itertions: did you mean --iterations?"],
  ["benchmark --wibble", "unknown flag --wibble: see --help for all flags"],
  ["benchmark -pgroq", "unknown flag -pgroq: did you mean -p groq?"],
  ["benchmark -qv", "unknown flag -qv: write them apart: -q -v"],
  ["list --iterations 3", "unknown flag --iterations"],
  ["benchmark -n 3 -n 4", "--iterations was given twice"],
  ["benchmark --timeout 3 --timeout=4", "--timeout was given twice"],
  ["benchmark --save --no-save", "contradict each other"],
  ["benchmark -n", "--iterations needs a value: write --iterations N"],
  ["benchmark --timeout --seed 3", "--timeout needs a value: write --timeout SPAN"],
  ["benchmark --quiet=yes", '--quiet takes no value, not "yes"'],
  ["benchmark --seed=", "--seed is empty"],
  // Values.
  [
    "benchmark --iterations -3",
    '--iterations must be a whole number from 1 to 100000, not "-3": try --iterations 3',
  ],
  ["benchmark --iterations 1e3", 'not "1e3": try --iterations 1000'],
  ["benchmark --iterations 2.5", 'not "2.5": try --iterations 3'],
  ["benchmark --concurrency 0", 'not "0": try --concurrency 1'],
  ["benchmark --timeout banana", "--timeout must be a span like 500ms, 30s or 5m"],
  ["benchmark --max-time 0", "--max-time must be a span"],
  ["benchmark --precision 200%", "--precision must be a share like 10%"],
  ["benchmark --serial -c 3", "and --concurrency 3 keeps 3 in flight: leave one of them out"],
  ["benchmark --precision 10% -n 3", "after 20 iterations, and --iterations 3 ends before"],
  ["benchmark --prompt-file mine.txt -s long", "--prompt-file sends your own: leave one of them"],
  ["benchmark --max-cost much", "--max-cost must be an amount of US dollars"],
  [
    "benchmark --output yaml",
    '--output must be one of table, json, jsonl, markdown, html, svg, csv, csv-samples, not "yaml"',
  ],
  ["benchmark -o yaml", 'svg, csv, csv-samples, not "yaml"\n'],
  ["benchmark -o jsn", 'not "jsn": did you mean json?'],
  ["benchmark --size huge", '--size must be one of short, medium, long, not "huge"'],
  ["benchmark --preset fast", "--preset must be one of quick, standard, thorough"],
  // Targets.
  ["benchmark -p groqq", 'unknown provider "groqq": did you mean groq?'],
  ["benchmark -p cerebras,grok", 'unknown provider "grok": did you mean groq?'],
  ["benchmark -p 127.0.0.1:8000", "name=https://host/v1#model"],
  ["benchmark -p http://127.0.0.1:8000/v1", "name=https://host/v1"],
  ["benchmark -p x=127.0.0.1:8000/v1", "such as http://127.0.0.1:8000/v1"],
  ["benchmark -p x=ftp://h/v1", "does not begin with http:// or https://"],
  ["benchmark -p x=http://", "the URL of x is not a URL"],
  ["benchmark -p x=", "x has no URL: write x=https://host/v1"],
  ["benchmark -p =http://h/v1", "no name before the ="],
  ["benchmark -p x=http://h/v1#", "no model after the # of x"],
  ["benchmark -p ,", "a target is empty"],
  ["benchmark -p x=http://h/v1#m,x=http://h/v1#n", "x is named twice"],
  ["benchmark -p groq", "no key for Groq: set GROQ_API_KEY"],
  ["benchmark -p x=http://127.0.0.1:9/v1#m --key-env NO_SUCH", "NO_SUCH is not set"],
  ["benchmark", "no provider can run here yet: set a key (CEREBRAS_API_KEY, GROQ_API_KEY"],
  // Files.
  ["report list --export x.json", "--export does not belong to report list: name a run"],
  ["report last --limit 5", "--limit belongs to report list"],
  ["report list --fail-if ttft.p95>1s", "--fail-if does not belong to report list"],
  ["benchmark --prompt-file nosuch.txt", "cannot read the prompt file nosuch.txt (ENOENT)"],
  ["benchmark --prompt-file .", "cannot read the prompt file . (EISDIR)"],
  ["benchmark --env-file nosuch.env", "cannot read the env file nosuch.env (ENOENT)"],
  ["list --env-file .", "cannot read the env file . (EISDIR)"],
  // Simulated providers.
  ["simulate waver", 'unknown simulated profile "waver": did you mean wafer?'],
  ["simulate wafer,fault=stal", "did you mean stall?"],
  ["simulate --port 0 --host nosuch.invalid", "choose an address of this machine: 127.0.0.1"],
  ["simulate --port 0 --host 192.0.2.1", "(EADDRNOTAVAIL): choose an address of this machine"],
  ["simulate --port 99999", "--port must be a whole number from 0 to 65535"],
  ["demo extra", 'demo takes no argument "extra"'],
] as const;

/** Words that hold a key which must not be repeated, in the places where people put one by mistake. */
const KEYS = [
  "benchmark -p sk-MARKED-0123456789abcdef",
  "benchmark -p x=http://127.0.0.1:9/v1#m --key-env sk-MARKED-0123456789abcdef",
  "benchmark -p x=http://user:sk-MARKED-0123456789@127.0.0.1:9/v1#m",
  "benchmark -p x=http://127.0.0.1:9/v1?api_key=sk-MARKED-0123456789#m",
  "benchmark sk-MARKED-0123456789abcdef",
  "benchmark --iterations sk-MARKED-0123456789abcdef",
  "sk-MARKED-0123456789abcdef",
] as const;

describe.concurrent("what cannot be done", () => {
  describe.each([...PROGRAMS])("by the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);

    runs.each([...MISTAKES])("%s", async (words, said) => {
      const { code, stdout, stderr } = await runProgram(program, words.split(" "));
      expect(stderr).toContain(said);
      expect(stderr).toMatch(/^error: [^\n]+\n$/);
      expect(stderr).not.toContain("    at ");
      expect(stdout).toBe("");
      expect(code).toBe(2);
    });

    runs.each([...KEYS])("is no reason to repeat a key: %s", async (words) => {
      const { code, stdout, stderr } = await runProgram(program, [...words.split(" "), "-v"]);
      expect(stdout + stderr).not.toContain("MARKED");
      expect(stderr).toStartWith("error: ");
      expect(code).toBe(2);
    });

    runs("includes a key over plain http to another machine", async () => {
      const words = ["benchmark", "-p", "x=http://192.0.2.1/v1#m", "--key-env", "K"];
      const env = { K: "sk-MARKED-123456" };
      const refused = await runProgram(program, words, { env });
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/^error: the key of x would go over plain http.*--insecure/);
      const insisted = await runProgram(program, [...words, "--insecure", "--dry-run"], { env });
      expect(insisted.code).toBe(0);
      expect(refused.stderr + insisted.stdout + insisted.stderr).not.toContain("MARKED");
    });

    runs("is said of every target, even when only errors are said", async () => {
      const words = ["benchmark", "-q", "-p", "groq,cerebras"];
      const { code, stderr } = await runProgram(program, words);
      const lines = stderr.trim().split("\n");
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatch(/^error: groq: no key for Groq: set GROQ_API_KEY/);
      expect(lines[1]).toMatch(/^error: cerebras: no key for Cerebras: set CEREBRAS_API_KEY/);
      expect(code).toBe(2);
    });

    runs("because nobody listens is a failure and no mistake of the user", async () => {
      for (const [target, said] of [
        [
          "local",
          "nothing answers at http://127.0.0.1:9: OLLAMA_URL leads there; start the server",
        ],
        ["x=http://127.0.0.1:9/v1", "nothing listens at 127.0.0.1:9"],
        ["x=http://nosuch.invalid/v1", "there is no host of that name: nosuch.invalid:80"],
      ] as const) {
        // oxlint-disable-next-line no-await-in-loop
        const { code, stdout, stderr } = await runProgram(program, ["benchmark", "-p", target]);
        expect(stderr).toMatch(/^error: [^\n]+\n$/);
        expect(stderr).toContain(said);
        expect(stdout).toBe("");
        expect(code).toBe(1);
      }
    });

    runs("because of what a variable holds is said without its value", async () => {
      const env = { GROQ_API_KEY: "gsk MARKED\n0123456789" };
      const words = ["benchmark", "-p", "groq"];
      const { code, stdout, stderr } = await runProgram(program, words, { env });
      expect(stderr).toMatch(/^error: GROQ_API_KEY holds a character that no key has[^\n]+\n$/);
      expect(stdout + stderr).not.toContain("MARKED");
      expect(code).toBe(2);
    });
  });
});
