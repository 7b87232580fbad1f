/**
 * Runs the command of its arguments, passes its output on, and says on stderr how many megabytes it had at most. A process of its own and small: on
 * Linux a child's maxRSS begins with that of its parent, and a test run is large (exec keeps `signal->maxrss`, see exec_mmap).
 */
const child = Bun.spawn(process.argv.slice(2), {
  stdin: "ignore",
  stdout: "inherit",
  stderr: "ignore",
});
process.exitCode = await child.exited;
// Bun gives maxRSS in bytes on Linux and macOS.
process.stderr.write(String((child.resourceUsage()?.maxRSS ?? 0) / 1024 ** 2));
