import { defineCheck, type FactOf, type Finding } from '@daybook/kit';

type BrandAccount = FactOf<'brand-account'>;

export const check = defineCheck({
  id: 'brand-account-custody',
  version: 1,
  title: 'Every way into a brand account is in our hands',
  summary:
    'Each brand account has an owner, two administrators of the company, a recovery channel of the company that was tried in the last half year, named custodians, and nothing of it is with somebody who left.',
  control: 'brand-account-custody',
  population: 'brand-account',
  related: null,
  evaluate({ value }, _related, { asOf }) {
    if (value.heldByLeavers.length > 0) {
      return fail(
        'held-by-leaver',
        'somebody who left still holds its recovery, its password or its second factor',
      );
    }
    if (isClosed(value)) {
      return { outcome: 'not-applicable', code: 'nobody-acts', reason: 'nobody can sign in or act as it' };
    }
    return (
      judgePeople(value) ??
      judgeRecovery(value, asOf) ??
      judgeUnknowns(value) ??
      judgeConfirmation(value, asOf)
    );
  },
});

function isClosed({ secretKept, administrators, delegates }: BrandAccount): boolean {
  return secretKept === 'no-secret' && administrators.length === 0 && delegates.length === 0;
}

function judgePeople({
  owner,
  administrators,
  secretKept,
  secretCustodians,
  ...account
}: BrandAccount): Finding | null {
  if (owner === null) return fail('no-owner', 'nobody answers for it');
  if (administrators !== 'unknown' && administrators.length < administratorsMin) {
    return fail('too-few-administrators', 'fewer than two people of the company may administer it');
  }
  if (secretKept === 'one-person') return fail('one-person', 'one person alone has its password');
  if (secretKept === 'shared-file')
    return fail('shared-file', 'its password lies in a file that several can open');
  if (secretKept === 'no-secret') return null;
  if (secretCustodians.length === 0) return fail('no-custodian', 'nobody is named who keeps its password');
  if (account.mfaCustodians.length === 0)
    return fail('no-factor-custodian', 'nobody is named who keeps its second factor');
  return null;
}

function judgeRecovery(
  { recoveryMail, recoveryTestedAt, secretKept }: BrandAccount,
  asOf: string,
): Finding | null {
  if (secretKept === 'no-secret') return null;
  if (recoveryMail === 'private')
    return fail('private-recovery', 'its recovery goes to a private mail address');
  if (recoveryMail === 'none') return fail('no-recovery', 'it has no recovery address');
  if (recoveryTestedAt === null)
    return fail('recovery-never-tested', 'nobody has tried whether its recovery works');
  if (recoveryTestedAt === 'unknown' || asOf < testedUntil(recoveryTestedAt)) return null;
  return fail('recovery-test-old', 'its recovery was last tried more than half a year ago');
}

function judgeUnknowns(account: BrandAccount): Finding | null {
  const withSecret = [
    account.secretKept,
    account.secretCustodians,
    account.mfaCustodians,
    account.recoveryMail,
  ];
  const told = account.secretKept === 'no-secret' ? [] : [...withSecret, account.recoveryTestedAt];
  const isAllTold = ![account.administrators, ...told].includes('unknown');
  return isAllTold ? null : unknown('custody-unknown', 'a part of who holds its ways in is not known');
}

function judgeConfirmation(account: BrandAccount, asOf: string): Finding {
  const { confirmedAt, confirmedUntil, recoveryTestedAt, secretKept } = account;
  if (confirmedAt === null || confirmedUntil === null) {
    return unknown('never-confirmed', 'what is written down of it was never confirmed');
  }
  if (asOf >= confirmedUntil)
    return unknown('confirmation-expired', 'what is written down of it has expired');
  const isTested = secretKept !== 'no-secret' && recoveryTestedAt !== null && recoveryTestedAt !== 'unknown';
  const ends = [confirmedUntil, ...(isTested ? [testedUntil(recoveryTestedAt)] : [])].toSorted();
  const reason = 'its ways in are with people of the company who are named, and its recovery works';
  return {
    outcome: 'pass',
    code: 'in-custody',
    reason,
    ...(ends[0] !== undefined && { reevaluateAt: ends[0] }),
  };
}

function testedUntil(testedAt: string): string {
  return new Date(Date.parse(testedAt) + recoveryTestMaxMs).toISOString();
}

function fail(code: string, reason: string): Finding {
  return { outcome: 'fail', code, reason };
}

function unknown(code: string, reason: string): Finding {
  return {
    outcome: 'unknown',
    code,
    reason,
    settle: 'look at the account and confirm what its register says',
  };
}

const administratorsMin = 2;
const recoveryTestMaxMs = 183 * 86_400_000;
