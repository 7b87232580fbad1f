import { stdoutSink } from "../../src/terminal/sink.ts";

/** Writes as many bytes as it is told to stdout in two parts, then tells on stderr how that went. */
const half = "x".repeat(Number(process.argv[2]) / 2);
const sink = stdoutSink();
try {
  await sink.write(half);
  await sink.write(half);
  process.stderr.write(sink.isClosed() ? "closed\n" : "written\n");
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
}
