import { twoFactor } from 'better-auth/plugins/two-factor';

const challengeSeconds = 5 * 60;

/** Wrong codes in a row, over all sign-ins of an account, before its second step rests (NIST SP 800-63B section 3.2.2). */
const wrongCodesMax = 10;
const restSeconds = 15 * 60;

/**
 * The second factor of better-auth over our tables. Five tries a challenge; secret and recovery codes are encrypted under the
 * key of the sign-ins. Whoever has no password is not asked for one.
 */
export function secondFactorPlugin() {
  return twoFactor({
    issuer: 'Daybook',
    allowPasswordless: true,
    twoFactorCookieMaxAge: challengeSeconds,
    accountLockout: { enabled: true, maxFailedAttempts: wrongCodesMax, durationSeconds: restSeconds },
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'auth_two_factor',
        fields: {
          backupCodes: 'backup_codes',
          userId: 'user_id',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });
}
