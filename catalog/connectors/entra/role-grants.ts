import type { IdentityField, ListRead, RecordOf } from '@daybook/kit';
import { type Member, memberSchema, type Role, roleSchema } from './answer-schemas.ts';
import { rightsOfRole } from './directory-role-rights.ts';
import type { GraphClient } from './graph-client.ts';

const termLengthMax = 200;

/** One way by which one principal holds one role of the directory. */
export type RoleHolding = {
  readonly role: Role;
  readonly principal: string;
  /** The group through which it is held; null: directly. */
  readonly group: Member | null;
};

export type RoleRead = {
  readonly holdings: readonly RoleHolding[];
  readonly lists: readonly ListRead<unknown>[];
};

/** Reads all active roles with their members; of a group that holds a role all its members, also of groups in it. */
export async function readRoleHoldings(client: GraphClient): Promise<RoleRead> {
  const roles = await client.list('directoryRoles', roleSchema, 'directory roles');
  const lists: ListRead<unknown>[] = [roles];
  const holdings: RoleHolding[] = [];
  for (const role of roles.items) {
    const members = await client.list(
      `directoryRoles/${role.id}/members`,
      memberSchema,
      'members of directory roles',
    );
    lists.push(members);
    for (const member of members.items) {
      if (!isOfType(member, 'group')) {
        holdings.push({ role, principal: member.id, group: null });
        continue;
      }
      const path = `groups/${member.id}/transitiveMembers?$select=id,displayName`;
      const inside = await client.list(path, memberSchema, 'members of groups that hold a role');
      lists.push(inside);
      for (const one of inside.items)
        if (!isOfType(one, 'group')) holdings.push({ role, principal: one.id, group: member });
    }
  }
  return { holdings, lists };
}

export function grantOfHolding(
  holding: RoleHolding,
  holder: IdentityField,
  system: string,
): RecordOf<'grant'> {
  const { role, group, principal } = holding;
  return {
    system,
    grant: `${principal}:role:${role.id}${group === null ? '' : `:${group.id}`}`,
    holder,
    role: roleName(role),
    rights: rightsOfRole(role),
    path: group === null ? 'direct' : 'group',
    via: group === null ? null : group.displayName?.slice(0, termLengthMax) || group.id,
    scope: [],
    origin: 'unknown',
    from: 'unknown',
    until: 'unknown',
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
  };
}

export function roleName({ displayName, id }: Role): string {
  return displayName.slice(0, termLengthMax) || id;
}

function isOfType(member: Member, type: string): boolean {
  return member['@odata.type'] === `#microsoft.graph.${type}`;
}
