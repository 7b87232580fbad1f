/** The first race: starts the program from its source. Arguments are handed on: `bun run quickstart --seed 7`. */
const child = Bun.spawn([process.execPath, "src/main.ts", "demo", ...process.argv.slice(2)], {
  cwd: `${import.meta.dir}/..`,
  stdio: ["inherit", "inherit", "inherit"],
});
// Ctrl-C reaches the child as well; it ends on its own, with everything measured so far reported.
process.on("SIGINT", () => {});
process.exitCode = await child.exited;
