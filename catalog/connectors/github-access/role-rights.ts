import type { DangerousRight } from '@daybook/kit';

const all: readonly DangerousRight[] = ['administer', 'export', 'connect', 'publish'];

/** By https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles/repository-roles-for-an-organization */
const rightsByRole: Readonly<Record<string, readonly DangerousRight[]>> = {
  admin: all,
  maintain: ['publish'],
  write: ['publish'],
  triage: [],
  read: [],
  none: [],
};

/** Of a role on a repository; a custom role is not explained where it is named. */
export function rightsOfRole(role: string): DangerousRight[] | 'unknown' {
  const rights = rightsByRole[role];
  return rights === undefined ? 'unknown' : [...rights];
}

/** Of a member of the organisation: what the base permission gives on every repository; owners may do everything. */
export function rightsOfMember(
  isOwner: boolean,
  basePermission: string | null,
): DangerousRight[] | 'unknown' {
  if (isOwner) return [...all];
  return basePermission === null ? 'unknown' : rightsOfRole(basePermission);
}

const permissionsOfRight: readonly (readonly [DangerousRight, readonly string[]])[] = [
  ['administer', ['administration', 'members', 'organization_administration', 'organization_custom_roles']],
  ['connect', ['organization_hooks', 'repository_hooks', 'secrets', 'organization_secrets', 'workflows']],
  ['publish', ['contents', 'packages', 'organization_packages', 'pages']],
];

/** Of an app or a fine-grained token, by the permissions that let it write. */
export function rightsOfPermissions(permissions: Readonly<Record<string, string>>): DangerousRight[] {
  return permissionsOfRight
    .filter(([, names]) => names.some((name) => /^(write|admin)$/.test(permissions[name] ?? '')))
    .map(([right]) => right);
}
