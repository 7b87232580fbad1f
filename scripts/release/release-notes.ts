/**
 * What a changelog says of one version, without its heading. Throws when there is nothing, or when the heading has no date and
 * `isDraft` is false.
 */
export function releaseNotes(changelog: string, version: string, isDraft: boolean): string {
  const sections = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  if (section === undefined) throw new Error(`CHANGELOG.md has no section [${version}]`);
  const [heading = "", ...lines] = section.split("\n");
  if (!isDraft && !/ - \d{4}-\d\d-\d\d$/.test(heading)) {
    throw new Error(`CHANGELOG.md gives ${version} no date: write "## [${version}] - YYYY-MM-DD"`);
  }
  const text = lines.join("\n").trim();
  if (text === "") throw new Error(`CHANGELOG.md says nothing of ${version}`);
  return `${text}\n`;
}
