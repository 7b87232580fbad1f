import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../src/simulator/server.ts";
import type { Simulator } from "../../src/simulator/server.ts";
import { hasPython } from "../support/python.ts";
import { HostileFolder, PROGRAMS, environmentIn, inTurn, runProgram, start } from "./programs.ts";
import type { Finished, Program } from "./programs.ts";
import { at, raceOf, startQuick, until } from "./races.ts";

setDefaultTimeout(60_000);

interface Cost {
  readonly usd: number;
  readonly perRequestUsd: number;
  readonly tokensPerUsd?: number;
  readonly tokensPerUsdInterval?: readonly [number, number];
  readonly reportedUsd?: number;
  readonly priceId: string;
  readonly priceSource: string;
  readonly priceVerifiedAt: string;
  readonly priceHash?: string;
  readonly monthly?: { readonly tokensPerDay: number; readonly usd: number };
}

/** What a script sees of the costs of a run. */
interface Priced {
  readonly stopReason: string;
  readonly plan: { readonly maxCostUsd: number };
  readonly targets: readonly {
    readonly id: string;
    readonly cost: Cost | null;
    readonly crowns: readonly string[];
    readonly tokens: { readonly input: number; readonly output: number };
    readonly labels: readonly { readonly id: string; readonly text: string }[];
  }[];
  readonly samples: readonly {
    readonly target: string;
    readonly phase: string;
    readonly block: number;
    readonly costUsd?: number;
    readonly tokens: { readonly input: number; readonly output: number };
  }[];
}

const pricedOf = ({ stdout, stderr }: Pick<Finished, "stdout" | "stderr">): Priced => {
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
};

const labelsOf = ({ targets }: Priced): readonly string[] =>
  targets
    .flatMap(({ labels }) => labels.map(({ id }) => id))
    .filter((id) => /price|cost|charge/.test(id));

/** So dear that a handful of requests is above every usual budget. */
const DEAR = "100/1000";

/** A server that counts its requests, and says what they were billed. */
function startBilling(usage: object) {
  let requests = 0;
  const event = (fields: object): string => `data: ${JSON.stringify(fields)}\n\n`;
  const choice = (delta: object, reason: string | null): string =>
    event({ choices: [{ index: 0, delta, finish_reason: reason }] });
  const stream = `${choice({ content: "yes" }, null)}${choice({}, "stop")}${event({ choices: [], usage })}data: [DONE]\n\n`;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => {
      requests++;
      return new Response(stream, { headers: { "content-type": "text/event-stream" } });
    },
  });
  return {
    target: `x=http://127.0.0.1:${server.port}/v1#m`,
    host: `127.0.0.1:${server.port}`,
    requests: () => requests,
    [Symbol.dispose]: () => void server.stop(true),
  };
}

/** A price file for a host of the tests. */
const priceFile = (host: string, prices: object, more: object = {}): string =>
  JSON.stringify({ providers: { mine: { hosts: [host], models: { m: { prices, ...more } } } } });

/** Runs the program at a terminal whose user answers its question. */
async function answering(
  program: Program,
  answer: string,
  words: readonly string[],
): Promise<{ readonly code: number; readonly shown: string; readonly stdout: string }> {
  await using folder = await HostileFolder.create();
  const script = join(import.meta.dir, "..", "support", "answering-terminal.py");
  return await inTurn(async () => {
    const child = Bun.spawn(["python3", script, answer, ...program.command, ...words], {
      cwd: folder.path,
      env: { ...environmentIn(folder.path), TERM: "xterm" },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    });
    return JSON.parse(await child.stdout.text());
  });
}

/** An address of this machine that is not loopback, where it has one. */
const OUTSIDE = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

const withSimulators = async <T>(
  count: number,
  use: (simulators: readonly Simulator[]) => Promise<T>,
): Promise<T> => {
  const simulators = Array.from({ length: count }, (_, index) => startQuick(`quick${index}`));
  try {
    return await use(simulators);
  } finally {
    for (const simulator of simulators) simulator.stop();
  }
};

