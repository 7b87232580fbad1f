/** Starts simulated providers in a child process, says where they are, and then does nothing for ever. */
import { spawnSimulators } from "../../src/simulator/child-process.ts";

const child = `${import.meta.dir}/serve-child.ts`;
const { urls } = await spawnSimulators([process.execPath, child, "reference"]);
await Bun.write(Bun.stdout, `${urls.join(" ")}\n`);
setInterval(() => {}, 1000);
