import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch as fetchWith } from 'undici';
import { addressClass } from './address-class.ts';
import { type AllowedHosts, isAllowedHost, isUsualPort } from './allowed-hosts.ts';

/** A call that is not made because of where it would go. The message is fixed and may be shown. */
export class DestinationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DestinationRefused';
  }
}

export type GuardParts = {
  readonly allowedHosts: AllowedHosts;
  /** Node's own resolver unless a test puts another in its place. */
  readonly lookup?: LookupFunction;
};

const notPublic =
  'its address is inside a private network; the operator can allow the host by name with DAYBOOK_ALLOW_PRIVATE_HOSTS=<host> and a restart';
const never = 'its address is one that is never called';

/**
 * `fetch` for addresses that people name. Only http and https; only public addresses, unless the operator named the host;
 * only usual ports. A name is resolved once, every address it has must pass, and the connection goes to the very
 * address that was judged, so that a name cannot change its mind in between. Each hop of a redirect is judged likewise.
 */
export function createGuardedFetch({ allowedHosts, lookup = systemLookup }: GuardParts): typeof fetch {
  const agent = new Agent({ connect: guardedConnector(allowedHosts, lookup), pipelining: 1 });
  const guarded = async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== 'http:' && url.protocol !== 'https:')
      throw new DestinationRefused('its address is neither http nor https');
    if (url.username !== '' || url.password !== '')
      throw new DestinationRefused('its address holds a user name or a password');
    try {
      // The same library as Node's own fetch, so the shapes are the same; only its types are declared apart.
      return (await fetchWith(url, { ...init, dispatcher: agent } as never)) as unknown as Response;
    } catch (error) {
      throw refusalIn(error) ?? error;
    }
  };
  return guarded;
}

function guardedConnector(allowed: AllowedHosts, lookup: LookupFunction): buildConnector.connector {
  return (options, done) => {
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    const isAllowed = isAllowedHost(allowed, options.hostname, port);
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    const problem =
      (!isAllowed && !isUsualPort(port) ? 'its port is not one that is called' : null) ??
      (isIP(literal) === 0 ? null : problemOf([literal], isAllowed));
    if (problem !== null) return done(new DestinationRefused(problem), null);
    const connect = buildConnector({ lookup: guardedLookup(lookup, isAllowed), timeout: 10_000 });
    return connect(options, done);
  };
}

/** Asks for all addresses and refuses the name when one of them may not be called. */
function guardedLookup(lookup: LookupFunction, isAllowed: boolean): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return done(error ?? new Error('no address'), '', 0);
      const problem = problemOf(
        addresses.map(({ address }) => address),
        isAllowed,
      );
      if (problem !== null) return done(new DestinationRefused(problem), '', 0);
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
    });
}

function problemOf(addresses: readonly string[], isAllowed: boolean): string | null {
  const classes = addresses.map(addressClass);
  if (classes.includes('never')) return never;
  return classes.includes('private') && !isAllowed ? notPublic : null;
}

/** undici wraps what the connector says, once per layer. */
function refusalIn(error: unknown): DestinationRefused | null {
  if (error instanceof DestinationRefused) return error;
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null;
}
