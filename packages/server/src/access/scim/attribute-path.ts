import { scimRefuse } from './scim-problem.ts';

/** The name of an attribute as it was asked for, in small letters: `emails` and `value` of `emails.value`. */
export type AttributePath = { readonly name: string; readonly part: string | null };

const coreUrns = [
  'urn:ietf:params:scim:schemas:core:2.0:user',
  'urn:ietf:params:scim:schemas:core:2.0:group',
] as const;

/** Attributes of RFC 7643 sections 3.1, 4.1 and 4.2. Those Daybook does not keep are taken and forgotten. */
const known: ReadonlySet<string> = new Set(
  [
    ...['id', 'externalId', 'meta', 'schemas', 'userName', 'name', 'displayName', 'nickName', 'profileUrl'],
    ...['title', 'userType', 'preferredLanguage', 'locale', 'timezone', 'active', 'password', 'emails'],
    ...['phoneNumbers', 'ims', 'photos', 'addresses', 'groups', 'entitlements', 'roles', 'x509Certificates'],
    'members',
  ].map((name) => name.toLowerCase()),
);

/** Names are equal whatever their case (RFC 7643 section 2.1). Null for an attribute of an extension: none is kept. */
export function readAttributePath(text: string): AttributePath | null {
  const lower = text.toLowerCase();
  if (lower.startsWith('urn:')) {
    const core = coreUrns.find((urn) => lower.startsWith(`${urn}:`));
    return core === undefined ? null : readAttributePath(lower.slice(core.length + 1));
  }
  const [name = '', part, ...rest] = lower.split('.');
  if (!known.has(name) || rest.length > 0)
    scimRefuse(400, 'invalidPath', 'an attribute that is named is not known');
  return { name, part: part ?? null };
}
