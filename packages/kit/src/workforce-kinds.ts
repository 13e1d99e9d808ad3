import { z } from 'zod';
import { dangerousRight, day, instant, orUnknown, term } from './fact-fields.ts';

/** A phone, a computer or a hardware key. Key: `<system>/<device>`. */
export function deviceShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    device: term,
    model: term.nullable(),
    /** Who has it; several for a shared one. */
    holders: z.array(person),
    isShared: orUnknown(z.boolean()),
    isCompanyOwned: orUnknown(z.boolean()),
    isActive: orUnknown(z.boolean()),
    lastSeenAt: orUnknown(instant).nullable(),
    /** Systems or brand accounts that are signed in on it. */
    signedInTo: orUnknown(z.array(term)),
  });
}

/** One account of a brand and in whose hands its ways in are. Key: `<system>/<account>`. */
export function brandAccountShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    account: term,
    owner: person.nullable(),
    /** People of the company who may administer it. */
    administrators: orUnknown(z.array(person)),
    /** Who acts through a tool rather than by signing in. */
    delegates: orUnknown(z.array(person)),
    secretKept: z.enum(['vault', 'shared-file', 'one-person', 'no-secret', 'unknown']),
    secretCustodians: orUnknown(z.array(person)),
    mfaMethod: z.enum(['hardware-key', 'passkey', 'app', 'text-message', 'none', 'unknown']),
    mfaCustodians: orUnknown(z.array(person)),
    recoveryMail: z.enum(['company', 'private', 'none', 'unknown']),
    recoveryMailHolder: orUnknown(person).nullable(),
    recoveryPhoneHolder: orUnknown(person).nullable(),
    recoveryTestedAt: orUnknown(instant).nullable(),
    isOwnedByPortfolio: orUnknown(z.boolean()),
    /** Custodians and recovery holders of it who have left: named here, so that the check needs nobody else. */
    heldByLeavers: z.array(person),
    confirmedAt: instant.nullable(),
    confirmedUntil: instant.nullable(),
  });
}

/** A password or key that several people know. Key: the secret. */
export function sharedSecretShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    secret: term,
    system: term,
    owner: person.nullable(),
    knownBy: z.array(person),
    rotatedAt: orUnknown(instant).nullable(),
    /** When the last of those who knew it left; null where all are still here. */
    lastKnowerLeftAt: instant.nullable(),
    dueAt: instant.nullable(),
  });
}

/** Whose account it is, by rule or by somebody's word. Key: the account's, `<system>/<holder>`. */
export function accountLinkShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    holder: person,
    belongsTo: z.enum(['person', 'agency', 'bot', 'unknown']),
    person: person.nullable(),
    /** The id of the agency. */
    agency: term.nullable(),
    /** Who answers for it where it is no single person's. */
    custodian: person.nullable(),
    reason: term,
    confidence: z.enum(['certain', 'likely', 'possible', 'none']),
    decidedBy: z.enum(['rule', 'human']),
    /** Its name says that several use it. */
    isGeneric: z.boolean(),
    /** Registered with a custodian, so that it is known to be shared. */
    isRegistered: z.boolean(),
    /** Of its person, of whoever answers for it where it is no single person's, or of its agency's engagement. */
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    /** When the first day begins and the last one has ended where the organisation is; without them days are those of UTC. */
    startsAt: instant.nullable().optional(),
    endsAt: instant.nullable().optional(),
    isActive: orUnknown(z.boolean()),
  });
}

/** One access that has to go, until it is proven absent. Key: the removal's id. */
export function accessRemovalShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    removal: term,
    cause: z.enum(['left', 'engagement-ended', 'role-changed', 'review', 'report', 'other']),
    subject: person.nullable(),
    agency: term.nullable(),
    system: term,
    what: z.enum(['grant', 'account', 'credential', 'secret', 'device', 'session', 'partner']),
    layer: z.enum(['partner', 'individual', 'token']),
    effectiveAt: instant,
    dueAt: instant,
    /**
     * How it stands. `gone`: absent from a complete list; `disabled`, `handed-over`, `rotated` and `narrowed`: still listed whole,
     * and no longer what had to go; `attested`: two people said so; `excepted`: two people said that it may stay for a while.
     */
    state: z.enum([
      'open',
      'gone',
      'disabled',
      'handed-over',
      'rotated',
      'narrowed',
      'attested',
      'excepted',
      'approved-again',
      'withdrawn',
    ]),
    /** Last complete list that held it. */
    lastSeenAt: instant.nullable(),
    /** First complete list without it, or in which it is no longer what had to go. */
    firstAbsentAt: instant.nullable(),
    /** Two people said it is gone, where no list can; it holds until then and proves less. */
    attestedAt: instant.nullable(),
    attestedUntil: instant.nullable(),
    /** While it is excepted: since when that was asked for, and until when it may stay. */
    exceptedAt: instant.nullable(),
    exceptedUntil: instant.nullable(),
    /** Somebody decided again that it may stay (after a change of role). */
    approvedAgainAt: instant.nullable(),
    /** Whether a complete list of it can be had at all. */
    isObservable: orUnknown(z.boolean()),
    /** Used after it should have gone. */
    usedAfterAt: instant.nullable(),
  });
}

/** One review of who may do what on one system, due in one period. Key: `<system>/<period>`. */
export function accessReviewShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    period: term,
    dueAt: instant,
    openedAt: instant.nullable(),
    closedAt: instant.nullable(),
    reviewers: z.array(person),
    /** Whether the frozen list was whole. */
    isWhole: orUnknown(z.boolean()),
    items: z.int().min(0),
    decided: z.int().min(0),
    /** Items decided by the one they are about. */
    ownDecisions: z.int().min(0),
    removals: z.int().min(0),
    removalsProven: z.int().min(0),
    removalsLate: z.int().min(0),
  });
}

/** One access that appeared, and the request it rests on. Key: `<system>/<grant>/<firstSeenAt>`: what came again is another one. */
export function accessGainShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    grant: term,
    holder: person,
    person: person.nullable(),
    role: term,
    rights: orUnknown(z.array(dangerousRight)),
    /** Last complete list without it; null where there was none before, so that nobody knows since when it is there. */
    lastAbsentAt: instant.nullable(),
    firstSeenAt: instant,
    request: term.nullable(),
    requestedBy: person.nullable(),
    approvedBy: person.nullable(),
    approvedAt: instant.nullable(),
    /** Whether what was approved is what appeared. */
    fits: orUnknown(z.boolean()),
  });
}
