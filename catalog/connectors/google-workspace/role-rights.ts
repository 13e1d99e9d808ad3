import type { DangerousRight } from '@daybook/kit';
import type { Role } from './answer-schemas.ts';

/** The roles Google ships, by https://support.google.com/a/answer/2405986. Whoever resets passwords can take accounts over. */
const rightsByRole: Readonly<Record<string, readonly DangerousRight[]>> = {
  _SEED_ADMIN_ROLE: ['administer', 'export', 'connect'],
  _GROUPS_ADMIN_ROLE: ['administer'],
  _GROUPS_EDITOR_ROLE: ['administer'],
  _GROUPS_READER_ROLE: [],
  _USER_MANAGEMENT_ADMIN_ROLE: ['administer'],
  _HELP_DESK_ADMIN_ROLE: ['administer'],
  _SERVICE_ADMIN_ROLE: ['administer', 'connect'],
  _MOBILE_ADMIN_ROLE: ['administer'],
  _THIRD_PARTY_DEVICE_MANAGEMENT_ADMIN_ROLE: ['administer'],
};

/** Privileges of custom roles that surely let somebody change who may do what. */
const administering =
  /^(SUPER_ADMIN|ROOT_APP_ADMIN|USERS_(ALL|CREATE|UPDATE|RESET_PASSWORD)|USER_SECURITY_ALL|GROUPS_(ALL|CREATE|UPDATE)|CHANGE_USER_GROUP_MEMBERSHIP|DOMAIN_MANAGEMENT|ORGANIZATION_UNITS_ALL)$/;

export type RoleRights = {
  readonly rights: DangerousRight[] | 'unknown';
  /** Where `rights` is unknown as a whole. */
  readonly surely: DangerousRight[];
};

/** Google has some hundred privileges and explains none of them to programs, so a custom role is unknown as a whole. */
export function rightsOfRole(role: Role | undefined): RoleRights {
  if (role?.isSuperAdminRole === true) return { rights: ['administer', 'export', 'connect'], surely: [] };
  const known = role?.isSystemRole === true ? rightsByRole[role.roleName] : undefined;
  if (known !== undefined) return { rights: [...known], surely: [] };
  const administers = (role?.rolePrivileges ?? []).some(({ privilegeName }) =>
    administering.test(privilegeName),
  );
  return { rights: 'unknown', surely: administers ? ['administer'] : [] };
}
