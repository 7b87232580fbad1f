import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Examined, Finding } from "../../src/cli/doctor/check.ts";
import { CHECKS } from "../../src/cli/doctor/checks.ts";
import { nanos } from "../../src/core/units.ts";
import { EMBEDDED } from "../../src/pricing/embedded.ts";
import { oldPrices } from "../../src/pricing/old-prices.ts";
import { layerOf, priceTable } from "../../src/pricing/price-table.ts";
import { formatCheckup } from "../../src/output/checkup.ts";
import { bunClock } from "../../src/timing/clock.ts";
import type { Clock } from "../../src/timing/clock.ts";
import { ask } from "../../src/wire/ask.ts";
import { createFetchTransport } from "../../src/wire/fetch-transport.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { CERTIFICATES } from "../wire/certificates.ts";

const EMBEDDED_TABLE = priceTable([layerOf("embedded", EMBEDDED)]);
const transport = createFetchTransport(bunClock);
const DAY_MS = 86_400_000;

const healthy: Examined = {
  env: {},
  clock: bunClock,
  screen: { isTerminal: true, columns: 100, color: true, unicode: true },
  ask: (request) => ask(transport, request, 2000),
};

const check = async (name: keyof typeof CHECKS, changed: Partial<Examined>): Promise<Finding> =>
  CHECKS[name]({ ...healthy, ...changed });

const text = ({ found, advice = "" }: Finding): string => `${found} ${advice}`;

/** The real clock with another day on the wall. */
const onDay = (wallMs: number): Clock => ({ ...bunClock, wallMs: () => wallMs });

describe("the terminal", () => {
  test("is fine when it is wide", async () => {
    const found = await check("terminal", {});
    expect(found).toEqual({ verdict: "ok", found: "100 columns, colours, Unicode" });
  });

  test("is too narrow for whole tables", async () => {
    const screen = { ...healthy.screen, columns: 60 };
    expect(await check("terminal", { screen })).toMatchObject({ verdict: "warn" });
  });

  test("without Unicode gets advice, a pipe does not", async () => {
    const screen = { ...healthy.screen, unicode: false };
    expect(text(await check("terminal", { screen }))).toContain("LANG=C.UTF-8");
    const pipe = { ...screen, isTerminal: false };
    expect(await check("terminal", { screen: pipe })).toMatchObject({ verdict: "ok" });
  });
});

describe("the clock", () => {
  test("of this machine is fine", async () => {
    expect(await check("clock", {})).toMatchObject({ verdict: "ok" });
  });

  test("that goes back is a failure", async () => {
    let at = 1e9;
    const clock = { ...bunClock, now: () => nanos((at -= 1000)) };
    expect(await check("clock", { clock })).toMatchObject({ verdict: "fail" });
  });

  test("with coarse steps is a warning", async () => {
    let readings = 0;
    const clock = { ...bunClock, now: () => nanos(Math.floor(readings++ / 10) * 1e6) };
    expect(text(await check("clock", { clock }))).toContain("coarse");
  });

  test.each(["1970-01-01", "2020-06-01", "2090-01-01"])(
    "says that %s is not today",
    async (day) => {
      const found = await check("clock", { clock: onDay(Date.parse(day)) });
      expect(found.verdict).toBe("warn");
      expect(text(found)).toContain("set the clock");
    },
  );
});

describe("the event loop", () => {
  test("that is free has no stall", async () => {
    const clock = new VirtualClock();
    const found = await clock.run(check("event loop", { clock }));
    expect(found.verdict).toBe("ok");
  });

  test("that is held up is told with the longest stall", async () => {
    const clock = new VirtualClock();
    clock.schedule(nanos(clock.now() + 50e6), () => clock.jump(40));
    const found = await clock.run(check("event loop", { clock }));
    expect(found.verdict).toBe("warn");
    expect(found.found).toMatch(/^1 stall in 300 ms, the longest 4[01](\.\d+)? ms/);
    expect(found.advice).toContain("calibrate");
  });
});

