import { freeText, type IdentityField, type ListRead, type RecordOf } from '@daybook/kit';
import {
  type Application,
  type Assignment,
  assignmentSchema,
  type Secret,
  type ServicePrincipal,
} from './answer-schemas.ts';
import { rightsOfPermission } from './app-permission-rights.ts';
import type { GraphClient } from './graph-client.ts';
import { utc } from './user-records.ts';

/** The tenant of Microsoft's own applications, which stand in every tenant by the hundred. */
const microsoftTenant = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';
const termLengthMax = 200;
const scopesMax = 200;

export type PermissionHolding = {
  readonly principal: ServicePrincipal;
  readonly assignment: Assignment;
  readonly name: string;
};

/** Whether it is an application of this tenant or of a third party, rather than a part of Microsoft's cloud. */
export function isForeignToMicrosoft({ appOwnerOrganizationId }: ServicePrincipal): boolean {
  return appOwnerOrganizationId !== microsoftTenant;
}

export async function readPermissions(
  client: GraphClient,
  principals: readonly ServicePrincipal[],
): Promise<{
  readonly holdings: readonly PermissionHolding[];
  readonly lists: readonly ListRead<unknown>[];
}> {
  const names = new Map(
    principals.flatMap(({ id, appRoles = [] }) =>
      appRoles.map((role) => [`${id}/${role.id}`, role.value ?? role.id]),
    ),
  );
  const lists: ListRead<unknown>[] = [];
  const holdings: PermissionHolding[] = [];
  for (const principal of principals.filter(isForeignToMicrosoft)) {
    const path = `servicePrincipals/${principal.id}/appRoleAssignments`;
    const assignments = await client.list(path, assignmentSchema, 'permissions of applications');
    lists.push(assignments);
    for (const assignment of assignments.items) {
      const name = names.get(`${assignment.resourceId}/${assignment.appRoleId}`) ?? assignment.appRoleId;
      holdings.push({ principal, assignment, name: name.slice(0, termLengthMax) });
    }
  }
  return { holdings, lists };
}

export function accountOfPrincipal(
  principal: ServicePrincipal,
  holder: IdentityField,
  { system, roles, owner }: { system: string; roles: readonly string[]; owner: IdentityField | null },
): RecordOf<'account'> {
  return {
    system,
    holder,
    owner,
    accountKind: 'service',
    roles: [...new Set(roles)],
    isEnabled: principal.accountEnabled ?? 'unknown',
    hasMfa: 'unknown',
    canSignIn: false,
    lastSeenAt: 'unknown',
    createdAt: 'unknown',
    isGuest: 'unknown',
    organisation: null,
    externalId: principal.id,
  };
}

export function grantOfPermission(
  { principal, assignment, name }: PermissionHolding,
  holder: IdentityField,
  system: string,
): RecordOf<'grant'> {
  const resource = assignment.resourceDisplayName?.slice(0, termLengthMax) || assignment.resourceId;
  return {
    system,
    grant: `${principal.id}:permission:${assignment.id}`.slice(0, termLengthMax),
    holder,
    role: name,
    rights: rightsOfPermission(name),
    path: 'token',
    via: resource,
    scope: [resource],
    origin: 'unknown',
    from: assignment.createdDateTime ? utc(assignment.createdDateTime) : 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: principal.accountEnabled ?? 'unknown',
  };
}

/** Every secret and certificate of an application registered here. Graph gives no secret out and never its last use. */
export function credentialsOf(
  application: Application,
  {
    system,
    owner,
    scopes,
    now,
  }: { system: string; owner: IdentityField | null; scopes: readonly string[]; now: string },
): RecordOf<'credential'>[] {
  const credential = (secret: Secret, kind: string): RecordOf<'credential'> => {
    const expiresAt = secret.endDateTime ? utc(secret.endDateTime) : 'unknown';
    const name = [application.displayName, secret.displayName].filter(Boolean).join(': ');
    return {
      system,
      credential: `${application.appId}/${kind}/${secret.keyId}`,
      purpose: name === '' ? null : freeText(name.slice(0, 1_000)),
      owner,
      scopes: [...new Set(scopes)].slice(0, scopesMax),
      createdAt: secret.startDateTime ? utc(secret.startDateTime) : 'unknown',
      expiresAt,
      lastUsedAt: 'unknown',
      isActive: expiresAt === 'unknown' ? 'unknown' : expiresAt > now,
    };
  };
  return [
    ...application.passwordCredentials.map((secret) => credential(secret, 'secret')),
    ...application.keyCredentials.map((secret) => credential(secret, 'certificate')),
  ];
}
