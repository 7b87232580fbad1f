/** Whether a URL leads to this machine: 127.0.0.0/8, ::1 or localhost. False for what is no URL. */
export function isLoopback(url: string): boolean {
  const hostname = URL.parse(url)?.hostname ?? "";
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
