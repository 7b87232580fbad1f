import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outlineOf } from "../../src/cli/completion/outline.ts";
import { SHELLS } from "../../src/cli/completion/shells.ts";
import { COMMANDS } from "../../src/cli/commands.ts";

setDefaultTimeout(60_000);

const ROOT = join(import.meta.dir, "../..");

/** What stands before Tab, and all that is offered then. Lists are compared by the part after the last comma. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  "speed-kings b": ["bench", "benchmark"],
  "speed-kings help ca": ["calibrate"],
  "speed-kings benchmark -o js": ["json", "jsonl"],
  "speed-kings benchmark --output=js": ["json", "jsonl"],
  "speed-kings bench --output ma": ["markdown"],
  "speed-kings benchmark --no-": ["--no-calibration", "--no-color", "--no-progress", "--no-save"],
  "speed-kings bench -p groq,cer": ["cerebras"],
  "speed-kings benchmark --size short,m": ["medium"],
  "speed-kings benchmark --model gpt-oss": ["gpt-oss-120b", "gpt-oss-20b"],
  "speed-kings benchmark -n ": [],
  "speed-kings benchmark --prompt-file READ": ["README.md"],
  "speed-kings demo --preset q": ["quick"],
  "speed-kings demo --providers": [],
  "speed-kings list fire": ["fireworks"],
  "speed-kings report la": ["last", "last~1"],
  "speed-kings report CHANGE": ["CHANGELOG.md"],
  "speed-kings pricing ref": ["refresh"],
  "speed-kings simulate w": ["wafer"],
  "speed-kings completion z": ["zsh"],
};

const folder = join(tmpdir(), `speed-kings-completion-${process.pid}`);
const scriptOf = (shell: string): string => join(folder, shell);

beforeAll(async () => {
  const outline = outlineOf(COMMANDS);
  await Promise.all(
    Object.entries(SHELLS).map(([shell, make]) => Bun.write(scriptOf(shell), make(outline))),
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function output(command: readonly string[]): string {
  const { stdout, stderr, exitCode } = Bun.spawnSync([...command], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"] ?? "", HOME: folder, TERM: "xterm", LANG: "C.UTF-8" },
  });
  expect(stderr.toString()).toBe("");
  expect(exitCode).toBe(0);
  return stdout.toString();
}

/** Words, a line each, with `END` after those of a line: what every driver prints. */
function expectOffers(text: string): void {
  const blocks = text.split("END\n").slice(0, -1);
  const found = Object.keys(LINES).map((line, index) => [
    line,
    blocks[index]
      ?.split("\n")
      .map((word) => word.replace(/^.*[,=]/, "").trim())
      .filter((word) => word !== "")
      .toSorted(),
  ]);
  expect(Object.fromEntries(found)).toEqual(LINES);
}

const BASH_DRIVER = `
source "$1"; shift
for line in "$@"; do
  read -ra COMP_WORDS <<< "\${line//=/ = }"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  _speed_kings 2> /dev/null
  printf '%s\\n' "\${COMPREPLY[@]}" END
done`;

const FISH_DRIVER = `
source $argv[1]
for line in $argv[2..]
  complete -C $line | string split -f1 \\t
  echo END
end`;

describe("what Tab offers in", () => {
  test.skipIf(Bun.which("bash") === null || process.platform === "win32")("bash", () => {
    const lines = Object.keys(LINES);
    expectOffers(output(["bash", "--norc", "-c", BASH_DRIVER, "-", scriptOf("bash"), ...lines]));
  });

  test.skipIf(Bun.which("zsh") === null)("zsh", () => {
    const driver = join(ROOT, "tests/support/complete-in-zsh.zsh");
    expectOffers(output(["zsh", "-f", driver, scriptOf("zsh"), ...Object.keys(LINES)]));
  });

  test.skipIf(Bun.which("fish") === null)("fish", () => {
    const lines = Object.keys(LINES);
    expectOffers(
      output(["fish", "--no-config", "-c", FISH_DRIVER, "--", scriptOf("fish"), ...lines]),
    );
  });
});
