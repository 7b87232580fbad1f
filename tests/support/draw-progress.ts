import { writeSync } from "node:fs";
import { startProgress } from "../../src/terminal/progress.ts";
import { aPlan, aSample, aTarget } from "./builders.ts";

/**
 * Draws the progress of a race on stderr until SIGTERM, while its main thread writes a byte to stdout every 5 ms. With
 * `main-thread` as argument it draws without the drawing thread, to show what that would do.
 */
const IDS = Array.from({ length: 20 }, (_, index) => `provider-${index + 1}`);
const drawsItself = process.argv[2] === "main-thread";

const progress = startProgress({
  look: drawsItself ? undefined : { color: true, unicode: true, kind: "area" },
  title: "Racing 20 targets",
  targets: IDS,
  speedOf: ({ ttftMs }) => ttftMs,
});
const plan = aPlan({ targets: IDS.map((id) => aTarget(id)) });
progress.observe({ type: "run-start", plan, totalAttempts: 100_000 });

let ticks = 0;
const ticking = setInterval(() => {
  writeSync(1, ".");
  const target = IDS[ticks % IDS.length] ?? "";
  progress.observe({ type: "attempt-end", sample: aSample({ target, ttftMs: ticks }) });
  if (drawsItself && ticks % 20 === 0) writeSync(2, `target ${ticks}\r\n`);
  ticks++;
}, 5);

process.on("SIGTERM", async () => {
  clearInterval(ticking);
  await progress.stop();
  process.exitCode = 7;
  process.removeAllListeners("SIGTERM");
});