describe.concurrent("the cost of a race", () => {
  describe.each([...PROGRAMS])("by the program as $name", (program) => {
    const runs = test.skipIf(!program.isThere);
    const atTerminal = test.skipIf(!program.isThere || !hasPython || process.platform === "win32");

    runs("above the budget sends nothing into a pipe, and says how to agree", async () => {
      using server = startBilling({ prompt_tokens: 1000, completion_tokens: 500 });
      const finished = await runProgram(
        program,
        raceOf(server.target, "-n", "5", "--price", `x=${DEAR}`),
      );
      expect(finished).toMatchObject({ code: 2, stdout: "", saved: "" });
      expect(finished.stderr).toMatch(/^estimated cost: \$\d/);
      expect(finished.stderr).toMatch(
        /over --max-cost \$0\.25; nothing was sent: agree with --yes/,
      );
      expect(server.requests()).toBe(0);
    });

    atTerminal.each([
      ["a no", "n\n", 1],
      ["nothing but Enter", "\n", 1],
      ["Ctrl-D", "\u0004", 1],
      ["Ctrl-C", "\u0003", 130],
    ] as const)(
      "above the budget sends nothing after %s at a terminal",
      async (_, answer, code) => {
        using server = startBilling({ prompt_tokens: 1000, completion_tokens: 500 });
        const words = raceOf(server.target, "-n", "5", "--price", `x=${DEAR}`);
        const finished = await answering(program, answer, words);
        expect(finished).toMatchObject({ code, stdout: "" });
        expect(finished.shown).toMatch(/would cost about \$[\d.]+ \(up to \$[\d.]+\), over/);
        expect(finished.shown).toEndWith("\r\nnothing was sent\r\n");
        expect(server.requests()).toBe(0);
      },
    );

    atTerminal(
      "above the budget is run after a yes, up to the high end of the estimate",
      async () => {
        using server = startBilling({ prompt_tokens: 100, completion_tokens: 10 });
        const words = raceOf(server.target, "-n", "5", "--price", `x=${DEAR}`, "-o", "json");
        const { code, stdout, shown } = await answering(program, "y\n", words);
        expect(code).toBe(0);
        expect(server.requests()).toBeGreaterThanOrEqual(5);
        const { plan } = pricedOf({ stdout, stderr: shown });
        expect(plan.maxCostUsd).toBeGreaterThan(0.25);
        expect(shown).toContain("no new block starts once $");
      },
    );

    runs("above the budget is run with --yes, and without a question", async () => {
      using server = startBilling({ prompt_tokens: 100, completion_tokens: 10 });
      const words = raceOf(server.target, "-n", "5", "--price", `x=${DEAR}`, "--yes", "-o", "json");
      const finished = await runProgram(program, words);
      expect(finished.code).toBe(0);
      expect(pricedOf(finished).targets[0]?.cost?.usd).toBeGreaterThanOrEqual(5 * 0.02);
    });

    runs("ends the race at the end of the block in which the budget is spent", async () => {
      // Billed for far more than the estimate can know: reasoning beyond the cap.
      using server = startBilling({ prompt_tokens: 100, completion_tokens: 9000 });
      using other = startBilling({ prompt_tokens: 100, completion_tokens: 1 });
      const targets = `${server.target},${other.target.replace("x=", "y=")}`;
      const budget = ["--price", "x=1/10,y=1/10", "--max-cost", "0.25"];
      const words = raceOf(targets, "-n", "20", "--warmup", "1", ...budget);
      const { stdout, stderr, code, saved } = await runProgram(program, words);
      expect(code).toBe(0);
      expect(stderr).toContain("no new block starts once $0.25 is spent");
      expect(stdout).toContain("Stopped by --max-cost before every block was run");
      const report: Priced = JSON.parse(saved);
      expect(report.stopReason).toBe("max-cost");
      // 9 cents a request, the warm-up among them: spent with the third, or sooner where a place had to be filled twice.
      expect(report.samples).toHaveLength(server.requests() + other.requests());
      expect(server.requests()).toBeLessThan(6);
      const blocksOf = (id: string): ReadonlySet<string> =>
        new Set(
          report.samples.flatMap(({ target, phase, block }) =>
            target === id ? [`${phase} ${block}`] : [],
          ),
        );
      expect(blocksOf("y")).toEqual(blocksOf("x"));
      const spent = report.samples.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
      const last = Math.max(
        ...report.samples.map(({ phase, block }) => (phase === "measured" ? block : -1)),
      );
      const before = report.samples.filter(
        ({ phase, block }) => phase === "warmup" || block < last,
      );
      expect(spent).toBeGreaterThanOrEqual(0.25);
      expect(before.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)).toBeLessThan(0.25);
    });

    runs(
      "is in the report: sums, value with interval, price with layer, day and hash",
      async () => {
        using cheap = startBilling({ prompt_tokens: 1000, completion_tokens: 500 });
        using dear = startBilling({ prompt_tokens: 1100, completion_tokens: 480 });
        const targets = `${cheap.target.replace("x=", "cheap=")},${dear.target.replace("x=", "dear=")}`;
        const prices = ["--price", "cheap=0.1/0.2/0.05", "--price", "dear=1/2"];
        const more = ["--warmup", "1", ...prices, "--rank-by", "cost", "--volume", "1M/day"];
        // As many that a few which this machine spoils by stalls do not decide it.
        const words = raceOf(targets, "-n", "16", ...more);
        const finished = await runProgram(program, [...words, "-o", "json"]);
        const { targets: found, samples } = pricedOf(finished);
        for (const [index, id] of ["cheap", "dear"].entries()) {
          const { cost, tokens } = found[index]!;
          const own = samples.filter(({ target }) => target === id);
          const measured = own.filter(({ phase }) => phase === "measured");
          const [input, output] = id === "cheap" ? [0.1, 0.2] : [1, 2];
          const priced = (list: typeof own): number =>
            list.reduce(
              (sum, one) => sum + (one.tokens.input * input + one.tokens.output * output) / 1e6,
              0,
            );
          expect(cost?.usd).toBeCloseTo(priced(own), 12);
          expect(cost?.perRequestUsd).toBeCloseTo(priced(measured) / measured.length, 12);
          expect(cost?.tokensPerUsd).toBeCloseTo(tokens.output / priced(measured), 3);
          const [low, high] = cost!.tokensPerUsdInterval!;
          expect(low).toBeLessThanOrEqual(cost!.tokensPerUsd!);
          expect(high).toBeGreaterThanOrEqual(cost!.tokensPerUsd!);
          expect(cost?.monthly?.usd).toBeCloseTo(
            (priced(measured) / (tokens.input + tokens.output)) * 30e6,
            9,
          );
          expect(cost).toMatchObject({
            priceId: id,
            priceSource: "flag",
            priceVerifiedAt: new Date().toISOString().slice(0, 10),
            priceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
          });
          expect(own.every(({ costUsd }) => costUsd !== undefined && costUsd > 0)).toBe(true);
        }
        expect(found.map(({ crowns }) => crowns.includes("value"))).toEqual([true, false]);

        const table = await runProgram(program, [...words, "--no-save"]);
        expect(table.stdout).toContain("1M/day");
        expect(table.stdout).toContain("alone in first place: cheap (tokens per dollar)");
        expect(table.stderr).toMatch(/^estimated cost: .*\n {2}cheap \$.*, dear \$/);
      },
    );

    runs("of a server on this machine is nothing, and it has no tokens per dollar", async () => {
      await withSimulators(1, async ([local]) => {
        const finished = await runProgram(program, raceOf(at(local!), "-o", "json"));
        const [target] = pricedOf(finished).targets;
        expect(target?.cost).toMatchObject({ usd: 0, perRequestUsd: 0, priceSource: "local" });
        expect(target?.cost).not.toContainKey("tokensPerUsd");
        expect(finished.stderr).not.toContain("cost");
      });
    });

    test.skipIf(!program.isThere || OUTSIDE === undefined)(
      "of an unknown price is absent, with one line on how to give it",
      async () => {
        const outside = startSimulator({ hostname: "0.0.0.0", name: "outside" });
        try {
          const urls = ["x", "y"].map((name) => `${name}=http://${OUTSIDE}:${outside.port}/v1#m`);
          const words = raceOf(urls.join(","), "--max-tokens", "8");
          const finished = await runProgram(program, [...words, "-o", "json"]);
          const report = pricedOf(finished);
          expect(report.targets.map(({ cost }) => cost)).toEqual([null, null]);
          expect(report.samples.every(({ costUsd }) => costUsd === undefined)).toBe(true);
          expect(labelsOf(report)).toEqual(["price-unknown", "price-unknown"]);
          expect(finished.stderr.match(/--price/g)).toHaveLength(1);
          expect(finished.stderr).toContain("no price is known for x, y");
          const table = await runProgram(program, [...words, "--verbose"]);
          expect(table.stdout.match(/--price/g)).toHaveLength(1);
        } finally {
          outside.stop();
        }
      },
    );

    runs(
      "is told with what weakens it: an old price, and another charge than the list's",
      async () => {
        // The list says 0.0015 for this usage, and the provider charged twice as much.
        using server = startBilling({ prompt_tokens: 1000, completion_tokens: 500, cost: 0.003 });
        await using folder = await HostileFolder.create();
        await writeFile(
          join(folder.path, "mine.json"),
          priceFile(server.host, [{ input: 0.5, output: 2 }], { verifiedAt: "2026-01-02" }),
        );
        const env = { SPEED_KINGS_PRICING: join(folder.path, "mine.json") };
        const finished = await runProgram(program, raceOf(server.target, "-o", "json"), { env });
        const report = pricedOf(finished);
        expect(report.targets[0]?.cost).toMatchObject({
          priceId: "mine/m",
          priceSource: "environment",
          priceVerifiedAt: "2026-01-02",
        });
        const { cost } = report.targets[0]!;
        expect(cost!.reportedUsd! / cost!.usd).toBeCloseTo(2, 9);
        expect(labelsOf(report).toSorted()).toEqual(["charge-differs", "price-old"]);
      },
    );

    runs("by what the provider charged, where no list has a price", async () => {
      using server = startBilling({ prompt_tokens: 10, completion_tokens: 5, cost: 0.25 });
      const words = raceOf(server.target, "-o", "json", "--max-cost", "1");
      const report = pricedOf(await runProgram(program, words));
      expect(report.targets[0]?.cost?.priceSource).not.toBe("flag");
      expect(report.samples[0]?.costUsd).toBe(0.25);
    });

    test.skipIf(!program.isThere).each([
      ["half-written", '{ "providers": { "mine": {', "line 1"],
      ["of other things", '{ "providers": [1, 2] }', "providers"],
      [
        "with a hostile price",
        priceFile("127.0.0.1", [{ input: -1, output: 2 }]),
        "providers.mine.models.m.prices[0].input",
      ],
    ])("is not guessed from a price file that is %s: nothing is sent", async (_, content, said) => {
      using server = startBilling({});
      await using folder = await HostileFolder.create();
      const path = join(folder.path, "broken.json");
      await writeFile(path, content);
      const env = { SPEED_KINGS_PRICING: path };
      const finished = await runProgram(program, raceOf(server.target), { env });
      expect(finished).toMatchObject({ code: 2, stdout: "", saved: "" });
      expect(finished.stderr).toContain(path);
      expect(finished.stderr).toContain(said);
      expect(finished.stderr.trim().split("\n")).toHaveLength(1);
      expect(server.requests()).toBe(0);
    });

    runs(
      "by a price file that the configuration names, from the folder of the configuration",
      async () => {
        using server = startBilling({ prompt_tokens: 1_000_000, completion_tokens: 0 });
        await using folder = await HostileFolder.create();
        await writeFile(
          join(folder.path, "p.json"),
          priceFile(server.host, [{ input: 0.01, output: 1 }]),
        );
        await writeFile(join(folder.path, "c.toml"), 'pricing = "p.json"\n');
        const words = raceOf(server.target, "-o", "json", "--config", join(folder.path, "c.toml"));
        const report = pricedOf(await runProgram(program, words));
        expect(report.targets[0]?.cost).toMatchObject({ priceSource: "config", priceId: "mine/m" });
        expect(report.samples[0]?.costUsd).toBeCloseTo(0.01, 12);
        await writeFile(join(folder.path, "c.toml"), 'pricing = "nowhere.json"\n');
        const lost = await runProgram(program, words);
        expect(lost.code).toBe(2);
        expect(lost.stderr).toContain("check `pricing` in the config file");
      },
    );

    runs("is shown again as it was, whatever prices are now", async () => {
      using server = startBilling({ prompt_tokens: 1000, completion_tokens: 500 });
      await using folder = await HostileFolder.create();
      const words = raceOf(server.target, "--price", "x=1/2", "-o", "json");
      const first = await runProgram(program, words, { cwd: folder.path });
      await writeFile(
        join(folder.path, "now.json"),
        priceFile(server.host, [{ input: 9, output: 9 }]),
      );
      const env = { SPEED_KINGS_PRICING: join(folder.path, "now.json") };
      const again = await runProgram(program, ["report", "last", "-o", "json"], {
        cwd: folder.path,
        env,
      });
      expect(again.stdout).toBe(first.stdout);
    });

    test.skipIf(!program.isThere || process.platform === "win32")(
      "of a run that was killed is reckoned when it is shown",
      async () => {
        await using folder = await HostileFolder.create();
        await withSimulators(1, async ([simulator]) => {
          const words = raceOf(at(simulator!), "-n", "100000");
          const child = start(program, words, { cwd: folder.path });
          await until(() => simulator!.log().length > 4);
          child.kill("SIGKILL");
          await child.exited;
          const host = new URL(simulator!.url).host;
          await writeFile(join(folder.path, "p.json"), priceFile(host, [{ input: 1, output: 2 }]));
          const shown = await runProgram(program, ["report", "last", "-o", "json"], {
            cwd: folder.path,
            env: { SPEED_KINGS_PRICING: join(folder.path, "p.json") },
          });
          const { targets, samples } = pricedOf(shown);
          expect(targets[0]?.cost).toMatchObject({ priceSource: "environment" });
          expect(targets[0]?.cost?.usd).toBeCloseTo(
            samples.reduce((sum, { tokens }) => sum + (tokens.input + tokens.output * 2) / 1e6, 0),
            9,
          );
        });
      },
    );

    runs(
      "is planned with --dry-run: time and money, as text and as JSON, and nothing is sent",
      async () => {
        using server = startBilling({});
        const words = raceOf(server.target, "-n", "5", "--price", `x=${DEAR}`, "--dry-run");
        const text = await runProgram(program, words);
        expect(text).toMatchObject({ code: 0, stderr: "", saved: "" });
        expect(text.stdout).toMatch(/^ {2}time +\d+s to \d+s/m);
        expect(text.stdout).toMatch(
          /^ {2}cost +\$[\d.]+ \(\$[\d.]+ to \$[\d.]+\), more than --max-cost/m,
        );
        const { estimate } = JSON.parse(
          (await runProgram(program, [...words, "-o", "json"])).stdout,
        );
        // 5 requests of 100 tokens and 70 for the template, and 128 out.
        expect(estimate.usd.expected).toBeCloseTo((5 * (170 * 100 + 128 * 1000)) / 1e6, 9);
        expect(estimate.durationMs.low).toBeLessThan(estimate.durationMs.high);
        expect(estimate.targets).toMatchObject([{ target: "x", price: { source: "flag" } }]);
        expect(server.requests()).toBe(0);
      },
    );

    test.skipIf(!program.isThere).each([
      ["a price for nobody", ["--price", "y=1/2"], "the targets are x"],
      ["a price that is none", ["--price", "x=free"], "try --price mine=0.15/0.60"],
      ["two prices for one target", ["--price", "x=1/2,x=2/3"], "two prices"],
      ["a volume that is none", ["--volume", "much"], "try --volume 1M/day"],
    ])("is refused with %s", async (_, flags, advice) => {
      using server = startBilling({});
      const finished = await runProgram(program, raceOf(server.target, ...flags));
      expect([finished.code, finished.stdout]).toEqual([2, ""]);
      expect(finished.stderr).toContain(advice);
      expect(server.requests()).toBe(0);
    });
  });
});
