import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const isBuilt = existsSync(join(ROOT, "dist/speed-kings"));
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-action-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function act(name: string, inputs: Readonly<Record<string, string>>) {
  const place = join(folder, name);
  const child = Bun.spawn(["bash", join(ROOT, "packaging/action.sh")], {
    cwd: folder,
    env: {
      PATH: `${join(ROOT, "dist")}${delimiter}${process.env["PATH"]}`,
      HOME: folder,
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(folder, `${name}.summary`),
      GITHUB_OUTPUT: join(folder, `${name}.output`),
      REPORT_FOLDER: place,
      COMMAND: "demo",
      ...inputs,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stderr, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  const read = async (ending: string): Promise<string> => {
    const path = join(folder, `${name}.${ending}`);
    return existsSync(path) ? await readFile(path, "utf8") : "";
  };
  return { code, stderr, summary: await read("summary"), output: await read("output"), place };
}

const ARGUMENTS = "-n\n2\n--warmup\n0\n--max-tokens\n32\n--no-calibration";
/** A race of simulated providers takes its time. */
const LIMIT_MS = 60_000;

describe.skipIf(process.platform === "win32" || !isBuilt)("the GitHub Action", () => {
  setDefaultTimeout(LIMIT_MS);

  test("writes the job summary, says where the report is, and fails when a gate is missed", async () => {
    // Two requests are no evidence, and --strict wants some.
    const inputs = {
      ARGUMENTS: `${ARGUMENTS}\n--strict`,
      FAIL_IF: "success < 1%\nwafer.e2e.p50 > 1ms",
    };
    const { code, stderr, summary, output, place } = await act("first", inputs);
    expect(stderr).toContain("wafer.e2e.p50 > 1ms");
    expect(code).toBe(3);
    expect(summary).toContain("| wafer");
    expect(output).toBe(`report=${join(place, "report.json")}\n`);
    expect(existsSync(join(place, "report.html"))).toBe(true);
  });

  test("compares with a baseline", async () => {
    const BASELINE = join(folder, "first/report.json");
    const { code, summary } = await act("second", { ARGUMENTS, BASELINE });
    expect(code).toBe(0);
    expect(summary).toMatch(/\n#+ speed-kings: two runs compared\n/);
  });

  test("gives no input to the shell to read", async () => {
    const { code } = await act("hostile", { ARGUMENTS: `--seed\n$(touch ${folder}/was-run)` });
    expect(code).toBe(2);
    expect(existsSync(join(folder, "was-run"))).toBe(false);
  });
});
