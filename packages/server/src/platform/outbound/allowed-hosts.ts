import { refuse } from '../errors.ts';

/** Hosts inside the operator's own network that may be called: `host` or `host:port`, names and addresses alike. */
export type AllowedHosts = ReadonlySet<string>;

const portsBelow1024: readonly number[] = [80, 443];

/**
 * Reads `DAYBOOK_ALLOW_PRIVATE_HOSTS`: hosts by name or address, separated by commas, each with its port where that is not
 * one of those allowed to all. There is no way to allow every host.
 */
export function parseAllowedHosts(text: string | undefined): AllowedHosts {
  const hosts = (text ?? '').split(',').map((host) => host.trim().toLowerCase());
  const named = hosts.filter((host) => host !== '');
  const wrong = named.find((host) => !/^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(host));
  if (wrong !== undefined)
    refuse('settings-invalid', `\`${wrong}\` in DAYBOOK_ALLOW_PRIVATE_HOSTS is not a host`, hint);
  return new Set(named);
}

const hint = 'list hosts as `ghe.company.example, 10.0.0.5:8443`; patterns are not possible';

/** The host as URLs write it, IPv6 in brackets. */
export function isAllowedHost(allowed: AllowedHosts, hostname: string, port: number): boolean {
  const host = hostname.toLowerCase();
  return allowed.has(`${host}:${port}`) || (allowed.has(host) && isUsualPort(port));
}

/** Web ports, and those any user of a machine may serve on; not mail, shells and directories. */
export function isUsualPort(port: number): boolean {
  return port >= 1024 || portsBelow1024.includes(port);
}
