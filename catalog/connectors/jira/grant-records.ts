import type { DangerousRight, IdentityField, RecordOf } from '@daybook/kit';
import type { Group, ProjectRole } from './answer-schemas.ts';

const termLengthMax = 200;

/** Groups Atlassian makes for those who look after a site (https://support.atlassian.com/user-management/docs/default-groups-and-permissions/). */
const administering =
  /^(site-admins|org-admins|jira-administrators|jira-admins-[\w-]{1,100}|system-administrators)$/;
/** Agents of Jira Service Management answer customers. */
const answering = 'jira-servicedesk';

export type HeldGroup = {
  readonly system: string;
  readonly holder: IdentityField;
  readonly accountId: string;
  readonly group: Group;
  /** Products the group lets its members use. */
  readonly products: readonly string[];
};

/** Membership in a group. Which global permissions a group has is not told, so what it surely gives is all that is known. */
export function grantOfGroup({ system, holder, accountId, group, products }: HeldGroup): RecordOf<'grant'> {
  const isAdministering = administering.test(group.name);
  const surely: DangerousRight[] = products.includes(answering) ? ['publish'] : [];
  return {
    ...untold,
    system,
    grant: `${accountId}:group:${group.groupId}`,
    holder,
    role: group.name.slice(0, termLengthMax),
    rights: isAdministering ? ['administer', 'export', 'connect', 'publish'] : 'unknown',
    ...(isAdministering || surely.length === 0 ? {} : { surely }),
    path: 'group',
    via: group.name.slice(0, termLengthMax),
    scope: [],
  };
}

/** What default roles of a project allow; a scheme of permissions may give others more, and those are unknown. */
const rightsOfRole: Readonly<Record<string, readonly DangerousRight[]>> = {
  Administrators: ['administer', 'connect'],
  Administrator: ['administer', 'connect'],
  'Service Desk Team': ['publish'],
  'Service Desk Customers': [],
};

export type HeldRole = {
  readonly system: string;
  readonly holder: IdentityField;
  readonly accountId: string;
  readonly project: string;
  readonly role: ProjectRole;
  /** The group through which it is held; null where the role names the person. */
  readonly group: string | null;
};

export function grantOfRole({
  system,
  holder,
  accountId,
  project,
  role,
  group,
}: HeldRole): RecordOf<'grant'> {
  const rights = Object.hasOwn(rightsOfRole, role.name) ? rightsOfRole[role.name] : undefined;
  return {
    ...untold,
    system,
    grant: `${accountId}:${project}:${role.id}${group === null ? '' : `:${group}`}`.slice(0, termLengthMax),
    holder,
    role: role.name.slice(0, termLengthMax),
    rights: rights === undefined ? 'unknown' : [...rights],
    path: group === null ? 'direct' : 'group',
    via: group?.slice(0, termLengthMax) ?? null,
    scope: [project],
  };
}

const untold = {
  origin: 'unknown',
  from: 'unknown',
  until: 'unknown',
  requestedBy: 'unknown',
  approvedBy: 'unknown',
  needsApproval: 'unknown',
  isInForce: true,
} as const;
