import { extname } from "node:path";
import type { z } from "zod";
import { UsageError } from "../core/errors.ts";
import { nearest } from "../core/suggest.ts";

/** The fields that the config file knows: its own, and those of a target. */
interface Fields {
  readonly top: readonly string[];
  readonly target: readonly string[];
}

const JSON_EXAMPLE = '{ "targets": { "my-box": { "baseUrl": "http://127.0.0.1:8000/v1" } } }';
const YAML_EXAMPLE = "targets: { my-box: { baseUrl: http://127.0.0.1:8000/v1 } }";
const EXAMPLES: Readonly<Record<string, string>> = {
  ".toml": 'targets.my-box = { baseUrl = "http://127.0.0.1:8000/v1" }',
  ".yaml": YAML_EXAMPLE,
  ".yml": YAML_EXAMPLE,
};

/**
 * What is wrong with a config file, in words: which key, what may stand there, and an example in the language of the file. Values
 * are not repeated: they may be secrets.
 */
export function configComplaint(path: string, issue: z.core.$ZodIssue, fields: Fields): UsageError {
  const words = issue.path.map(String);
  const place = words.length === 0 ? "the file" : words.join(".");
  if (issue.code === "unrecognized_keys") return unknownField(path, words, issue.keys, fields);
  if (issue.code === "invalid_key") return badName(path, words);
  if (words.at(-1) === "keyEnv" && issue.code === "invalid_format") {
    return new UsageError(
      `${path}: ${place} is the name of a variable, not a key`,
      "put the key in a variable and write its name, such as MY_BOX_KEY",
    );
  }
  const example = EXAMPLES[extname(path).toLowerCase()] ?? JSON_EXAMPLE;
  return new UsageError(
    `${path}: ${place} must be ${wanted(words, fields)}`,
    `for example ${example}`,
  );
}

/** What may stand at a place. */
function wanted([top, target, field, header]: readonly string[], fields: Fields): string {
  if (top === undefined) return `a table with ${fields.top.join(" and ")}`;
  if (top !== "targets") return "the path of a price file";
  if (target === undefined) return "a table of targets, each under its name";
  if (field === undefined) return `a table with some of ${fields.target.join(", ")}`;
  return field === "headers" && header === undefined
    ? "a table of headers, each under its name"
    : "text that is not empty, in quotation marks";
}

function unknownField(
  path: string,
  place: readonly string[],
  [unknown = ""]: readonly string[],
  fields: Fields,
): UsageError {
  const known = place.length === 0 ? fields.top : fields.target;
  const close = /key|secret|token/i.test(unknown) ? "keyEnv" : nearest(unknown, known);
  return new UsageError(
    `${path}: unknown field ${[...place, unknown].join(".")}`,
    close === undefined ? `known: ${known.join(", ")}` : `did you mean ${close}?`,
  );
}

function badName(path: string, place: readonly string[]): UsageError {
  const name = place.at(-1) ?? "";
  if (place.length > 2) {
    return new UsageError(
      `${path}: "${name}" in ${place.slice(0, -1).join(".")} cannot be the name of a header`,
      "a name of a header has letters, digits and hyphens, such as X-Team",
    );
  }
  const possible = name.replaceAll(/[^A-Za-z0-9._-]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return new UsageError(
    `${path}: "${name}" cannot be the name of a target`,
    `a name has letters, digits, dots, underscores and hyphens: ${possible || "my-box"}`,
  );
}
