import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "..", "..");
const BINARY = join(ROOT, "dist", process.platform === "win32" ? "speed-kings.exe" : "speed-kings");

/** The two forms of the program that must behave alike. */
export const PROGRAMS = [
  {
    name: "source",
    isThere: true,
    command: [
      process.execPath,
      "--no-env-file",
      // Bun itself reads these from the folder it is started in; a binary must not.
      `--config=${join(ROOT, "bunfig.toml")}`,
      `--tsconfig-override=${join(ROOT, "tsconfig.json")}`,
      join(ROOT, "src", "main.ts"),
    ],
  },
  { name: nameOfBinary(), isThere: existsSync(BINARY), command: [BINARY] },
] as const;

/** Says in every result when what is tested is not what the sources say. */
function nameOfBinary(): string {
  if (!existsSync(BINARY)) return "binary (not there: bun run build)";
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true });
  const latest = Math.max(
    ...sources.map(({ parentPath, name }) => statSync(join(parentPath, name)).mtimeMs),
  );
  return latest > statSync(BINARY).mtimeMs ? "binary (older than src: bun run build)" : "binary";
}

export interface Program {
  readonly name: string;
  readonly isThere: boolean;
  readonly command: readonly string[];
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Everything that the run left in its data folder. */
  readonly saved: string;
}

export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Environment of a stranger: no keys, no HOME but an empty one, no colours wanted or refused. */
const bareEnvironment = (home: string): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: home,
  USERPROFILE: home,
  SPEED_KINGS_DATA: join(home, "data"),
  LOCALAPPDATA: home,
  // Nothing listens on the discard port: a real Ollama of the developer must not join the race.
  OLLAMA_URL: "http://127.0.0.1:9",
  ...(process.env["SystemRoot"] === undefined ? {} : { SystemRoot: process.env["SystemRoot"] }),
});

/** A folder whose files would run code and set keys, if the program read them. */
export class HostileFolder implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async create(): Promise<HostileFolder> {
    const path = await mkdtemp(join(tmpdir(), "speed-kings-hostile-"));
    await Promise.all([
      writeFile(
        join(path, ".env"),
        "CEREBRAS_API_KEY=from-a-hostile-file\nGROQ_API_KEY=from-a-hostile-file\nNO_COLOR=\n",
      ),
      writeFile(join(path, "bunfig.toml"), 'preload = ["./evil.ts"]\n'),
      writeFile(
        join(path, "evil.ts"),
        'await Bun.write(`${import.meta.dir}/was-run`, "yes"); console.log("EVIL");\n',
      ),
      writeFile(join(path, "package.json"), '{"name":"evil","main":"evil.ts","type":"module"}\n'),
      writeFile(join(path, "tsconfig.json"), '{"compilerOptions":{"paths":{"*":["./evil.ts"]}}}\n'),
      ...["citty", "zod", "bun", "speed-kings"].map((name) =>
        Bun.write(
          join(path, "node_modules", name, "index.js"),
          'require("node:fs").writeFileSync(`${__dirname}/../../was-run`, "yes");\n',
        ),
      ),
    ]);
    return new HostileFolder(path);
  }

  get wasRun(): boolean {
    return existsSync(join(this.path, "was-run"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** The environment of a program that is started from `folder`. */
export const environmentIn = (folder: string): Record<string, string> =>
  bareEnvironment(join(folder, "home"));

/** Starts the program without waiting for its end. */
export function start(
  program: Program,
  words: readonly string[],
  setting: Setting & { cwd: string },
) {
  return Bun.spawn([...program.command, ...words], {
    cwd: setting.cwd,
    env: { ...environmentIn(setting.cwd), ...setting.env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
}

/**
 * Runs the program to its end, from a hostile folder. Tests may call it side by side: no more programs run at once than the machine
 * carries without the one slowing down the other.
 */
export async function runProgram(
  program: Program,
  words: readonly string[],
  setting: Setting = {},
): Promise<Finished> {
  await using folder = await HostileFolder.create();
  const finished = await inTurn(() =>
    finish(start(program, words, { cwd: folder.path, ...setting })),
  );
  if (folder.wasRun) throw new Error("the program ran code of the folder it was started in");
  return { ...finished, saved: await contents(dataFolderIn(folder.path)) };
}

/** Reads what a started program writes, to its end. */
export async function finish(
  child: Bun.Subprocess<"ignore", "pipe", "pipe">,
): Promise<Omit<Finished, "saved">> {
  const [stdout, stderr, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, stdout, stderr };
}

/** A race mostly waits, so more of them than there are cores do not disturb each other. */
let freeSlots = 2 * availableParallelism();
const waiting: (() => void)[] = [];

/** Does something when it is its turn. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (freeSlots > 0) freeSlots--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) freeSlots++;
    else next();
  }
}

/** Where a program started from `folder` keeps its runs. */
export const dataFolderIn = (folder: string): string => join(folder, "home", "data");

/** All files of a folder as one text; empty when it is not there. */
export async function contents(folder: string): Promise<string> {
  if (!existsSync(folder)) return "";
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "utf8")),
  );
  return texts.join("\n");
}
