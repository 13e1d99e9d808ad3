import { type FactKind, identity, type RecordOf } from '@daybook/kit';
import type { Telling } from './start-workforce.ts';

/** Somebody on a list of people, by a mail address of the company. */
export function person(login: string, change: Partial<RecordOf<'person'>> = {}): RecordOf<'person'> {
  return {
    person: identity({ email: `${login}@company.example` }),
    employer: null,
    manager: null,
    role: 'agent',
    startsOn: '2025-01-06',
    endsOn: null,
    isActive: 'unknown',
    ...change,
  };
}

/** An account on `helpdesk`, held by who has this login at the company unless told otherwise. */
export function account(login: string, change: Partial<RecordOf<'account'>> = {}): RecordOf<'account'> {
  return {
    system: 'helpdesk',
    holder: identity({ email: `${login}@company.example` }),
    owner: null,
    accountKind: 'human',
    roles: [],
    isEnabled: true,
    hasMfa: true,
    canSignIn: true,
    lastSeenAt: null,
    createdAt: null,
    ...change,
  };
}

/** A grant on `helpdesk`; its id is `<login>/<role>`. */
export function grant(
  login: string,
  role: string,
  change: Partial<RecordOf<'grant'>> = {},
): RecordOf<'grant'> {
  return {
    system: 'helpdesk',
    grant: `${login}/${role}`,
    holder: identity({ email: `${login}@company.example` }),
    role,
    rights: [],
    scope: [],
    origin: 'unknown',
    from: 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
    ...change,
  };
}

/** A token on `helpdesk`; its key is `helpdesk/<id>`. */
export function credential(id: string, change: Partial<RecordOf<'credential'>> = {}): RecordOf<'credential'> {
  return {
    system: 'helpdesk',
    credential: id,
    purpose: null,
    owner: null,
    scopes: [],
    createdAt: 'unknown',
    expiresAt: null,
    lastUsedAt: 'unknown',
    isActive: true,
    ...change,
  };
}

/** A whole list of one kind. */
export function listOf<K extends FactKind>(
  kind: K,
  scope: string,
  records: readonly RecordOf<K>[],
  change: Partial<Omit<Telling, 'kind' | 'scope' | 'records'>> = {},
): Telling {
  return { kind, scope, records, ...change };
}

/** All accounts of `helpdesk`. */
export const accounts = (...records: readonly RecordOf<'account'>[]): Telling =>
  listOf('account', 'helpdesk', records);

/** All grants of `helpdesk`. */
export const grants = (...records: readonly RecordOf<'grant'>[]): Telling =>
  listOf('grant', 'helpdesk', records);

/** Everyone on the list of people. */
export const people = (...records: readonly RecordOf<'person'>[]): Telling =>
  listOf('person', 'people', records);
