import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type ListRead,
  type Roster,
  rosterOf,
  SourceError,
} from '@daybook/kit';
import {
  activitySchema,
  applicationSchema,
  organizationSchema,
  registrationSchema,
  type ServicePrincipal,
  servicePrincipalSchema,
  type User,
  userSchema,
} from './answer-schemas.ts';
import {
  accountOfPrincipal,
  credentialsOf,
  grantOfPermission,
  isForeignToMicrosoft,
  readPermissions,
} from './application-records.ts';
import type { EntraSettings } from './connector.ts';
import { createGraphClient, type GraphClient } from './graph-client.ts';
import { grantOfHolding, type RoleRead, readRoleHoldings, roleName } from './role-grants.ts';
import { accountOf, lastSeenOf, mfaOf } from './user-records.ts';

const maxGapHours = 7 * 24;
const userFields =
  'id,userPrincipalName,mail,displayName,accountEnabled,userType,companyName,createdDateTime';
const principalFields =
  'id,appId,displayName,accountEnabled,servicePrincipalType,appOwnerOrganizationId,appRoles';
const applicationFields = 'id,appId,displayName,passwordCredentials,keyCredentials';

/** What was read of a tenant, from which its populations are told. */
type Tenant = {
  readonly system: string;
  readonly people: Awaited<ReturnType<typeof readPeople>>;
  readonly machines: Awaited<ReturnType<typeof readMachines>>;
  readonly roles: RoleRead;
};

/** Reads one tenant: its users and applications, who holds which role or permission, and which secrets expire when. */
export async function* collectTenant(
  settings: EntraSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const client = await createGraphClient(settings, tools);
  const system = await readSystem(client);
  const people = await readPeople(client, system);
  yield { type: 'progress', done: people.users.items.length, total: null, unit: 'users' };
  const machines = await readMachines(client, system, people.roster);
  yield { type: 'progress', done: machines.roster.accounts.length, total: null, unit: 'applications' };
  const isKnown = (id: string) => (people.roster.find(id) ?? machines.roster.find(id)) !== null;
  const tenant = { system, people, machines, roles: await readRoleHoldings(client, isKnown) };
  yield* tellAccounts(tenant);
  yield* tellGrants(tenant);
  yield* tellCredentials(tenant, tools.now());
}

function tellAccounts({ system, people, machines, roles }: Tenant): Generator<Emission> {
  const byPrincipal = Map.groupBy(roles.holdings, ({ principal }) => principal);
  const rolesOf = (id: string) => [
    ...new Set(
      (byPrincipal.get(id) ?? []).flatMap(({ role, isEligible }) => (isEligible ? [] : [roleName(role)])),
    ),
  ];
  return emitPopulation({
    scope: system,
    maxGapHours,
    kind: 'account',
    query: "all users, and all applications that are not Microsoft's own",
    records: [
      ...people.roster.accounts.map(({ item, holder }) =>
        accountOf(item, holder, { ...people, system, rolesOf }),
      ),
      ...machines.roster.accounts.map(({ item, holder }) => {
        const owner = machines.ownerOf(item.appId);
        return accountOfPrincipal(item, holder, { system, owner, roles: rolesOf(item.id) });
      }),
    ],
    lists: [...people.lists, machines.principals, machines.applications, ...roles.lists],
  });
}

function tellGrants({ system, people, machines, roles }: Tenant): Generator<Emission> {
  const find = (id: string) => people.roster.find(id) ?? machines.roster.find(id);
  const held = roles.holdings.flatMap((holding) => {
    const holder = find(holding.principal);
    return holder === null ? [] : [grantOfHolding(holding, holder, system)];
  });
  const permitted = machines.permissions.holdings.flatMap((holding) => {
    const holder = machines.roster.find(holding.principal.id);
    return holder === null ? [] : [grantOfPermission(holding, holder, system)];
  });
  const lost = roles.holdings.length - held.length;
  return emitPopulation({
    scope: system,
    maxGapHours,
    kind: 'grant',
    query:
      'members of all directory roles, active and to be activated, also through groups, and permissions of applications',
    records: [...held, ...permitted],
    lists: [people.users, machines.principals, ...roles.lists, ...machines.permissions.lists],
    gaps: [
      ...roles.gaps,
      ...(lost === 0
        ? []
        : [`${lost} holders of directory roles are neither users nor applications that were read`]),
    ],
  });
}

