import type { OwnGrant } from '@daybook/kit';
import type { Services } from '../../platform/index.ts';
import { accessOf } from '../access-state.ts';
import { areasOf, kindOf } from '../permissions/action-groups.ts';
import { type Role, roles } from '../permissions/role.ts';

export type Right = OwnGrant['rights'][number];

/** What of each role is dangerous, as the permission model in force says. */
export function rightsOfRoles(
  services: Pick<Services, 'database' | 'clock'>,
): (role: Role) => readonly Right[] {
  const { permissions } = accessOf(services);
  const context = { mfa: true, mfaRequired: true, now: services.clock.now() };
  const rights = new Map<Role, readonly Right[]>();
  for (const role of roles) {
    const actions = permissions.allowedActions({ role, grants: [] }, context);
    rights.set(role, [...new Set(actions.flatMap(rightOf))].toSorted());
  }
  return (role) => rights.get(role) ?? [];
}

function rightOf(action: string): readonly Right[] {
  const verb = action.slice(action.lastIndexOf('.') + 1);
  if (action === 'connection.create') return ['connect'];
  if (verb === 'publish') return ['publish'];
  const kind = kindOf(action);
  if (kind === 'export') return ['export'];
  return kind === 'administer' && areasOf(action).includes('administration') ? ['administer'] : [];
}
