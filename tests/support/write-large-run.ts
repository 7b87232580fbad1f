import { writeFile } from "node:fs/promises";
import { largeRun } from "./large-run.ts";

/** `write-large-run.ts FILE SAMPLES`: a saved run of that size. In a process of its own, so that its memory is nobody else's. */
const [path = "", samples = ""] = process.argv.slice(2);
await writeFile(path, `${JSON.stringify(largeRun(Number(samples)))}\n`);
