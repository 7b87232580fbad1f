import { SETTINGS } from "../simulator/contestant-text.ts";
import { FAULTS } from "../simulator/faults/table.ts";
import type { FaultRow } from "../simulator/faults/effects.ts";
import { PROFILES } from "../simulator/profile.ts";
import type { HelpTables } from "./command.ts";

const writtenFault = (name: string, { value }: FaultRow): string =>
  value === undefined ? name : `${name}=${value.fallback}`;

/** What a simulated provider can be, what can be set, and how it can misbehave: all of it for `simulate --help`. */
export const simulateTables = (): HelpTables => ({
  Profiles: Object.entries(PROFILES).map(([name, { summary }]) => [name, summary]),
  "Settings (SETTING=VALUE)": Object.entries(SETTINGS).map(([name, { help }]) => [name, help]),
  "Faults (fault=NAME, =VALUE where one is shown, @SHARE of the requests; or #MODEL+NAME)":
    Object.entries(FAULTS).map(([name, row]) => [writtenFault(name, row), row.summary]),
});