describe("a proxy", () => {
  test("is named by host and port, never with its password", async () => {
    const env = { https_proxy: "http://somebody:MARKED@proxy.example:3128/" };
    const found = await check("proxy", { env });
    expect(found.verdict).toBe("warn");
    expect(found.found).toBe(
      "requests go through proxy.example:3128, with a user name (HTTPS_PROXY)",
    );
    expect(text(found)).not.toMatch(/MARKED|somebody/);
  });

  test("that is no URL is a failure, and is not repeated", async () => {
    const found = await check("proxy", { env: { HTTPS_PROXY: "http://MARKED:no port" } });
    expect(found.verdict).toBe("fail");
    expect(text(found)).not.toContain("MARKED");
  });

  test("that nothing uses is fine", async () => {
    const env = { HTTPS_PROXY: "http://proxy.example:3128", NO_PROXY: "*" };
    expect(await check("proxy", { env })).toMatchObject({ verdict: "ok" });
    expect(await check("proxy", {})).toMatchObject({ verdict: "ok" });
  });
});

describe("certificates", () => {
  test.each([
    [CERTIFICATES.selfSigned, "ok", "1 authority more"],
    [CERTIFICATES.selfSigned + CERTIFICATES.expired, "ok", "2 authorities more"],
    [CERTIFICATES.expired, "warn", "expired"],
    ["", "fail", "no certificate"],
    [CERTIFICATES.selfSigned.replace("MII", "AAA"), "fail", "a broken certificate"],
  ] as const)("of one's own, case %#", async (content, verdict, words) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "ca.pem");
    await writeFile(path, content);
    const found = await check("certificates", { env: { NODE_EXTRA_CA_CERTS: path } });
    expect(found.verdict).toBe(verdict);
    expect(found.found).toContain(words);
  });

  test("in a file that is not there are a failure", async () => {
    const found = await check("certificates", { env: { NODE_EXTRA_CA_CERTS: "/no/such.pem" } });
    expect(found.verdict).toBe("fail");
    expect(found.found).toContain("no such file");
  });

  test("that nobody checks are a failure", async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
    expect(await check("certificates", { env })).toMatchObject({ verdict: "fail" });
    expect(await check("certificates", {})).toMatchObject({ verdict: "ok" });
  });
});

describe("keys", () => {
  test("are told by their variables and never shown", async () => {
    const env = { GROQ_API_KEY: "gsk_MARKED", GOOGLE_API_KEY: "MARKED" };
    const found = await check("keys", { env });
    expect(found.verdict).toBe("ok");
    expect(found.found).toStartWith("GROQ_API_KEY, GOOGLE_API_KEY;");
    expect(text(found)).not.toContain("MARKED");
  });

  test("that cannot be keys are a failure, and not shown", async () => {
    const found = await check("keys", { env: { GROQ_API_KEY: "MARKED\nMARKED" } });
    expect(found.verdict).toBe("fail");
    expect(found.found).toContain("GROQ_API_KEY");
    expect(text(found)).not.toContain("MARKED");
  });

  test("that are all missing are a warning that says which to set", async () => {
    const found = await check("keys", {});
    expect(found.verdict).toBe("warn");
    expect(found.advice).toContain("CEREBRAS_API_KEY");
  });
});

describe("the config file", () => {
  test("has to be one", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "targets.yaml");
    await writeFile(path, "targets:\n  mine:\n    baseUrl: https://llm.example/v1\n");
    const good = await check("config file", { env: { SPEED_KINGS_CONFIG: path } });
    expect(good).toEqual({ verdict: "ok", found: `${path}: mine` });
    const bad = await check("config file", { env: { SPEED_KINGS_CONFIG: `${path}.gone.yaml` } });
    expect(bad.verdict).toBe("fail");
    expect(await check("config file", {})).toEqual({ verdict: "ok", found: "none named" });
  });
});

