import type { Check } from "./check.ts";
import { checkCertificates } from "./check-certificates.ts";
import { checkClock } from "./check-clock.ts";
import { checkConfig } from "./check-config.ts";
import { checkDataFolder } from "./check-data-folder.ts";
import { checkKeys } from "./check-keys.ts";
import { checkLocalServers } from "./check-local-servers.ts";
import { checkLoop } from "./check-loop.ts";
import { checkPrices } from "./check-prices.ts";
import { checkProxy } from "./check-proxy.ts";
import { checkTerminal } from "./check-terminal.ts";

/** Everything that `doctor` looks at, in the order in which it is shown. One after the other: a check must not disturb the loop's. */
export const CHECKS = {
  terminal: checkTerminal,
  clock: checkClock,
  "event loop": checkLoop,
  proxy: checkProxy,
  certificates: checkCertificates,
  keys: checkKeys,
  "config file": checkConfig,
  "local servers": checkLocalServers,
  prices: checkPrices,
  "data folder": checkDataFolder,
} as const satisfies Record<string, Check>;
