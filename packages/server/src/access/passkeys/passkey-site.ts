import { isIP } from 'node:net';
import { refuse, type Services } from '../../platform/index.ts';

/** Where passkeys of this Daybook hold: the id they are bound to, and the origin a browser must say. */
export type PasskeySite = { readonly id: string; readonly origin: string };

export type NoSite = { readonly unavailable: 'ip-address' | 'not-secure' | 'no-address' };

/**
 * From the address we were told, never from what a request says; but for this machine itself, where `localhost` is as good as
 * the loopback address. WebAuthn level 3 section 5.1.3: the id is a host name, and pages come over https or from localhost.
 */
export function passkeySite(baseUrl: string | null, host: string | undefined): PasskeySite | NoSite {
  if (baseUrl === null) return { unavailable: 'no-address' };
  const told = new URL(baseUrl);
  const local = new URL(baseUrl);
  local.hostname = 'localhost';
  if (isLoopback(told.hostname) && host === local.host) return { id: 'localhost', origin: local.origin };
  if (isIP(told.hostname.replace(/^\[|\]$/g, '')) !== 0) return { unavailable: 'ip-address' };
  if (told.protocol !== 'https:' && told.hostname !== 'localhost') return { unavailable: 'not-secure' };
  return { id: told.hostname, origin: told.origin };
}

/** The site, or `passkeys-unavailable` with what would help. */
export function needPasskeySite(services: Pick<Services, 'settings'>, host: string | undefined): PasskeySite {
  const site = passkeySite(services.settings.baseUrl, host);
  return 'unavailable' in site ? refuse('passkeys-unavailable') : site;
}

function isLoopback(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
}