describe("local servers", () => {
  test("are found and named", async () => {
    using server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: ({ url }) =>
        new URL(url).pathname === "/"
          ? new Response("Ollama is running")
          : new Response("", { status: 404 }),
    });
    const found = await check("local servers", {
      env: { OLLAMA_HOST: `127.0.0.1:${server.port}` },
    });
    expect(found.verdict).toBe("ok");
    expect(found.found).toContain(`Ollama at 127.0.0.1:${server.port}`);
  });

  test("that a variable names have to answer", async () => {
    const found = await check("local servers", { env: { OLLAMA_URL: "http://127.0.0.1:9" } });
    expect(found.verdict).toBe("warn");
    expect(found.found).toContain("127.0.0.1:9");
  });

  test("cannot be at an address that is none", async () => {
    const found = await check("local servers", { env: { OLLAMA_URL: "http://a b" } });
    expect(found.verdict).toBe("fail");
  });
});

describe("prices", () => {
  test("are old after a while", async () => {
    const now = bunClock.wallMs();
    const found = await check("prices", { clock: onDay(now + 400 * DAY_MS) });
    expect(found.verdict).toBe("warn");
    expect(text(found)).toMatch(/(\d+) of \1 prices are older than 45 days .*pricing check/);
  });

  test("are fine as long as each was checked lately", async () => {
    const newest = Date.parse(EMBEDDED.updatedAt);
    await using folder = await temporaryFolder();
    const early = await check("prices", {
      env: { SPEED_KINGS_DATA: folder.path },
      clock: onDay(newest - 400 * DAY_MS),
    });
    expect(early).toMatchObject({ verdict: "ok" });
  });

  test("are old as soon as one of them is, however new the file", async () => {
    const all = oldPrices(EMBEDDED_TABLE, Date.parse(EMBEDDED.updatedAt) + 400 * DAY_MS).old;
    const days = all.map(({ verifiedAt }) => Date.parse(verifiedAt));
    const now = Math.min(...days) + 46 * DAY_MS;
    const { old, checked } = oldPrices(EMBEDDED_TABLE, now);
    expect(old.length).toBeGreaterThan(0);
    expect(old.length).toBeLessThan(checked);
    expect((await check("prices", { clock: onDay(now) })).found).toContain(
      `${old.length} of ${checked} prices`,
    );
  });

  test("from a broken file are a failure", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "pricing.json");
    await writeFile(path, "{ broken");
    const found = await check("prices", { env: { SPEED_KINGS_PRICING: path } });
    expect(found.verdict).toBe("fail");
    expect(found.found).toContain(path);
  });
});

describe("the data folder", () => {
  test("is looked at and not made", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "new", "data");
    const found = await check("data folder", { env: { SPEED_KINGS_DATA: path } });
    expect(found.found).toMatch(/: 0 runs, \d+ [MG]B free$/);
    expect(existsSync(join(folder.path, "new"))).toBe(false);
  });

  test("cannot be where a file is", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "file");
    await writeFile(path, "");
    const found = await check("data folder", { env: { SPEED_KINGS_DATA: path } });
    expect(found.verdict).toBe("fail");
    expect(found.advice).toContain("SPEED_KINGS_DATA");
  });
});

describe("the page", () => {
  const about = {
    tool: { name: "speed-kings", version: "0.1.0", revision: "abc", bun: "1" },
    environment: { os: "linux 6", arch: "x64", cpu: "c", cores: 2 },
  } as const;
  const page = { columns: 60, color: false, unicode: false, verbose: false, details: false };

  test("fits a page of 40 columns, its title, too", () => {
    const found = "words ".repeat(30).trim();
    const lines = [{ name: "event loop", verdict: "ok", found, advice: found }] as const;
    const shown = formatCheckup(lines, about, { ...page, columns: 40 });
    for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });

  test("fits the width, and counts", () => {
    const long = "words ".repeat(30).trim();
    const shown = formatCheckup(
      [
        { name: "keys", verdict: "warn", found: "none", advice: long },
        { name: "proxy", verdict: "fail", found: long, advice: "mend … it" },
        { name: "clock", verdict: "ok", found: "fine" },
      ],
      about,
      page,
    );
    for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
    expect(shown).toContain("warn  keys           none\n");
    expect(shown).toEndWith("\n1 to mend, 1 to know of, 1 fine.\n");
    expect(shown).not.toContain("…");
  });

  test("says when all is well", () => {
    const shown = formatCheckup([{ name: "clock", verdict: "ok", found: "fine" }], about, page);
    expect(shown).toEndWith("\nAll is well.\n");
  });
});
