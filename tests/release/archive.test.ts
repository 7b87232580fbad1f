import { expect, test } from "bun:test";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { parseTar } from "nanotar";
import { tarGz, zip } from "../../scripts/release/archive.ts";

const TIME = new Date("2026-11-24T10:51:30Z");
const FILES = [
  { path: "a/speed-kings", bytes: Buffer.from("program"), isProgram: true },
  { path: "a/README.md", bytes: Buffer.from("read me") },
];

test("an archive does not depend on the order of its files", async () => {
  const reversed = FILES.toReversed();
  expect(await tarGz(reversed, TIME)).toEqual(await tarGz(FILES, TIME));
  expect(await zip(reversed, TIME)).toEqual(await zip(FILES, TIME));
});

test("a tar belongs to nobody in particular, carries the time given, and only the program may be run", async () => {
  const entries = parseTar(gunzipSync(await tarGz(FILES, TIME)));
  expect(entries.map(({ name, attrs }) => ({ name, ...attrs }))).toMatchObject([
    { name: "a/README.md", uid: 0, gid: 0, mode: "0000644", mtime: TIME.getTime() / 1000 },
    { name: "a/speed-kings", uid: 0, gid: 0, mode: "0000755", mtime: TIME.getTime() / 1000 },
  ]);
});

test("a ZIP is the same in every time zone", () => {
  const script = `
    import { zip } from ${JSON.stringify(`${import.meta.dir}/../../scripts/release/archive.ts`)};
    const bytes = await zip([{ path: "a", bytes: Buffer.from("b") }], new Date("${TIME.toISOString()}"));
    console.log(Bun.hash(bytes));`;
  const [utc, tokyo] = ["UTC", "Asia/Tokyo"].map((TZ) =>
    Bun.spawnSync([process.execPath, "-e", script], {
      env: { ...process.env, TZ },
    }).stdout.toString(),
  );
  expect(utc).toMatch(/^\d+n\n$/);
  expect(tokyo).toBe(utc);
});

test("a ZIP gives back what was put in", async () => {
  const files = unzipSync(await zip(FILES, TIME));
  expect(Buffer.from(files["a/speed-kings"] ?? []).toString()).toBe("program");
});
