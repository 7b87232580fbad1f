import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FORMATS } from "../../src/output/formatters.ts";

const PROGRAM = join(import.meta.dir, "../support/render-report.ts");

let folder = "";
let outfile = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "speed-kings-formats-"));
  outfile = join(folder, "render-report");
  await Bun.build({
    entrypoints: [PROGRAM],
    compile: { outfile },
    format: "esm",
    splitting: true,
    minify: true,
    bytecode: true,
  });
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

// tty-table's smartwrap assigns an undeclared variable, which a binary (all strict mode) refuses: patches/ mends it. Chart library and
// style sheet must be found inside of the binary, and no chart may keep the program from ending.
test.each([...FORMATS])(
  "a compiled binary prints the same %s as the source, and ends",
  async (format) => {
    const words = [format, "160", "color", "details"];
    const fromSource = await Bun.$`${process.execPath} ${PROGRAM} ${words}`.text();
    expect(await Bun.$`${outfile} ${words}`.text()).toBe(fromSource);
    expect(fromSource).toInclude("cerebras");
  },
  30_000,
);
