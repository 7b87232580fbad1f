import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Installed } from "./install.ts";
import type { Place, RealServer } from "./servers.ts";

const PATIENCE_MS = 60_000;

/** A server that is up. */
export interface Running {
  readonly server: RealServer;
  readonly place: Place;
  readonly origin: string;
  readonly log: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits until it can be asked. @throws Error, with the end of its log, when it does not come up. */
export async function startServer(
  server: RealServer,
  installed: Installed,
  folder: string,
): Promise<Running> {
  const port = server.port ?? freePort();
  const place: Place = { ...installed, port, folder };
  const origin = `http://127.0.0.1:${port}`;
  if (await answers(origin)) throw new Error(`somebody else listens at ${origin}`);
  const path = join(folder, `${server.target(port).replaceAll("/", "-")}.log`);
  const file = openSync(path, "a");
  const child = Bun.spawn([...server.start(place)], {
    env: { ...process.env, ...server.env?.(place) },
    stdin: "ignore",
    stdout: file,
    stderr: file,
  });
  const log = (): Promise<string> => readFile(path, "utf8");
  const stop = async (): Promise<void> => {
    child.kill();
    await child.exited;
  };
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  // oxlint-disable-next-line no-await-in-loop -- asked again and again until it is there
  while (!(await answers(`${origin}${server.readyPath}`))) {
    if (deadline.aborted || child.exitCode !== null) {
      // oxlint-disable-next-line no-await-in-loop
      await stop();
      // oxlint-disable-next-line no-await-in-loop
      throw new Error(`${server.label} did not come up: ${(await log()).slice(-500)}`);
    }
    // oxlint-disable-next-line no-await-in-loop
    await Bun.sleep(200);
  }
  await server.prepare?.(place);
  return { server, place, origin, log, stop };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

function freePort(): number {
  const probe = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
  const { port } = probe;
  void probe.stop(true);
  return port ?? 0;
}
