import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const list = z.array(z.unknown());
const lists = z.record(z.string(), list);
const tenantFixture = z.object({
  organization: list,
  users: list,
  activity: list,
  registrations: list,
  directoryRoles: list,
  roleAssignments: list,
  eligible: list,
  members: lists,
  groupMembers: lists,
  servicePrincipals: list,
  assignments: lists,
  applications: list,
});
export type Tenant = z.infer<typeof tenantFixture>;

const itemsPerPage = 2;
const system = 'entra:team.onmicrosoft.example';

/** An invented tenant around recorded users, two items a page. */
export const replay: Replay = {
  settings: (baseUrl) => ({
    tenant: 'team.example',
    clientId: 'a-client',
    clientSecret: 'a-secret',
    baseUrl,
    loginUrl: baseUrl,
  }),
  routes: (request) => answerFrom(readTenant(), request),
  expect: { [`account ${system}`]: 7, [`grant ${system}`]: 11, [`credential ${system}`]: 3 },
  nextBy: 'address',
};

export function readTenant(): Tenant {
  return tenantFixture.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'tenant.json'), 'utf8')),
  );
}

export function answerFrom(
  tenant: Tenant,
  { method, path, query, baseUrl }: ReplayRequest,
): ReplayAnswer | null {
  if (method === 'POST') {
    const isToken = path === '/team.example/oauth2/v2.0/token';
    return isToken ? { body: { token_type: 'Bearer', expires_in: 3599, access_token: 'a-token' } } : null;
  }
  const items = itemsAt(tenant, path.replace(/^\/v1\.0\//, ''), query);
  if (items === undefined) return null;
  const from = Number(query.get('$skiptoken') ?? '0');
  const end = from + itemsPerPage;
  const next = new URL(`${baseUrl}${path}?${query}`);
  next.searchParams.set('$skiptoken', String(end));
  const more = end < items.length ? { '@odata.nextLink': next.href } : {};
  return { body: { ...more, value: items.slice(from, end) } };
}

function itemsAt(tenant: Tenant, path: string, query: URLSearchParams): readonly unknown[] | undefined {
  const [place = '', id = '', part] = path.split('/');
  if (path === 'reports/authenticationMethods/userRegistrationDetails') return tenant.registrations;
  if (path === 'roleManagement/directory/roleAssignments') return tenant.roleAssignments;
  if (path === 'roleManagement/directory/roleEligibilityScheduleInstances') return tenant.eligible;
  if (path === 'users')
    return query.get('$select')?.includes('signInActivity') === true ? tenant.activity : tenant.users;
  if (part === 'members') return tenant.members[id] ?? [];
  if (part === 'transitiveMembers') return tenant.groupMembers[id] ?? [];
  if (part === 'appRoleAssignments') return tenant.assignments[id] ?? [];
  if (part !== undefined || id !== '') return undefined;
  const whole: Readonly<Record<string, readonly unknown[]>> = {
    organization: tenant.organization,
    directoryRoles: tenant.directoryRoles,
    servicePrincipals: tenant.servicePrincipals,
    applications: tenant.applications,
  };
  return whole[place];
}
