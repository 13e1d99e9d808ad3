import { APIError } from 'better-auth/api';
import { type RefusalCode, refuse } from '../../platform/index.ts';

/** What the library answered, or the code of its refusal. Not thrown, so that what it counted on refusing is kept. */
export type Asked<T> = { readonly isRefused: false; readonly answer: T } | Refused;

export type Refused = { readonly isRefused: true; readonly code: string };

export async function askAuth<T>(call: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { isRefused: false, answer: await call() };
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    return { isRefused: true, code: String(error.body?.code ?? '') };
  }
}

const codes: Readonly<Record<string, RefusalCode>> = {
  INVALID_PASSWORD: 'password-wrong',
  INVALID_CODE: 'code-wrong',
  INVALID_BACKUP_CODE: 'code-wrong',
  INVALID_TWO_FACTOR_COOKIE: 'second-step-over',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'second-step-over',
  ACCOUNT_TEMPORARILY_LOCKED: 'second-factor-rests',
  TOTP_NOT_ENABLED: 'not-enrolled',
  TWO_FACTOR_NOT_ENABLED: 'not-enrolled',
  BACKUP_CODES_NOT_ENABLED: 'not-enrolled',
  UNAUTHORIZED: 'unauthenticated',
};

/** After the commit: ends the work with our word for what the library said. */
export function refuseAs({ code }: Refused): never {
  return refuse(codes[code] ?? 'code-wrong');
}
