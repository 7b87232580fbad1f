/**
 * A template is text with slots in guillemets, which no listing or table of the material needs for itself:
 *
 *     «city»            a word of a pool, or a generated value: «int 3 40», «clock»
 *     «a=woman»         the same, kept under a name; «a» repeats it; «let a=woman» keeps it silently
 *     «lower e»         also upper and title: the value of any slot in other letters
 *     «pick x|y|z»      one of several texts, which may hold slots
 *     «repeat 3 8|row»  the row 3 to 8 times, a line each, every time with new values
 */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "slot"; readonly name: string; readonly parameters: readonly number[] }
  | {
      readonly kind: "bind";
      readonly name: string;
      readonly value: TemplateNode;
      readonly silent: boolean;
    }
  | { readonly kind: "case"; readonly to: LetterCase; readonly value: TemplateNode }
  | { readonly kind: "pick"; readonly key: string; readonly options: readonly Template[] }
  | {
      readonly kind: "repeat";
      readonly from: number;
      readonly to: number;
      readonly row: Template;
    };

export type Template = readonly TemplateNode[];
export type LetterCase = "lower" | "upper" | "title";

/** Throws an Error that names the place when guillemets do not match or a slot cannot be read. */
export function parseTemplate(source: string): Template {
  const nodes: TemplateNode[] = [];
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf("«", at);
    const end = open === -1 ? source.length : open;
    if (end > at) nodes.push({ kind: "text", text: source.slice(at, end) });
    if (open === -1) break;
    const close = closingOf(source, open);
    nodes.push(parseSlot(source.slice(open + 1, close)));
    at = close + 1;
  }
  return nodes;
}

function closingOf(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at++) {
    if (source[at] === "«") depth++;
    else if (source[at] === "»" && --depth === 0) return at;
  }
  throw new Error(`a slot is never closed: ${source.slice(open, open + 40)}`);
}

function parseSlot(inside: string): TemplateNode {
  const bound = /^(let )?([a-z]\w*)=(.+)$/s.exec(inside);
  if (bound?.[2] !== undefined && bound[3] !== undefined) {
    const silent = bound[1] !== undefined;
    return { kind: "bind", name: bound[2], value: parseSlot(bound[3]), silent };
  }
  const cased = /^(lower|upper|title) (.+)$/s.exec(inside);
  if (cased?.[2] !== undefined) {
    return { kind: "case", to: letterCase(cased[1]), value: parseSlot(cased[2]) };
  }
  if (inside.startsWith("pick ")) {
    return { kind: "pick", key: inside, options: alternatives(inside.slice(5)).map(parseTemplate) };
  }
  const repeated = /^repeat (\d+) (\d+)\|(.*)$/s.exec(inside);
  if (repeated?.[3] !== undefined) {
    const row = parseTemplate(repeated[3]);
    return { kind: "repeat", from: Number(repeated[1]), to: Number(repeated[2]), row };
  }
  if (!/^[a-z_]\w*( -?\d+)*$/.test(inside)) throw new Error(`a slot cannot be read: «${inside}»`);
  const [name = "", ...parameters] = inside.split(" ");
  return { kind: "slot", name, parameters: parameters.map(Number) };
}

const letterCase = (word: string | undefined): LetterCase =>
  word === "lower" || word === "upper" ? word : "title";

/** Splits at the bars that stand outside of inner slots. */
function alternatives(source: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of source) {
    if (character === "«") depth++;
    if (character === "»") depth--;
    if (character === "|" && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
