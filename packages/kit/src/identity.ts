import { z } from 'zod';

/**
 * What a source says about who someone is. Intake swaps the whole object for one random `sub_…`; the values live on
 * only in an identity payload under that subject's key. The strongest identifier present decides who is meant:
 * e-mail, then login (within its system), then phone, then name (within its system).
 */
export type IdentityValues = {
  readonly email?: string;
  readonly login?: string;
  readonly phone?: string;
  readonly name?: string;
  /** Where `login` and `name` are unique, e.g. `github.com` or `aws:123456789012`. Required with a bare login or name. */
  readonly system?: string;
};

export type IdentityField = { readonly $identity: IdentityValues };
/** Somebody whose pseudonym is known already: said by Daybook's own source alone; intake refuses it from any other. */
export type KnownSubject = { readonly $subject: string };
export type FreeTextField = { readonly $text: string };

/** The id of a grant that its source gives none: what tells it from the holder's other grants; intake adds the holder. */
export type GrantOfHolder = { readonly $ofHolder: string };

/** Marks the id of a grant as one within its holder's, e.g. the role's name. Never holds personal data. */
export function grantOfHolder(id: string): GrantOfHolder {
  return { $ofHolder: id };
}

/** Marks a value that names a person; intake tokenises it, never masks it. */
export function identity(values: IdentityValues): IdentityField {
  return { $identity: values };
}

/** Names somebody by the pseudonym this workspace gave them, so that nobody gets a second one. */
export function knownSubject(subject: string): KnownSubject {
  return { $subject: subject };
}

/** Marks text written by people; intake runs the detectors over it and keeps only the masked text. */
export function freeText(text: string): FreeTextField {
  return { $text: text };
}

/** The ledger keeps no U+0000 and no lone surrogates, and a name is never altered so that it fits. */
function personal(lengthMax: number) {
  return z
    .string()
    .min(1)
    .max(lengthMax)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), {
      message: 'holds a character that cannot be written down',
    });
}

/** A pseudonym of one person or account holder inside one workspace. */
export const subjectId = z.string().regex(/^sub_[0-9a-f-]{36}$/);

const namedField = z.object({
  $identity: z
    .object({
      email: personal(320).optional(),
      login: personal(320).optional(),
      phone: personal(64).optional(),
      name: personal(320).optional(),
      system: personal(200).optional(),
    })
    .refine((values) => Boolean(values.email ?? values.login ?? values.phone ?? values.name), {
      message: 'an identity needs an e-mail address, a login, a phone number or a name',
    }),
});

export const identityField = z.union([namedField, z.object({ $subject: subjectId })]);

const grantIdLengthMax = 150;
export const grantOfHolderField = z.object({ $ofHolder: z.string().min(1).max(grantIdLengthMax) });

export const freeTextField = z.object({ $text: z.string().max(8_000) });

export const maskedText = z.string().max(8_000);
