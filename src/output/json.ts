import type { Sample } from "../core/sample.ts";
import type { Formatter } from "./formatter.ts";
import { harmlessJson } from "./harmless-json.ts";
import { inPieces } from "./pieces.ts";

const indented = (value: object, depth: number): string =>
  harmlessJson(JSON.stringify(value, null, 2)).replaceAll("\n", `\n${" ".repeat(depth)}`);

// A string in JSON cannot hold a line break, so this never touches the inside of one.
const EMPTY_READS = '\n      "reads": []';

/** A sample with a line for each of its reads: there are hundreds in a response, of six numbers each. */
function sampleText({ reads, ...sample }: Sample): string {
  const text = indented({ ...sample, reads: [] }, 4);
  if (reads.length === 0) return text;
  const rows = reads.map((row) => `\n        [${row.join(", ")}]`);
  const at = text.lastIndexOf(EMPTY_READS) + EMPTY_READS.length - 1;
  return `${text.slice(0, at)}${rows.join(",")}\n      ${text.slice(at)}`;
}

/**
 * The whole report, two spaces deep, in pieces.
 */
export const formatJson: Formatter = function* ({ samples, ...report }) {
  const head = indented(report, 0).slice(0, -"\n}".length);
  yield `${head},\n  "samples": [`;
  yield* inPieces(samples, (part, from) =>
    part
      .map((sample, index) => `${from + index === 0 ? "" : ","}\n    ${sampleText(sample)}`)
      .join(""),
  );
  yield `${samples.length === 0 ? "" : "\n  "}]\n}\n`;
};
