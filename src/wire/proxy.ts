import { BlockList, isIP } from "node:net";
import { isLoopback } from "../core/loopback.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Lower case wins, and what is empty is not there. */
const read = (env: Environment, name: string): string | undefined =>
  env[name.toLowerCase()] || env[name] || undefined;

/**
 * The proxy through which the fetch transport sends requests to `url`; undefined when they go straight. Bun obeys HTTPS_PROXY or
 * HTTP_PROXY, then ALL_PROXY, and NO_PROXY, and says nothing of it: this repeats its rules (1.4.5, held against it in a test).
 * The URL may hold a password: show no more than its `host`.
 */
export function proxyFor(url: string, env: Environment): URL | undefined {
  const target = URL.parse(url);
  if (target === null || isLoopback(url)) return undefined;
  const own = target.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = read(env, own) ?? read(env, "ALL_PROXY");
  if (value === undefined || isExempt(target, read(env, "NO_PROXY") ?? "")) return undefined;
  return URL.parse(value.includes("://") ? value : `http://${value}`) ?? undefined;
}

const isExempt = (target: URL, list: string): boolean =>
  list.split(",").some((entry) => covers(entry.trim().toLowerCase(), target));

/** One entry of NO_PROXY: `*`, a host or a domain with all below it, either with a port, or addresses as `10.0.0.0/8`. */
function covers(entry: string, target: URL): boolean {
  if (entry === "" || entry === "*") return entry === "*";
  const host = bare(target.hostname);
  const subnet = /^(?<net>[^/]+)\/(?<bits>\d+)$/.exec(entry)?.groups;
  if (subnet !== undefined)
    return isWithin(host, bare(subnet["net"] ?? ""), Number(subnet["bits"]));
  const withPort = /^(?<name>\[.*\]|[^:]*):(?<port>\d+)$/.exec(entry)?.groups;
  const port = target.port || (target.protocol === "https:" ? "443" : "80");
  if (withPort !== undefined && withPort["port"] !== port) return false;
  const name = bare(withPort?.["name"] ?? entry).replace(/^\*?\./, "");
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

const bare = (host: string): string => host.replace(/^\[(.*)\]$/, "$1");

function isWithin(host: string, net: string, bits: number): boolean {
  const family = isIP(net);
  if (family === 0 || isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const subnets = new BlockList();
  subnets.addSubnet(net, bits, type);
  return subnets.check(host, type);
}
