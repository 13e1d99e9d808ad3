import { createOTP } from '@better-auth/utils/otp';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { Tx } from '../../platform/index.ts';
import type { SecondFactorAuth } from './bind-second-factor.ts';
import { lockSecondFactor, updateLastStep } from './two-factor.store.ts';

const stepMs = 30_000;
/** The library accepts one step before and after; one more each way, should the clocks of database and server differ. */
const stepsAround = 2;

/**
 * Uses up a code the library just accepted, in the same transaction. False when it, or a newer one, was accepted before: a
 * code seen over a shoulder works for nobody (RFC 6238 section 5.2).
 */
export async function claimCode(
  tx: Tx,
  auth: SecondFactorAuth,
  userId: string,
  code: string,
): Promise<boolean> {
  const row = await lockSecondFactor(tx, userId);
  if (row === null) return false;
  const { secretConfig } = await auth.$context;
  const secret = await symmetricDecrypt({ key: secretConfig, data: row.secret });
  const step = await stepOf(secret, code, Math.floor(row.nowMs / stepMs));
  if (step === null || step <= row.lastStep) return false;
  await updateLastStep(tx, userId, step);
  return true;
}

/** The nearest step with this code. */
async function stepOf(secret: string, code: string, now: number): Promise<number | null> {
  const otp = createOTP(secret);
  for (let away = 0; away <= stepsAround; away += 1) {
    for (const step of [now - away, now + away]) {
      if ((await otp.hotp(step)) === code) return step;
    }
  }
  return null;
}
