import { homepage } from "../../package.json" with { type: "json" };

/** The entry of the npm package, whose one file is both program and worker. Node can read it, and cannot run it. */
if (!("Bun" in globalThis)) {
  console.error(
    `speed-kings needs Bun (npm install --global bun) or its binary, which needs nothing: ${homepage}`,
  );
  process.exitCode = 1;
} else if (Bun.isMainThread) {
  void import("../../src/main.ts");
} else {
  void import("../../src/terminal/progress-worker.ts");
}
