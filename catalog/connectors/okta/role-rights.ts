import type { DangerousRight } from '@daybook/kit';

/**
 * What Okta's standard administrator roles may do, by https://help.okta.com/en-us/content/topics/security/administrators-admin-comparison.htm.
 * Whoever resets passwords and factors can take accounts over, so that counts as administering. Custom roles are not
 * explained by the API that lists who has them.
 */
const rightsByRole: Readonly<Record<string, readonly DangerousRight[]>> = {
  SUPER_ADMIN: ['administer', 'export', 'connect'],
  ORG_ADMIN: ['administer', 'export', 'connect'],
  APP_ADMIN: ['administer', 'connect'],
  API_ACCESS_MANAGEMENT_ADMIN: ['administer', 'connect'],
  USER_ADMIN: ['administer', 'connect'],
  GROUP_MEMBERSHIP_ADMIN: ['administer', 'connect'],
  HELP_DESK_ADMIN: ['administer'],
  MOBILE_ADMIN: ['administer'],
  WORKFLOWS_ADMIN: ['administer', 'connect'],
  READ_ONLY_ADMIN: ['export', 'connect'],
  REPORT_ADMIN: ['export'],
};

export function rightsOfRole(type: string): DangerousRight[] | 'unknown' {
  const rights = rightsByRole[type];
  return rights === undefined ? 'unknown' : [...rights];
}
