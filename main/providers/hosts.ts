/** Lists of hosts in provider files: "example.com", "*.example.com" for its subdomains. */

/** Is this a host that a file may list? SECURITY: "*.com" would let any server in. */
export function isHostPattern(host: string): boolean {
  return /^(?:\*\.[a-z0-9-]+\.[a-z0-9.-]*[a-z0-9]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)$/.test(host);
}

/** @param hostname of a parsed URL */
export function matchesHost(allowed: string, hostname: string): boolean {
  return allowed.startsWith('*.')
    ? hostname.endsWith(allowed.slice(1)) && hostname.length > allowed.length - 1
    : hostname === allowed;
}