function tellCredentials({ system, machines }: Tenant, now: string): Generator<Emission> {
  const { applications, principals, permissions, ownerOf } = machines;
  const byApplication = Map.groupBy(permissions.holdings, ({ principal }) => principal.appId);
  return emitPopulation({
    scope: system,
    maxGapHours,
    kind: 'credential',
    query: 'secrets and certificates of all applications registered in the tenant',
    records: applications.items.flatMap((application) => {
      const scopes = (byApplication.get(application.appId) ?? []).map(({ name }) => name);
      return credentialsOf(application, { system, now, owner: ownerOf(application.appId), scopes });
    }),
    lists: [applications, principals, ...permissions.lists],
  });
}

/** The tenant by the domain it was made with, which never changes. */
async function readSystem(client: GraphClient): Promise<string> {
  const { items, failure } = await client.list('organization', organizationSchema, 'the organisation');
  if (failure !== null) throw failure;
  const [organization] = items;
  if (organization === undefined) {
    throw new SourceError('source-changed', 'Microsoft Graph names no organisation', 'collect again');
  }
  const initial = organization.verifiedDomains?.find(({ isInitial }) => isInitial === true);
  return `entra:${initial?.name ?? organization.id}`.slice(0, 200);
}

async function readPeople(client: GraphClient, system: string) {
  const users = await client.list(`users?$select=${userFields}&$top=999`, userSchema, 'users');
  const report = await client.list(
    'reports/authenticationMethods/userRegistrationDetails',
    registrationSchema,
    'registered authentication methods',
  );
  const activity = await client.list(
    'users?$select=id,signInActivity&$top=500',
    activitySchema,
    'sign-ins of users',
  );
  const roster: Roster<User> = rosterOf(system, users.items, nameOfUser);
  const told = [report, activity].filter((list) => !isNotShown(list));
  return { users, roster, hasMfa: mfaOf(report), lastSeenAt: lastSeenOf(activity), lists: [users, ...told] };
}

async function readMachines(client: GraphClient, system: string, people: Roster<User>) {
  const principals = await client.list(
    `servicePrincipals?$select=${principalFields}&$top=999`,
    servicePrincipalSchema,
    'applications in the tenant',
  );
  const applications = await client.list(
    `applications?$select=${applicationFields}&$expand=owners($select=id)&$top=999`,
    applicationSchema,
    'applications registered in the tenant',
  );
  const permissions = await readPermissions(client, principals.items);
  const roster = rosterOf(system, principals.items.filter(isForeignToMicrosoft), nameOfPrincipal);
  const owners = new Map(applications.items.map(({ appId, owners: of = [] }) => [appId, of]));
  const ownerOf = (appId: string) => {
    for (const { id } of owners.get(appId) ?? []) {
      const owner = people.find(id);
      if (owner !== null) return owner;
    }
    return null;
  };
  return { principals, applications, permissions, roster, ownerOf };
}

/** Without a plan or a permission for it; then its values are unknown, and the list of users is whole all the same. */
function isNotShown({ failure }: ListRead<unknown>): boolean {
  return failure?.code === 'source-refused' || failure?.code === 'source-not-found';
}

/** The sign-in name of a guest is made of their address and is none (`#EXT#`). */
function nameOfUser({ id, mail, userPrincipalName, displayName }: User) {
  const isExternal = userPrincipalName?.includes('#EXT#') === true;
  return {
    id,
    email: mail || (isExternal ? null : userPrincipalName),
    login: userPrincipalName,
    name: displayName,
  };
}

function nameOfPrincipal({ id, displayName }: ServicePrincipal) {
  return { id, name: displayName };
}
