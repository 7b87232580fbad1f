import { version } from "../../package.json" with { type: "json" };

// Replaced by `scripts/build.ts`; nothing defines it when the program runs from its source.
declare const BUILD_REVISION: string | undefined;

/** The version in package.json, such as `0.1.0`. */
export const VERSION: string = version;

/** The commit a binary was built from (`1a2b3c4d5e6f`, with `-dirty` after uncommitted changes); `source` outside of a binary. */
export const REVISION: string = typeof BUILD_REVISION === "string" ? BUILD_REVISION : "source";
