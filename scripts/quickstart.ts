import { PROVIDERS } from "../src/providers/table.ts";

/**
 * The first race, from the source: the real thing when a key is in the environment, simulated providers when there is none. Arguments
 * are handed on: `bun run quickstart --seed 7`.
 */
const hasKey = Object.values(PROVIDERS).some(({ keyEnv }) =>
  keyEnv.some((name) => (process.env[name] ?? "") !== ""),
);
const command = hasKey ? ["benchmark", "--preset", "quick", "--size", "short"] : ["demo"];
const child = Bun.spawn([process.execPath, "src/main.ts", ...command, ...process.argv.slice(2)], {
  cwd: `${import.meta.dir}/..`,
  stdio: ["inherit", "inherit", "inherit"],
});
// Ctrl-C reaches the child as well; it ends on its own, with everything measured so far reported.
process.on("SIGINT", () => {});
process.exitCode = await child.exited;
