import { z } from 'zod';
import { dangerousRight, day, instant, orUnknown, term } from './fact-fields.ts';
import { freeTextField, grantOfHolderField, identityField, maskedText, subjectId } from './identity.ts';
import {
  accessGainShape,
  accessRemovalShape,
  accessReviewShape,
  accountLinkShape,
  brandAccountShape,
  deviceShape,
  sharedSecretShape,
} from './workforce-kinds.ts';

const signIn = z.enum(['password', 'single-sign-on', 'passkey', 'key']);
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
    signIns: orUnknown(z.array(signIn)).optional(),
    /** Where `signIns` is unknown as a whole: the ways that surely open it. */
    signInsSurely: z.array(signIn).optional(),
    /** Somebody from outside the organisation by the source's own word. */
    isGuest: orUnknown(z.boolean()).optional(),
    /** The organisation the source itself names for it, e.g. a partner in a business portfolio. */
    organisation: term.nullable().optional(),
    /**
     * The system's own id of the account, by which it stays the same when its login, mail or name changes; never one of those.
     * Absent where the source tells none.
     */
    externalId: term.optional(),
  });
}

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
    /** Accounts that may be one person more each: whether of a person, or whether enabled, is not told. Absent: none. */
    peopleUnsure: z.int().min(0).optional(),
    /** Those who may administer it for all the source tells. Absent: none. */
    administratorsUnsure: z.int().min(0).optional(),
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
