import { z } from 'zod';
import { freeTextField, grantOfHolderField, identityField, maskedText, subjectId } from './identity.ts';

/** A value the source may not be able to tell. Absence is never read as false. */
function orUnknown<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.literal('unknown')]);
}

const instant = z.iso.datetime({ offset: false });
const day = z.iso.date();
/** Ids, system names and role names of the source: short, printable, no free text. */
const term = z.string().min(1).max(200);
const gitSha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

/** One commit on the first-parent line of the default branch. Key: the commit's SHA, else `pull/<number>`. */
function changeShape<Person extends z.ZodType, Text extends z.ZodType>(person: Person, text: Text) {
  return z.object({
    sha: orUnknown(gitSha),
    title: text,
    committedAt: orUnknown(instant),
    author: orUnknown(person),
    committer: orUnknown(person),
    parents: orUnknown(z.int().min(0)),
    signature: z.enum(['pgp', 'ssh', 'x509', 'none', 'unknown']),
    /** Numbers of the pull requests that brought this commit to the trunk; empty means pushed directly. */
    pullRequests: orUnknown(z.array(z.int().min(1))),
    /** What the commit message says; a claim of the committer, never proof of a review. */
    trailers: z.object({
      reviewedBy: z.array(person),
      ackedBy: z.array(person),
      signedOffBy: z.array(person),
      reviewedOn: z.array(z.string().max(500)),
      pullRequest: z.string().max(500).nullable(),
    }),
  });
}

/** One pull request. Key: its number. */
function pullRequestShape<Person extends z.ZodType, Text extends z.ZodType>(person: Person, text: Text) {
  const review = z.object({
    reviewer: person,
    state: z.enum(['approved', 'changes-requested', 'commented', 'dismissed']),
    submittedAt: orUnknown(instant),
    isBot: orUnknown(z.boolean()),
  });
  return z.object({
    number: z.int().min(1),
    title: text,
    author: orUnknown(person),
    authorIsBot: orUnknown(z.boolean()),
    baseBranch: term,
    state: z.enum(['open', 'closed', 'merged']),
    createdAt: orUnknown(instant),
    mergedAt: orUnknown(instant).nullable(),
    mergedBy: orUnknown(person).nullable(),
    mergeCommit: orUnknown(gitSha).nullable(),
    reviews: orUnknown(z.array(review)),
  });
}

/** How one branch is protected. Key: the branch's name. */
function branchProtectionShape() {
  return z.object({
    branch: term,
    isDefault: z.boolean(),
    isProtected: orUnknown(z.boolean()),
    requiredApprovals: orUnknown(z.int().min(0)),
    dismissesStaleReviews: orUnknown(z.boolean()),
    appliesToAdministrators: orUnknown(z.boolean()),
    allowsForcePush: orUnknown(z.boolean()),
    allowsDeletion: orUnknown(z.boolean()),
    requiresStatusChecks: orUnknown(z.boolean()),
  });
}

/** Someone who works for the organisation or one of its partners. Key: the pseudonym. */
function personShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    person,
    employer: term.nullable(),
    manager: person.nullable(),
    role: term.nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    /** `false` where the source says the person is inactive whatever the dates. */
    isActive: orUnknown(z.boolean()),
  });
}

/** One account on one system. Key: `<system>/<pseudonym of the account's holder>`. */
function accountShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    holder: person,
    /** The person answerable for it, when the source names one; for a human account the holder. */
    owner: person.nullable(),
    /** `partner`: another organisation as a whole; `shared`: several people by one sign-in, where the source says so. */
    accountKind: z.enum(['human', 'service', 'partner', 'shared', 'unknown']),
    roles: z.array(term),
    isEnabled: orUnknown(z.boolean()),
    hasMfa: orUnknown(z.boolean()),
    /** `false`: it has no password or interactive sign-in, so MFA cannot apply. */
    canSignIn: orUnknown(z.boolean()),
    lastSeenAt: orUnknown(instant).nullable(),
    createdAt: orUnknown(instant).nullable(),
    /** How it is entered; absent where the source's connector never tells. */
    signIns: orUnknown(z.array(z.enum(['password', 'single-sign-on', 'passkey', 'key']))).optional(),
    /** Somebody from outside the organisation by the source's own word. */
    isGuest: orUnknown(z.boolean()).optional(),
    /** The organisation the source itself names for it, e.g. a partner in a business portfolio. */
    organisation: term.nullable().optional(),
  });
}

/** The four rights by which somebody can act as the organisation or carry its data away. */
export const dangerousRights = ['administer', 'export', 'connect', 'publish'] as const;
export type DangerousRight = (typeof dangerousRights)[number];
const dangerousRight = z.enum(dangerousRights);

