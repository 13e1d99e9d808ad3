import { z } from 'zod';

const subject = z.string().regex(/^sub_[0-9a-f-]{36}$/);
const several = z.union([z.array(subject).max(50), z.literal('unknown')]);
const instant = z.iso.datetime({ offset: false });

/** What people write down of an account of a brand; the fields of the fact kind `brand-account` without what is computed. */
export const custodyShape = z.object({
  owner: subject.nullable(),
  administrators: several,
  delegates: several,
  secretKept: z.enum(['vault', 'shared-file', 'one-person', 'no-secret', 'unknown']),
  secretCustodians: several,
  mfaMethod: z.enum(['hardware-key', 'passkey', 'app', 'text-message', 'none', 'unknown']),
  mfaCustodians: several,
  recoveryMail: z.enum(['company', 'private', 'none', 'unknown']),
  recoveryMailHolder: z.union([subject, z.literal('unknown')]).nullable(),
  recoveryPhoneHolder: z.union([subject, z.literal('unknown')]).nullable(),
  recoveryTestedAt: z.union([instant, z.literal('unknown')]).nullable(),
  isOwnedByPortfolio: z.union([z.boolean(), z.literal('unknown')]),
});

export type Custody = z.infer<typeof custodyShape>;

/** Nothing is assumed of what nobody has said. */
export const nothingSaid: Custody = {
  owner: null,
  administrators: 'unknown',
  delegates: 'unknown',
  secretKept: 'unknown',
  secretCustodians: 'unknown',
  mfaMethod: 'unknown',
  mfaCustodians: 'unknown',
  recoveryMail: 'unknown',
  recoveryMailHolder: 'unknown',
  recoveryPhoneHolder: 'unknown',
  recoveryTestedAt: 'unknown',
  isOwnedByPortfolio: 'unknown',
};

/** The ways in that stand or fall with a person. */
export const waysIn = ['password', 'second-factor', 'recovery-mail', 'recovery-phone'] as const;
export type WayIn = (typeof waysIn)[number];

/** Who holds each way in; the same person may hold several. */
export function holdersOf(custody: Custody): readonly { readonly way: WayIn; readonly subject: string }[] {
  const list = (way: WayIn, told: readonly string[] | string | null) =>
    (typeof told === 'string' ? [told] : (told ?? []))
      .filter((one) => one !== 'unknown')
      .map((subject) => ({ way, subject }));
  return [
    ...list('password', custody.secretCustodians),
    ...list('second-factor', custody.mfaCustodians),
    ...list('recovery-mail', custody.recoveryMailHolder),
    ...list('recovery-phone', custody.recoveryPhoneHolder),
  ];
}

/** Everyone an account names. */
export function peopleOf(custody: Custody): readonly string[] {
  const lists = [custody.administrators, custody.delegates].flatMap((told) =>
    told === 'unknown' ? [] : told,
  );
  return [
    ...(custody.owner === null ? [] : [custody.owner]),
    ...lists,
    ...holdersOf(custody).map((one) => one.subject),
  ];
}
