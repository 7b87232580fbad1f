/** Serves the simulated providers that its arguments describe until its stdin ends: what `simulate` does for another process. */
import { parseContestants } from "../../src/simulator/contestant-text.ts";
import { readyLine } from "../../src/simulator/ready-line.ts";
import { serveSimulators, untilEnd } from "../../src/simulator/serve.ts";

await serveSimulators(
  { contestants: parseContestants(process.argv.slice(2), 1), port: 0 },
  {
    ready: async (simulators) => {
      await Bun.write(Bun.stdout, readyLine(simulators));
    },
    stopped: untilEnd(Bun.stdin.stream()),
  },
);
