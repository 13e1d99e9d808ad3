import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { addressClass } from './address-class.ts';
import { type AllowedHosts, isAllowedHost } from './allowed-hosts.ts';

/** Every address a name leads to. */
export type LookupAll = (hostname: string) => Promise<readonly string[]>;

const lookupAll: LookupAll = async (hostname) =>
  (await systemLookup(hostname, { all: true })).map(({ address }) => address);

/**
 * Whether a call to this address would be refused because it lies inside a private network and the operator did not name
 * its host. A name that leads nowhere now is not private: the call itself, which is judged again, will tell.
 */
export async function isPrivateAddress(
  url: URL,
  allowed: AllowedHosts,
  lookup: LookupAll = lookupAll,
): Promise<boolean> {
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (isAllowedHost(allowed, url.hostname, port)) return false;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(literal) === 0 ? await lookup(literal).catch(() => []) : [literal];
  return addresses.some((address) => addressClass(address) === 'private');
}
