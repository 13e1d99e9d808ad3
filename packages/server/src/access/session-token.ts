import { getCookies } from 'better-auth/cookies';
import { createInternalContext } from 'better-call';
import type { Services } from '../platform/index.ts';
import { cookieOptions, sessionSecret } from './bind-auth.ts';

type TokenServices = Pick<Services, 'keyring' | 'settings'>;

/**
 * The token of a session cookie that is signed by us, compared in constant time by the library that signed it; null for every
 * other cookie. Nothing is looked up, so made-up cookies never reach the database.
 */
export async function sessionToken(
  cookie: string | undefined,
  services: TokenServices,
): Promise<string | null> {
  if (cookie === undefined) return null;
  const { name, secret } = cookieOf(services);
  const headers = new Headers({ cookie });
  const context = await createInternalContext({ headers }, { options: { method: 'GET' }, path: '/' });
  const token = await context.getSignedCookie(name, secret);
  return typeof token === 'string' ? token : null;
}

/** What the library calls its session cookie and signs it with, as `bindAuth` tells it. */
function cookieOf({ keyring, settings }: TokenServices): { readonly name: string; readonly secret: string } {
  const known = names.get(settings);
  const name = known ?? getCookies(cookieOptions(settings)).sessionToken.name;
  if (known === undefined) names.set(settings, name);
  return { name, secret: sessionSecret(keyring) };
}

const names = new WeakMap<Services['settings'], string>();
