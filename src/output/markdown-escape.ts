import { printable } from "../text/printable.ts";

// Everything that begins something inside of a line of Markdown, and what GitHub adds: `~` strikes out, `|` ends a cell.
const MEANINGFUL = /[\\`*_[\]|~]/g;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/**
 * Foreign text as Markdown that shows itself and does nothing: no markup, no HTML, no end of a cell, nobody notified. At most
 * `limit` characters of it.
 */
export const escapeMarkdown = (text: string, limit = 500): string =>
  printable(text, limit)
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(MEANINGFUL, String.raw`\$&`)
    // A code host would write to the person of that name.
    .replace(/@/g, "@\u200b");