/** What someone may do on one system, by their own role or beside it. Key: `<system>/<grant>`. */
function grantShape<Person extends z.ZodType, Id extends z.ZodType>(person: Person, id: Id) {
  return z.object({
    system: term,
    grant: id,
    holder: person,
    role: term,
    /** What of it is dangerous; empty where nothing is; `unknown` where the source names a role it does not explain. */
    rights: orUnknown(z.array(dangerousRight)),
    /** Where `rights` is unknown as a whole: those of the four that it surely gives. */
    surely: z.array(dangerousRight).optional(),
    /** The way by which it is held; removing one way leaves the others. Absent where the connector never tells. */
    path: z.enum(['direct', 'group', 'partner', 'token', 'owner', 'unknown']).optional(),
    /** The group, partner or token it comes through. */
    via: term.nullable().optional(),
    /** What it is limited to; empty means everywhere. */
    scope: z.array(term),
    /** Who keeps it: people, or a directory. `setup`: it came with the system itself. */
    origin: z.enum(['manual', 'directory', 'single-sign-on', 'setup', 'unknown']),
    from: orUnknown(instant),
    until: orUnknown(instant).nullable(),
    requestedBy: orUnknown(person).nullable(),
    approvedBy: orUnknown(person).nullable(),
    /** Whether a second person has to agree to what weighs so much. */
    needsApproval: orUnknown(z.boolean()),
    isInForce: orUnknown(z.boolean()),
  });
}

/** How the rights on one system are spread. Key: the system. */
function systemAccessShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    /** Enabled accounts of people. */
    people: z.int().min(0),
    /** Those of them who may administer it. */
    administrators: z.array(person),
  });
}

/** A key or token by which something acts without a person. Key: `<system>/<credential>`. */
function credentialShape<Person extends z.ZodType, Text extends z.ZodType>(person: Person, text: Text) {
  return z.object({
    system: term,
    credential: term,
    purpose: text.nullable(),
    owner: person.nullable(),
    scopes: z.array(term),
    createdAt: orUnknown(instant),
    expiresAt: orUnknown(instant).nullable(),
    /** Null: never. */
    lastUsedAt: orUnknown(instant).nullable(),
    isActive: orUnknown(z.boolean()),
  });
}

/** One change of how a system is set up. Key: `<system>/<change>`. */
function configShape<Person extends z.ZodType, Text extends z.ZodType>(person: Person, text: Text) {
  const values = z.array(z.object({ name: term, value: text }));
  return z.object({
    system: term,
    change: term,
    area: term,
    at: orUnknown(instant),
    by: orUnknown(person).nullable(),
    about: orUnknown(person).nullable(),
    before: orUnknown(values).nullable(),
    after: orUnknown(values).nullable(),
  });
}

/** One time that data left a system in bulk. Key: `<system>/<export>`. */
function exportShape<Person extends z.ZodType>(person: Person) {
  return z.object({
    system: term,
    export: term,
    what: term,
    at: orUnknown(instant),
    by: orUnknown(person).nullable(),
    approvedBy: orUnknown(person).nullable(),
    rows: orUnknown(z.int().min(0)),
    hasReason: orUnknown(z.boolean()),
  });
}

/** A phone, a computer or a hardware key. Key: `<system>/<device>`. */
function deviceShape<Person extends z.ZodType>(person: Person) {
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
function brandAccountShape<Person extends z.ZodType>(person: Person) {
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
function sharedSecretShape<Person extends z.ZodType>(person: Person) {
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
function accountLinkShape<Person extends z.ZodType>(person: Person) {
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
function accessRemovalShape<Person extends z.ZodType>(person: Person) {
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
     * How it stands. `gone`: absent from a complete list; `disabled`, `handed-over` and `rotated`: still listed whole, and no
     * longer what had to go; `attested`: two people said so; `excepted`: two people said that it may stay for a while.
     */
    state: z.enum([
      'open',
      'gone',
      'disabled',
      'handed-over',
      'rotated',
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
function accessReviewShape<Person extends z.ZodType>(person: Person) {
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
function accessGainShape<Person extends z.ZodType>(person: Person) {
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

/**
 * The shared ontology, once as connectors emit it (people as `identity(…)`, text as `freeText(…)`) and once as facts hold
 * it (people as `sub_…`, text masked). Times are UTC instants with milliseconds at most, `…Z`; days are `YYYY-MM-DD`.
 */
function shapes<Person extends z.ZodType, Text extends z.ZodType, Id extends z.ZodType>(
  person: Person,
  text: Text,
  grantId: Id,
) {
  return {
    change: changeShape(person, text),
    'pull-request': pullRequestShape(person, text),
    'branch-protection': branchProtectionShape(),
    person: personShape(person),
    account: accountShape(person),
    grant: grantShape(person, grantId),
    'system-access': systemAccessShape(person),
    credential: credentialShape(person, text),
    config: configShape(person, text),
    export: exportShape(person),
    device: deviceShape(person),
    'brand-account': brandAccountShape(person),
    'shared-secret': sharedSecretShape(person),
    'account-link': accountLinkShape(person),
    'access-removal': accessRemovalShape(person),
    'access-review': accessReviewShape(person),
    'access-gain': accessGainShape(person),
  };
}

export const recordSchemas = shapes(identityField, freeTextField, z.union([term, grantOfHolderField]));
export const factSchemas = shapes(subjectId, maskedText, term);

export type FactKind = keyof typeof factSchemas;
export type RecordOf<K extends FactKind> = z.infer<(typeof recordSchemas)[K]>;
export type FactOf<K extends FactKind> = z.infer<(typeof factSchemas)[K]>;
export type AnyFact = { [K in FactKind]: { readonly kind: K; readonly value: FactOf<K> } }[FactKind];

/** The fields of a kind that hold free text written by people, masked by the detectors at intake. */
export function freeTextFields(kind: FactKind): readonly string[] {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(factSchemas[kind].shape);
  return fields.filter(([, schema]) => schema === maskedText).map(([name]) => name);
}

export const factKinds = Object.keys(factSchemas) as [FactKind, ...FactKind[]]; // the keys of a literal object
