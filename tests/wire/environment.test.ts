import { describe, expect, test } from "bun:test";
import { neededEnvironment } from "../../src/wire/environment.ts";

const MAX = "BUN_CONFIG_MAX_HTTP_REQUESTS";

describe("the environment that parallel requests need", () => {
  test("is any, as long as Bun's 256 are enough", () => {
    expect(neededEnvironment({}, 1)).toBeUndefined();
    expect(neededEnvironment({}, 200)).toBeUndefined();
  });

  test("has a higher limit for more", () => {
    const change = neededEnvironment({}, 2000);
    expect(Number(change?.set[MAX])).toBeGreaterThan(2000);
    expect(change?.unset).toEqual([]);
  });

  test("may be what the user set", () => {
    expect(neededEnvironment({ [MAX]: "5000" }, 2000)).toBeUndefined();
    expect(neededEnvironment({ [MAX]: "10" }, 50)).toBeDefined();
  });

  test.each(["0", "65536", "", " 4000", "4000x", "-1"])(
    "takes the useless limit %p for 256",
    (value) => {
      expect(neededEnvironment({ [MAX]: value }, 200)).toBeUndefined();
      expect(neededEnvironment({ [MAX]: value }, 2000)).toBeDefined();
    },
  );

  test("also loses the variable that prints keys", () => {
    const env = { BUN_CONFIG_VERBOSE_FETCH: "curl" };
    expect(neededEnvironment(env, 2000)?.unset).toEqual(["BUN_CONFIG_VERBOSE_FETCH"]);
  });

  test("forgets TLS sessions for cold connections, or every second handshake would be a short one", () => {
    const forgets = { BUN_FEATURE_FLAG_DISABLE_FETCH_TLS_SESSION_CACHE: "1" };
    expect(neededEnvironment({}, 1, "cold")?.set).toEqual(forgets);
    expect(neededEnvironment(forgets, 1, "cold")).toBeUndefined();
    const both = neededEnvironment({}, 2000, "cold")?.set;
    expect(both).toMatchObject(forgets);
    expect(neededEnvironment({ ...both }, 2000, "cold")).toBeUndefined();
  });

  test("is enough once it is there, so that nobody starts anew for ever", () => {
    for (const parallel of [1, 224, 225, 256, 2000, 65_535, 1_000_000]) {
      const change = neededEnvironment({ [MAX]: "1" }, parallel);
      expect(neededEnvironment({ ...change?.set }, parallel)).toBeUndefined();
    }
  });

  test("lets that many requests run at once, in a process that starts with it", async () => {
    const parallel = 300;
    const source = `
      let asked = 0;
      const all = Promise.withResolvers();
      using server = Bun.serve({
        port: 0,
        fetch: async () => { if (++asked === ${parallel}) all.resolve(); await all.promise; return new Response(); },
      });
      await Promise.all(Array.from({ length: ${parallel} }, () => fetch(server.url)));
      console.log(asked);`;
    const child = Bun.spawn([process.execPath, "-e", source], {
      env: { ...process.env, ...neededEnvironment({}, parallel)?.set },
    });
    expect(await child.stdout.text()).toBe(`${parallel}\n`);
  });
});
