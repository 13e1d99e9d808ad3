import type { Services } from '../../platform/index.ts';

const secondsMax = 600;

/** Binds a walk to a provider to one browser. Under https its name keeps neighbours of the same domain from planting one. */
export function walkCookie(browser: string, services: Pick<Services, 'settings'>): string {
  return `${walkCookieName(services)}=${browser}; Max-Age=${secondsMax}; ${attributes(services)}`;
}

export function endedWalkCookie(services: Pick<Services, 'settings'>): string {
  return `${walkCookieName(services)}=; Max-Age=0; ${attributes(services)}`;
}

/** `__Host-` wants the path `/` (RFC 6265bis section 4.1.3.2). */
export function walkCookieName({ settings }: Pick<Services, 'settings'>): string {
  return isHttps(settings) ? '__Host-daybook_sso' : 'daybook_sso';
}

function attributes({ settings }: Pick<Services, 'settings'>): string {
  return isHttps(settings)
    ? 'Path=/; HttpOnly; SameSite=Lax; Secure'
    : 'Path=/api/sso; HttpOnly; SameSite=Lax';
}

function isHttps({ baseUrl }: Services['settings']): boolean {
  return baseUrl?.startsWith('https:') === true;
}

/** A path of our own pages; anything else leads home, never to another host. */
export function ownPath(path: string): string {
  const own = 'http://own.invalid';
  const isPath = path.startsWith('/') && URL.canParse(path, own) && new URL(path, own).origin === own;
  return isPath && !path.startsWith('/api/') ? path : '/';
}
