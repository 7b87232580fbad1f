import { describe, expect, test } from "bun:test";
import { chmod, mkdir, readFile, readdir, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tryWriting, writeWhole } from "../../src/records/write-whole.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === "win32";
/** The error's code of a promise that must fail. */
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

describe("writing a file whole", () => {
  test("puts it there and leaves nothing beside it", async () => {
    await using folder = await temporaryFolder();
    await writeWhole(join(folder.path, "a.json"), "{}\n");
    expect(await readdir(folder.path)).toEqual(["a.json"]);
    expect(await readFile(join(folder.path, "a.json"), "utf8")).toBe("{}\n");
  });

  test("replaces what was there", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    await writeFile(path, "a much longer old text");
    await writeWhole(path, "new");
    expect(await readFile(path, "utf8")).toBe("new");
  });

  test.skipIf(isWindows)("gives a new file the rights asked for", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    await writeWhole(path, "secret", 0o600);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test.skipIf(isWindows)("behind a link replaces the file, not the link", async () => {
    await using folder = await temporaryFolder();
    const [file, link] = [join(folder.path, "file"), join(folder.path, "link")];
    await writeFile(file, "old");
    await symlink(file, link);
    await writeWhole(link, "new");
    expect(await readFile(file, "utf8")).toBe("new");
    expect(await readdir(folder.path)).toEqual(["file", "link"]);
  });

  test("into a folder that is not there fails, and where a folder stands, too", async () => {
    await using folder = await temporaryFolder();
    expect(await codeOf(writeWhole(join(folder.path, "no", "a"), ""))).toBe("ENOENT");
    await mkdir(join(folder.path, "full", "inner"), { recursive: true });
    const code = await codeOf(writeWhole(join(folder.path, "full"), "text"));
    expect(["EISDIR", "EPERM", "ENOTEMPTY", "EEXIST"]).toContain(String(code));
    expect(await readdir(folder.path)).toEqual(["full"]);
  });

  test.skipIf(isRoot || isWindows)("without the right to write keeps what was there", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    await writeFile(path, "old");
    await chmod(folder.path, 0o500);
    expect(await codeOf(writeWhole(path, "new"))).toBe("EACCES");
    await chmod(folder.path, 0o700);
    expect(await readFile(path, "utf8")).toBe("old");
  });

  test.skipIf(process.platform !== "linux")("on a full device keeps what was there", async () => {
    await using folder = await temporaryFolder();
    // A limit on the size of files stands in for the end of the disk: the write fails in its middle.
    const script = `
      const { writeWhole } = await import(${JSON.stringify(join(import.meta.dir, "../../src/records/write-whole.ts"))});
      await writeWhole("a.json", "x".repeat(100_000)).then(() => console.log("written"), (error) => console.log(error.code));
    `;
    await writeFile(join(folder.path, "a.json"), "old");
    const child = Bun.spawn(
      ["sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$0" -e "$1"', process.execPath, script],
      { cwd: folder.path, stdout: "pipe", stderr: "pipe" },
    );
    expect((await new Response(child.stdout).text()).trim()).toBe("EFBIG");
    expect(await readFile(join(folder.path, "a.json"), "utf8")).toBe("old");
    expect(await readdir(folder.path)).toEqual(["a.json"]);
  });

  test("twice at once leaves one of the two, whole", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "a.json");
    const texts = ["a", "b", "c", "d"].map((letter) => letter.repeat(300_000));
    await Promise.all(texts.map((text) => writeWhole(path, text)));
    expect(texts).toContain(await readFile(path, "utf8"));
    expect(await readdir(folder.path)).toEqual(["a.json"]);
  });
});

describe("trying to write", () => {
  test("leaves no trace", async () => {
    await using folder = await temporaryFolder();
    await tryWriting(join(folder.path, "a.json"));
    expect(await readdir(folder.path)).toEqual([]);
  });

  test("fails where writing would", async () => {
    await using folder = await temporaryFolder();
    expect(await codeOf(tryWriting(join(folder.path, "no", "a.json")))).toBe("ENOENT");
  });
});
