import { passkey } from '@better-auth/passkey';
import { APIError } from 'better-auth/api';
import { parseCookies } from 'better-call';
import type { Services, Tx } from '../../platform/index.ts';
import { bindAuth } from '../bind-auth.ts';
import type { PasskeySite } from './passkey-site.ts';

/** What the signature vouched for, before the library goes on. */
export type Vouched = {
  readonly isUserVerified: boolean;
  /** The count of uses the authenticator says; 0 where it keeps none. */
  readonly counter: number;
};

export type PasskeyHooks = {
  /** Whose registration this is; the library is told of no session. */
  readonly user?: { readonly id: string; readonly name: string };
  /** Called with a valid signature; what it throws refuses the passkey. */
  readonly judge?: (vouched: Vouched) => Promise<void>;
};

const challengeName = 'passkey';

/**
 * @better-auth/passkey over one open system transaction. It checks challenge, origin, site and signature; it asks for user
 * verification only politely, so we insist ourselves: on the options, and on what was signed.
 */
export function bindPasskeys(tx: Tx, site: PasskeySite, services: Services, hooks: PasskeyHooks = {}) {
  const { user, judge = async () => undefined } = hooks;
  return bindAuth(tx, services, [
    passkey({
      rpID: site.id,
      rpName: 'Daybook',
      origin: site.origin,
      schema: { passkey: passkeyTable },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      advanced: { webAuthnChallengeCookie: challengeName },
      registration: {
        requireSession: false,
        ...(user && { resolveUser: async () => ({ ...user, displayName: user.name }) }),
        afterVerification: async ({ verification }) => {
          const info = verification.registrationInfo;
          await judge({
            isUserVerified: info?.userVerified === true,
            counter: info?.credential.counter ?? 0,
          });
        },
      },
      authentication: {
        afterVerification: async ({ verification }) => {
          const { userVerified, newCounter } = verification.authenticationInfo;
          await judge({ isUserVerified: userVerified, counter: newCounter });
        },
      },
    }),
  ]);
}

export type PasskeyAuth = ReturnType<typeof bindPasskeys>;

/** Ends the library's work; nothing it says leaves us. */
export function refusePasskey(): never {
  throw new APIError('UNAUTHORIZED', { code: 'PASSKEY_REFUSED' });
}

/** The library calls a registration that does not verify an error of its own; it is a refusal. */
export async function notABug<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof APIError && error.body?.code === 'FAILED_TO_VERIFY_REGISTRATION') refusePasskey();
    throw error;
  }
}

/** Nothing but the challenge: who is signed in in this browser must make no difference. */
export async function challengeOnly(auth: PasskeyAuth, cookie: string | undefined): Promise<Headers> {
  const { createAuthCookie } = await auth.$context;
  const { name } = createAuthCookie(challengeName);
  const value = parseCookies(cookie ?? '').get(name);
  return new Headers(value === undefined ? {} : { cookie: `${name}=${value}` });
}

const passkeyTable = {
  modelName: 'auth_passkey',
  fields: {
    publicKey: 'public_key',
    userId: 'user_id',
    credentialID: 'credential_id',
    deviceType: 'device_type',
    backedUp: 'backed_up',
    createdAt: 'created_at',
  },
};
