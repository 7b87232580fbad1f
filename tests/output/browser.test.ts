import { describe, expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FILE_PAGE, render } from "../../src/output/format-of.ts";
import { fullReport } from "../support/full-report.ts";
import { HOSTILE, hostileReport } from "../support/hostile.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const browser = ["chromium", "google-chrome"].map((name) => Bun.which(name)).find(Boolean) ?? null;

/** What a browser makes of a page, and what it writes on its console. */
async function open(
  html: string,
  ...flags: readonly string[]
): Promise<{ dom: string; console: string[] }> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "page.html");
  await writeFile(path, html);
  const child = Bun.spawn(
    [
      browser ?? "",
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--enable-logging=stderr",
      `--user-data-dir=${join(folder.path, "profile")}`,
      ...flags,
      "--dump-dom",
      `file://${path}`,
    ],
    { stdout: "pipe", stderr: "pipe" },
  );
  const [dom, log] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { dom, console: log.split("\n").filter((line) => line.includes(":CONSOLE")) };
}

describe.skipIf(browser === null)("in a browser", () => {
  test("a page that writes on the console is seen to do so", async () => {
    const { console } = await open("<script>console.error('here')</script>");
    expect(console.join("")).toInclude("here");
  }, 60_000);

  test.each([
    ["on a phone", ["--window-size=390,844"]],
    ["on a desk, dark", ["--window-size=1280,900", "--blink-settings=preferredColorScheme=0"]],
  ])(
    "the report opens without a word on the console, and its script runs: %s",
    async (_, flags) => {
      const { dom, console } = await open(await render(fullReport(), "html", FILE_PAGE), ...flags);
      expect(console).toEqual([]);
      expect(dom).toMatch(/<button[^>]*id="save"(?![^>]*hidden)/);
    },
    60_000,
  );

  test("hostile texts run nothing and ask nobody", async () => {
    const html = await render(hostileReport(Object.values(HOSTILE).join(" ")), "html", FILE_PAGE);
    const { dom, console } = await open(html);
    expect(console).toEqual([]);
    expect(dom).not.toMatch(/<img|<script[^>]+src=/);
  }, 60_000);
});
