import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";
import type { z } from "zod";
import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";
import { inconsistencies } from "./inconsistencies.ts";
import type { OwnPriceFile } from "./own-price-file.ts";
import type { PriceFile } from "./price-file.ts";
import { ownPriceFileSchema, priceFileSchema } from "./price-schema.ts";

/** Every word of the format, for suggestions. */
const WORDS = [
  ..."schemaVersion updatedAt currency unit sources providers".split(" "),
  ..."kind hosts pricePage cacheReadFactor models".split(" "),
  ..."status aliases context maxOutput prices verifiedAt confidence pinned".split(" "),
  ..."from to name when utc days except tier inputAbove note".split(" "),
  ..."input output cacheRead cacheWrite reasoning perRequest".split(" "),
  ..."id asOf url lineage licence integrity".split(" "),
] as const;

/**
 * A whole price file from its text (JSON; comments and trailing commas are allowed).
 * @throws UsageError that names the file, and the line and key that are wrong.
 */
export const readPriceFile = (text: string, where: string): PriceFile =>
  read(text, where, priceFileSchema);

/**
 * A file of the user's own, of which everything but `providers` is optional.
 * @throws UsageError that names the file, and the line and key that are wrong.
 */
export const readOwnPriceFile = (text: string, where: string): OwnPriceFile =>
  read(text, where, ownPriceFileSchema);

function read<T extends OwnPriceFile>(text: string, where: string, schema: z.ZodType<T>): T {
  try {
    return readChecked(text, where, schema);
  } catch (error) {
    // The stack was not deep enough for it.
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${where} is nested too deeply to be a price file`, "see docs/pricing.md");
  }
}

function readChecked<T extends OwnPriceFile>(text: string, where: string, schema: z.ZodType<T>): T {
  const source = text.replace(/^\uFEFF/, "");
  const at = (offset: number): string => `${where}, line ${lineOf(source, offset)}`;
  const tree = parse(source, where, at);
  const result = schema.safeParse(getNodeValue(tree));
  // A misspelt key is the cause of the missing one that is told beside it.
  const issues = result.error?.issues ?? [];
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue !== undefined) {
    const spot = at(
      offsetOf(tree, issue.path, issue.code === "unrecognized_keys" ? issue.keys[0] : undefined),
    );
    throw new UsageError(`${spot}: ${inWords(issue)}`, adviceFor(issue));
  }
  if (!result.success) throw new UsageError(`${where} is no price file`, "see docs/pricing.md");
  const [first] = inconsistencies(result.data);
  if (first !== undefined) {
    throw new UsageError(
      `${at(offsetOf(tree, first.path))}: ${pathText(first.path)}: ${first.text}`,
      "correct it, or take the line out",
    );
  }
  return result.data;
}

function parse(source: string, where: string, at: (offset: number) => string): Node {
  const isEmpty = new UsageError(`${where} is empty`, "write prices into it, or remove it");
  if (source.trim() === "") throw isEmpty;
  const errors: ParseError[] = [];
  const tree = parseTree(source, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const isCut = source.slice(error.offset).trim() === "";
    throw new UsageError(
      isCut
        ? `${at(error.offset)}: the file ends in the middle`
        : `${at(error.offset)}: broken JSON (${printParseErrorCode(error.error)})`,
      "correct it, or remove the file",
    );
  }
  if (tree === undefined) throw isEmpty;
  refuseBadKeys(tree, at);
  return tree;
}

/** Of a key written twice only one would count, in silence; and `__proto__` is no name of anything. */
function refuseBadKeys(node: Node, at: (offset: number) => string): void {
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const key = child.type === "property" ? child.children?.[0] : undefined;
    if (key !== undefined) {
      const shown = JSON.stringify(key.value);
      if (key.value === "__proto__") {
        throw new UsageError(`${at(key.offset)}: ${shown} is no name`, "take it out");
      }
      if (seen.has(key.value)) {
        throw new UsageError(`${at(key.offset)}: ${shown} is there twice`, "keep one of them");
      }
      seen.add(key.value);
    }
    refuseBadKeys(child, at);
  }
}

type Issue = z.core.$ZodIssue;

function inWords(issue: Issue): string {
  const path = issue.path.length === 0 ? "" : `${pathText(issue.path)}: `;
  return issue.code === "unrecognized_keys"
    ? `${path}unknown key ${JSON.stringify(issue.keys[0])}`
    : `${path}${issue.message.replace(/^Invalid input: /, "")}`;
}

function adviceFor(issue: Issue): string {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const close = unknown === undefined ? undefined : nearest(unknown, WORDS);
  return close === undefined ? "the format is in docs/pricing.md" : `did you mean "${close}"?`;
}

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step, index) =>
      typeof step === "number"
        ? `[${step}]`
        : /^[\w-]+$/.test(String(step))
          ? `${index === 0 ? "" : "."}${String(step)}`
          : `[${JSON.stringify(step)}]`,
    )
    .join("");

/** Where a path, or the nearest part of it that is there, stands in the text. */
function offsetOf(tree: Node, path: readonly PropertyKey[], key?: string): number {
  const steps = path.map((step) => (typeof step === "number" ? step : String(step)));
  for (let length = steps.length; length >= 0; length--) {
    const node = findNodeAtLocation(tree, steps.slice(0, length));
    if (node === undefined) continue;
    const named =
      key === undefined
        ? undefined
        : node.children?.find((child) => child.children?.[0]?.value === key);
    return named?.offset ?? node.offset;
  }
  return 0;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
