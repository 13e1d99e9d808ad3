import type { DangerousRight } from '@daybook/kit';

/**
 * Roles of the base system, by ServiceNow's description of them
 * (https://www.servicenow.com/docs/bundle/zurich-platform-administration/page/administer/roles/reference/r_BaseSystemRoles.html).
 * Every other role is an instance's own or an application's: nobody tells what it allows.
 */
const known: Readonly<Record<string, readonly DangerousRight[]>> = {
  admin: ['administer', 'export', 'connect', 'publish'],
  security_admin: ['administer'],
  user_admin: ['administer'],
  role_delegator: ['administer'],
  delegated_developer: [],
  import_admin: [],
  web_service_admin: ['connect'],
  rest_service: ['connect'],
  soap: ['connect'],
  itil: ['publish'],
  sn_customerservice_agent: ['publish'],
  snc_external: [],
  snc_internal: [],
  snc_read_only: [],
};

export function rightsOfRole(name: string): DangerousRight[] | 'unknown' {
  const rights = Object.hasOwn(known, name) ? known[name] : undefined;
  return rights === undefined ? 'unknown' : [...rights];
}
