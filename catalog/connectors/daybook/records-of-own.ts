import {
  freeText,
  type KnownSubject,
  knownSubject,
  type OwnAccount,
  type OwnChange,
  type OwnCredential,
  type OwnExport,
  type OwnGrant,
  type OwnValue,
  type RecordOf,
} from '@daybook/kit';

const system = 'daybook';

export function accountOfMember(account: OwnAccount): RecordOf<'account'> {
  const { holder, isService, role, isEnabled, hasSecondFactor, canSignIn, lastSignInAt, createdAt } = account;
  return {
    system,
    holder: knownSubject(holder),
    owner: null,
    accountKind: isService ? 'service' : 'human',
    roles: [role],
    isEnabled,
    hasMfa: hasSecondFactor,
    canSignIn,
    lastSeenAt: lastSignInAt,
    createdAt,
  };
}

export function grantOfRight(grant: OwnGrant): RecordOf<'grant'> {
  const { id, holder, role, rights, scope, origin, from, until, needsApproval, isInForce } = grant;
  return {
    system,
    grant: id,
    holder: knownSubject(holder),
    role,
    rights: [...rights],
    scope: [...scope],
    origin,
    from,
    until,
    requestedBy: personOrUnknown(grant.requestedBy),
    approvedBy: personOrUnknown(grant.approvedBy),
    needsApproval,
    isInForce,
  };
}

/** People alone: a service that may administer nothing by itself is no administrator. */
export function systemAccessOf(
  accounts: readonly OwnAccount[],
  grants: readonly OwnGrant[],
): RecordOf<'system-access'> & { readonly people: number } {
  const people = new Set(
    accounts.filter(({ isService, isEnabled }) => !isService && isEnabled).map(({ holder }) => holder),
  );
  const administering = grants.filter(({ isInForce, rights }) => isInForce && rights.includes('administer'));
  const administrators = [...new Set(administering.map(({ holder }) => holder))]
    .filter((holder) => people.has(holder))
    .toSorted();
  return { system, people: people.size, administrators: administrators.map(knownSubject) };
}

export function credentialOfKey(key: OwnCredential): RecordOf<'credential'> {
  const { id, purpose, owner, scopes, createdAt, expiresAt, lastUsedAt, isActive } = key;
  return {
    system,
    credential: id,
    purpose: purpose === null ? null : freeText(purpose),
    owner: person(owner),
    scopes: [...scopes],
    createdAt,
    expiresAt,
    lastUsedAt,
    isActive,
  };
}

export function configOfChange(change: OwnChange): RecordOf<'config'> {
  const { id, area, at, by, about, before, after } = change;
  return {
    system,
    change: id,
    area,
    at,
    by: person(by),
    about: person(about),
    before: valuesOf(before),
    after: valuesOf(after),
  };
}

export function exportOfTaken(taken: OwnExport): RecordOf<'export'> {
  const { id, what, at, by, approvedBy, rows, hasReason } = taken;
  return {
    system,
    export: id,
    what,
    at,
    by: person(by),
    approvedBy: personOrUnknown(approvedBy),
    rows,
    hasReason,
  };
}

function valuesOf(values: readonly OwnValue[] | null | 'unknown') {
  if (values === null || values === 'unknown') return values;
  return values.map(({ name, value }) => ({ name, value: freeText(value) }));
}

function person(subject: string | null): KnownSubject | null {
  return subject === null ? null : knownSubject(subject);
}

function personOrUnknown(subject: string | null | 'unknown'): KnownSubject | null | 'unknown' {
  return subject === 'unknown' ? subject : person(subject);
}
