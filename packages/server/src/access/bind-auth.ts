import { type BetterAuthPlugin, betterAuth } from 'better-auth';
import type { Services, Tx } from '../platform/index.ts';
import { instantsAsDates } from './sign-in/instants-as-dates.ts';
import { silenceTelemetry } from './silence-telemetry.ts';

const sessionSeconds = 7 * 24 * 60 * 60;

/** Passwords are 12 to 128 characters long; the upper bound keeps hashing cheap. */
export const passwordLengthMin = 12;
export const passwordLengthMax = 128;

type AuthServices = Pick<Services, 'ids' | 'keyring' | 'settings' | 'log'>;

/**
 * better-auth over one open system transaction, so that a sign-in and what we record of it commit together. Only its
 * functions are called: its own HTTP handler is never mounted, so no endpoint exists besides our routes. Sign-up is
 * closed; users come from our use cases. Its limiter guards only that handler and is off, ours runs before any hashing.
 * Each use case brings the plugins it needs, so that looking up a session stays cheap.
 */
export function bindAuth<Plugins extends BetterAuthPlugin[] = []>(
  tx: Tx,
  services: AuthServices,
  // Without plugins the type parameter is the empty list.
  plugins: Plugins = [] as unknown as Plugins,
) {
  silenceTelemetry();
  return betterAuth({
    ...cookieOptions(services.settings),
    appName: 'Daybook',
    secret: sessionSecret(services.keyring),
    database: { db: tx.db.withPlugin(instantsAsDates), type: 'postgres', transaction: false },
    plugins,
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
    },
    // A fixed end, never moved: a stolen cookie dies with the session.
    session: {
      ...sessionTable,
      expiresIn: sessionSeconds,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    user: userTable,
    account: accountTable,
    verification: verificationTable,
    logger: { disabled: true },
    advanced: {
      ...cookieOptions(services.settings).advanced,
      ipAddress: { disableIpTracking: true },
      database: {
        generateId: ({ model }) => services.ids.make(idPrefixes[model] ?? 'aut'),
        validateSchema: false,
      },
    },
  });
}

/** What session cookies are signed with. */
export function sessionSecret(keyring: Services['keyring']): string {
  return keyring.derive('sign-in sessions').toString('base64url');
}

/** The part of the options that names the cookies and says where they are sent. */
export function cookieOptions({ baseUrl }: Pick<Services['settings'], 'baseUrl'>) {
  const baseURL = baseUrl ?? 'http://127.0.0.1';
  const isHttps = baseURL.startsWith('https:');
  const defaultCookieAttributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps } as const;
  // No neighbour under the same domain can set a cookie of this name. The library's own prefix, `__Secure-`, allows that.
  const cookiePrefix = isHttps ? '__Host-daybook' : 'daybook';
  return { baseURL, advanced: { cookiePrefix, useSecureCookies: false, defaultCookieAttributes } };
}

export type Auth = ReturnType<typeof bindAuth>;

const idPrefixes: Readonly<Record<string, string>> = {
  user: 'usr',
  session: 'ses',
  account: 'acc',
  passkey: 'psk',
};

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

const userTable = { modelName: 'auth_user', fields: { emailVerified: 'email_verified', ...times } };

const sessionTable = {
  modelName: 'auth_session',
  fields: {
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    userId: 'user_id',
    ...times,
  },
};

const accountTable = {
  modelName: 'auth_account',
  fields: {
    accountId: 'account_id',
    providerId: 'provider_id',
    userId: 'user_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...times,
  },
};

const verificationTable = { modelName: 'auth_verification', fields: { expiresAt: 'expires_at', ...times } };
