import { expect, test } from "bun:test";
import { releaseNotes } from "../../scripts/release/release-notes.ts";

const CHANGELOG = `# Changelog\n\n## [1.1.0] - unreleased\n\n### Added\n\n- New.\n\n## [1.0.0] - 2026-01-31\n\n- Old.\n`;

test("the notes of a version are its section, without the others", () => {
  expect(releaseNotes(CHANGELOG, "1.0.0", false)).toBe("- Old.\n");
  expect(releaseNotes(CHANGELOG, "1.1.0", true)).toBe("### Added\n\n- New.\n");
});

test("a version without a date is not released", () => {
  expect(() => releaseNotes(CHANGELOG, "1.1.0", false)).toThrow("no date");
});

test("a version that the changelog does not know is not released", () => {
  expect(() => releaseNotes(CHANGELOG, "1", true)).toThrow("no section [1]");
});
