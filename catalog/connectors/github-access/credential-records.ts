import { freeText, type IdentityField, type RecordOf } from '@daybook/kit';
import type { DeployKey } from './read-repository-access.ts';
import type { Installation, PersonalToken } from './rest-answers.ts';

type Credential = RecordOf<'credential'>;
type FindHolder = (login: string) => IdentityField | null;

export function appCredential(installation: Installation, system: string): Credential {
  return {
    system,
    credential: `app/${installation.id}`,
    purpose: freeText(installation.app_slug),
    owner: null,
    scopes: scopesOf(installation.permissions),
    createdAt: utc(installation.created_at) ?? 'unknown',
    expiresAt: null,
    lastUsedAt: 'unknown',
    isActive: !installation.suspended_at,
  };
}

/** Older servers do not tell when a key was used; a null of GitHub's own means never. */
export function keyCredential({ repository, key }: DeployKey, system: string, find: FindHolder): Credential {
  return {
    system,
    credential: `key/${key.id}`,
    purpose: freeText(key.title.slice(0, 8_000)),
    owner: key.added_by ? find(key.added_by) : null,
    scopes: [`${key.read_only ? 'read' : 'write'} ${repository}`.slice(0, 200)],
    createdAt: utc(key.created_at) ?? 'unknown',
    expiresAt: null,
    lastUsedAt: key.last_used === undefined ? 'unknown' : utc(key.last_used),
    isActive: key.enabled ?? true,
  };
}

export function tokenCredential(token: PersonalToken, system: string, find: FindHolder): Credential {
  const { organization = {}, repository = {}, other = {} } = token.permissions;
  return {
    system,
    credential: `token/${token.id}`,
    purpose: token.token_name ? freeText(token.token_name.slice(0, 8_000)) : null,
    owner: find(token.owner.login),
    scopes: scopesOf({ ...organization, ...repository, ...other }),
    createdAt: utc(token.access_granted_at) ?? 'unknown',
    expiresAt: token.token_expires_at === undefined ? 'unknown' : utc(token.token_expires_at),
    lastUsedAt: token.token_last_used_at === undefined ? 'unknown' : utc(token.token_last_used_at),
    isActive: !token.token_expired,
  };
}

function scopesOf(permissions: Readonly<Record<string, string>>): string[] {
  return Object.entries(permissions).map(([name, level]) => `${name}:${level}`.slice(0, 200));
}

function utc(instant: string | null | undefined): string | null {
  return instant ? new Date(instant).toISOString() : null;
}
