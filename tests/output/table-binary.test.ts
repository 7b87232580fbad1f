import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = join(import.meta.dir, "../support/print-table.ts");

// tty-table's smartwrap assigns an undeclared variable, which a binary (all strict mode) refuses: patches/ mends it.
test("a compiled binary prints the same table as the source", async () => {
  const folder = await mkdtemp(join(tmpdir(), "speed-kings-table-"));
  try {
    const outfile = join(folder, "print-table");
    await Bun.build({
      entrypoints: [PROGRAM],
      compile: { outfile },
      format: "esm",
      splitting: true,
      minify: true,
      bytecode: true,
    });
    const fromSource = await Bun.$`${process.execPath} ${PROGRAM}`.text();
    expect(await Bun.$`${outfile}`.text()).toBe(fromSource);
    expect(fromSource).toInclude("cerebras");
  } finally {
    await rm(folder, { recursive: true });
  }
}, 30_000);
