import type { GroupMember, GroupOfUser } from './scim-group-members.store.ts';
import type { ScimGroup } from './scim-groups.store.ts';
import type { ScimUser } from './scim-users.store.ts';

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

export type Resource = Readonly<Record<string, unknown>>;

/** A User as RFC 7643 section 4.1 writes it; what is not known is left out. `base` is the address of the client's endpoint. */
export function renderUser(user: ScimUser, groups: readonly GroupOfUser[], base: string): Resource {
  const name = present({
    formatted: user.formattedName,
    givenName: user.givenName,
    familyName: user.familyName,
  });
  return present({
    schemas: [userSchema],
    id: user.id,
    externalId: user.externalId,
    meta: metaOf('User', user, `${base}/Users/${user.id}`),
    userName: user.userName,
    name: Object.keys(name).length === 0 ? null : name,
    displayName: user.displayName,
    active: user.isActive,
    emails: user.emails.map(({ value, type, isPrimary }) => present({ value, type, primary: isPrimary })),
    groups: groups.map(({ id, display }) => ({
      value: id,
      $ref: `${base}/Groups/${id}`,
      display,
      type: 'direct',
    })),
  });
}

/** A Group as section 4.2 writes it; `members` null leaves them out. */
export function renderGroup(
  group: ScimGroup,
  members: readonly GroupMember[] | null,
  base: string,
): Resource {
  return present({
    schemas: [groupSchema],
    id: group.id,
    externalId: group.externalId,
    meta: metaOf('Group', group, `${base}/Groups/${group.id}`),
    displayName: group.displayName,
    members:
      members?.map(({ id, display }) =>
        present({ value: id, $ref: `${base}/Users/${id}`, display, type: 'User' }),
      ) ?? null,
  });
}

type Kept = { readonly createdAt: string; readonly changedAt: string; readonly version: number };

function metaOf(resourceType: string, { createdAt, changedAt, version }: Kept, location: string) {
  return { resourceType, created: createdAt, lastModified: changedAt, location, version: `W/"${version}"` };
}

function present(fields: Readonly<Record<string, unknown>>): Resource {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

export type Listed = {
  readonly total: number;
  /** From 1. */
  readonly startIndex: number;
  readonly resources: readonly Resource[];
};

/** RFC 7644 section 3.4.2. */
export function renderList({ total, startIndex, resources }: Listed): Resource {
  return {
    schemas: [listSchema],
    totalResults: total,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
