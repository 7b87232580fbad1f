import { Glob } from "bun";
import { join } from "node:path";

export const ROOT = join(import.meta.dir, "../..");

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** What the comment in front of the block says when it cannot be run: `<!-- not run: needs a key -->`. */
  readonly notRun?: string;
}

/** Pages for users. CONTRIBUTING.md and others are about the project's own scripts. */
export const PAGES: readonly string[] = [
  "README.md",
  "SECURITY.md",
  ...new Glob("docs/*.md").scanSync(ROOT),
].toSorted();

export const readPage = (page: string): Promise<string> => Bun.file(join(ROOT, page)).text();

const BLOCK =
  /(?:<!-- not run: (?<reason>[^>]+?) -->\s*)?^(?<indent> *)```(?<language>\w*)\n(?<text>[\s\S]*?)^ *```$/gm;

export async function codeBlocks(page: string): Promise<readonly CodeBlock[]> {
  const text = await readPage(page);
  return [...text.matchAll(BLOCK)].map(({ groups = {} }) => ({
    page,
    language: groups["language"] ?? "",
    text: (groups["text"] ?? "").replaceAll(new RegExp(`^${groups["indent"]}`, "gm"), ""),
    ...(groups["reason"] === undefined ? {} : { notRun: groups["reason"] }),
  }));
}

/** The commands of a block, a line each; one that ends with a backslash goes on in the next. Comments at their ends are cut off. */
export const commandsOf = ({ text }: CodeBlock): readonly string[] =>
  text
    .replaceAll("\\\n", "")
    .split("\n")
    .map((line) => line.replace(/ +# .*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

/** Every use of the program in a page: lines of its blocks, and code inside of its sentences. */
export async function mentions(page: string): Promise<readonly string[]> {
  const blocks = await codeBlocks(page);
  const text = (await readPage(page)).replaceAll(BLOCK, "");
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
  return [...blocks.flatMap(commandsOf), ...inline].flatMap((line) => {
    const found = /(?:^|[|;&] *|\$ )(?:dist\/)?speed-kings (?<rest>.+)$/.exec(line)?.groups?.[
      "rest"
    ];
    return found === undefined ? [] : [found];
  });
}
