import { PROVIDERS } from "../../providers/table.ts";
import { proxyFor } from "../../wire/proxy.ts";
import { fail, ok, warn } from "./check.ts";
import type { Check } from "./check.ts";

const VARIABLES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] as const;

/** Any address that is not on this machine. */
const SOMEWHERE = PROVIDERS.groq.baseUrl;

/** Proxies of the environment: host and port alone, since their URLs may hold a password. */
export const checkProxy: Check = ({ env }) => {
  const set = VARIABLES.flatMap((name) => {
    const value = env[name.toLowerCase()] || env[name];
    return value === undefined || value === "" ? [] : [{ name, value }];
  });
  if (set.length === 0) return ok("none: requests go straight");
  const broken = set.find(
    ({ value }) => URL.parse(value.includes("://") ? value : `http://${value}`) === null,
  );
  if (broken !== undefined) {
    return fail(`${broken.name} is no URL`, `write ${broken.name}=http://host:port, or unset it`);
  }
  const names = set.map(({ name }) => name).join(", ");
  const proxy = proxyFor(SOMEWHERE, env);
  if (proxy === undefined) return ok(`${names} set, and not used for https`);
  const password = proxy.username === "" && proxy.password === "" ? "" : ", with a user name";
  return warn(
    `requests go through ${proxy.host}${password} (${names})`,
    "its time is part of every number; NO_PROXY=host,host lets hosts be reached straight",
  );
};
