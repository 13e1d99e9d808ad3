import { freeText, type IdentityField, type RecordOf } from '@daybook/kit';
import type { Key, StaffAction, User } from './answer-schemas.ts';

const termLengthMax = 200;
const textLengthMax = 1_000;
/** Accounts Discourse makes for itself have ids below zero. */
const isOwn = ({ id }: User) => id < 0;

export function accountOf(
  user: User,
  holder: IdentityField,
  {
    system,
    hasMfa,
    now,
  }: { readonly system: string; readonly hasMfa: boolean | 'unknown'; readonly now: string },
): RecordOf<'account'> {
  const isSuspended = user.suspended_till != null && instantOf(user.suspended_till) > now;
  return {
    system,
    holder,
    owner: null,
    accountKind: isOwn(user) ? 'service' : 'unknown',
    roles: rolesOf(user),
    isEnabled: user.active && !isSuspended,
    hasMfa: isOwn(user) ? 'unknown' : hasMfa,
    canSignIn: isOwn(user) ? false : 'unknown',
    lastSeenAt: user.last_seen_at ? instantOf(user.last_seen_at) : null,
    createdAt: instantOf(user.created_at),
    externalId: String(user.id),
  };
}

/** Administrators may do all. Moderators speak for the forum; what else they may is set by the site and not told. */
export function grantsOf(user: User, holder: IdentityField, system: string): RecordOf<'grant'>[] {
  return rolesOf(user).map((role) => ({
    system,
    grant: `${user.id}:${role}`,
    holder,
    role,
    rights: role === 'administrator' ? ['administer', 'export', 'connect', 'publish'] : 'unknown',
    ...(role === 'administrator' ? {} : { surely: ['publish' as const] }),
    path: 'direct',
    via: null,
    scope: [],
    origin: 'unknown',
    from: 'unknown',
    until: 'unknown',
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
  }));
}

function rolesOf({ admin, moderator }: User): string[] {
  return [...(admin ? ['administrator'] : []), ...(moderator ? ['moderator'] : [])];
}

/** A key acts as one user, or as anybody, administrators too, where it names none. */
export function credentialOf(
  key: Key,
  { system, find }: { readonly system: string; find(username: string): IdentityField },
): RecordOf<'credential'> {
  const scopes = (key.api_key_scopes ?? []).map(({ resource, action }) => `${resource}:${action}`);
  const owner = key.user ?? key.created_by;
  return {
    system,
    credential: `key:${key.id}`,
    purpose: key.description ? freeText(key.description.slice(0, textLengthMax).toWellFormed()) : null,
    owner: owner == null ? null : find(owner.username),
    scopes: [
      key.user == null ? 'as anybody' : 'as its user',
      ...(scopes.length === 0 ? ['everything'] : scopes),
    ].map((scope) => scope.slice(0, termLengthMax)),
    createdAt: instantOf(key.created_at),
    expiresAt: null,
    lastUsedAt: key.last_used_at ? instantOf(key.last_used_at) : null,
    isActive: key.revoked_at == null,
  };
}

const accessActions =
  /^(grant|revoke)_(admin|moderation)$|^api_key_|^web_hook_|^(suspend|unsuspend|delete|activate|deactivate)_?user$|^change_site_setting$|^(create|change|delete)_group|^disabled_second_factor_auth$/;
const exportActions = /^entity_export$/;

export function isAccessChange({ action_name }: StaffAction): boolean {
  return accessActions.test(action_name);
}

export function isExport({ action_name }: StaffAction): boolean {
  return exportActions.test(action_name);
}

type Place = { readonly system: string; find(username: string): IdentityField };

export function configOf(action: StaffAction, { system, find }: Place): RecordOf<'config'> {
  return {
    system,
    change: String(action.id),
    area: action.action_name.replaceAll('_', ' ').slice(0, termLengthMax),
    at: instantOf(action.created_at),
    by: action.acting_user == null ? 'unknown' : find(action.acting_user.username),
    about: action.target_user == null ? null : find(action.target_user.username),
    before: settingOf(action.previous_value, action.subject),
    after: settingOf(action.new_value, action.subject),
  };
}

export function exportOf(action: StaffAction, { system, find }: Place): RecordOf<'export'> {
  return {
    system,
    export: String(action.id),
    what: (action.subject || 'export').slice(0, termLengthMax).toWellFormed(),
    at: instantOf(action.created_at),
    by: action.acting_user == null ? 'unknown' : find(action.acting_user.username),
    approvedBy: 'unknown',
    rows: 'unknown',
    hasReason: 'unknown',
  };
}

function settingOf(value: string | null | undefined, subject: string | null | undefined) {
  if (value == null || value === '') return null;
  const name = subject?.slice(0, termLengthMax).toWellFormed() || 'value';
  return [{ name, value: freeText(value.slice(0, textLengthMax).toWellFormed().replaceAll('\0', '')) }];
}

function instantOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? 'unknown' : new Date(ms).toISOString();
}
