import type { Services } from '../../platform/index.ts';
import { browserCookie } from './attempts.ts';

const secondsMax = 600;

/** Binds a walk to a provider to one browser; sent back only to the addresses of sign-in through providers. */
export function walkCookie(browser: string, services: Pick<Services, 'settings'>): string {
  return `${browserCookie}=${browser}; Max-Age=${secondsMax}; ${attributes(services)}`;
}

export function endedWalkCookie(services: Pick<Services, 'settings'>): string {
  return `${browserCookie}=; Max-Age=0; ${attributes(services)}`;
}

function attributes({ settings }: Pick<Services, 'settings'>): string {
  const isHttps = settings.baseUrl?.startsWith('https:') === true;
  return `Path=/api/sso; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`;
}

/** A path of our own pages; anything else leads home, never to another host. */
export function ownPath(path: string): string {
  const own = 'http://own.invalid';
  const isPath = path.startsWith('/') && URL.canParse(path, own) && new URL(path, own).origin === own;
  return isPath && !path.startsWith('/api/') ? path : '/';
}
