import { createHash } from 'node:crypto';
import type { DangerousRight, IdentityField, RecordOf } from '@daybook/kit';
import type { IamGroup, IamPolicy, IamUser } from './answer-schemas.ts';
import type { ReportRow } from './credential-report.ts';
import { rightsOfPolicy } from './policy-rights.ts';

const policyIdLengthMax = 120;

export type Directory = {
  readonly system: string;
  readonly groups: ReadonlyMap<string, IamGroup>;
  readonly policies: ReadonlyMap<string, IamPolicy>;
};

/** What the report says, with the second factor as it is now. A user the report does not have yet is not known. */
export function accountOf(
  row: ReportRow | undefined,
  holder: IdentityField,
  told: {
    system: string;
    roles: readonly string[];
    hasMfa: boolean | 'unknown';
    createdAt: string | undefined;
    /** The unique id IAM gives a user and to nobody after them; the root user has none. */
    userId?: string;
  },
): RecordOf<'account'> {
  const hasPassword = row?.hasPassword ?? 'unknown';
  return {
    system: told.system,
    holder,
    owner: hasPassword === true ? holder : null,
    accountKind: hasPassword === true ? 'human' : 'unknown',
    roles: [...told.roles],
    isEnabled: enabledOf(row),
    hasMfa: told.hasMfa,
    canSignIn: hasPassword,
    lastSeenAt: row?.lastUsedAt ?? (row === undefined ? 'unknown' : null),
    createdAt: told.createdAt ?? row?.createdAt ?? 'unknown',
    // A user of IAM is none of the identity provider's: whoever comes through it assumes a role.
    signIns: signInsOf(row),
    ...(told.userId === undefined ? {} : { externalId: told.userId }),
  };
}

function signInsOf(row: ReportRow | undefined): NonNullable<RecordOf<'account'>['signIns']> {
  if (row === undefined || row.hasPassword === 'unknown') return 'unknown';
  const hasKey = row.keys.some(({ isActive }) => isActive !== false);
  return [...(row.hasPassword ? (['password'] as const) : []), ...(hasKey ? (['key'] as const) : [])];
}

/** Without a password a user can still act with a key. */
function enabledOf(row: ReportRow | undefined): boolean | 'unknown' {
  const ways = row === undefined ? [] : [row.hasPassword, ...row.keys.map(({ isActive }) => isActive)];
  if (ways.includes(true)) return true;
  return row === undefined || ways.includes('unknown') ? 'unknown' : false;
}

/** Every policy that reaches a user: attached to them or to a group they are in, managed or written inline. */
export function grantsOf(user: IamUser, holder: IdentityField, directory: Directory): RecordOf<'grant'>[] {
  const own = policiesOf(user.AttachedManagedPolicies, user.UserPolicyList, directory);
  const boundary = boundaryOf(user, directory);
  const grant = (policy: ReachingPolicy, group: IamGroup | null) =>
    grantOf(policy, { user, holder, group, boundary, system: directory.system });
  return [
    ...own.map((policy) => grant(policy, null)),
    ...user.GroupList.flatMap((name) => {
      const group = directory.groups.get(name) ?? groupNotTold(name);
      return policiesOf(group.AttachedManagedPolicies, group.GroupPolicyList, directory).map((policy) =>
        grant(policy, group),
      );
    }),
  ];
}

/** A group the list of groups lacks: what its members may do is not known. */
function groupNotTold(name: string): IamGroup {
  const unread = { PolicyName: 'policies that were not told', PolicyDocument: undefined };
  return {
    GroupName: name,
    GroupId: `group/${name}`,
    GroupPolicyList: [unread],
    AttachedManagedPolicies: [],
  };
}

type ReachingPolicy = { readonly id: string; readonly name: string; readonly document: string | undefined };
type Reach = {
  readonly user: IamUser;
  readonly holder: IdentityField;
  readonly group: IamGroup | null;
  readonly boundary: readonly DangerousRight[] | 'unknown' | null;
  readonly system: string;
};

function grantOf(
  policy: ReachingPolicy,
  { user, holder, group, boundary, system }: Reach,
): RecordOf<'grant'> {
  const { rights, scope } = rightsOfPolicy(policy.document);
  return {
    system,
    grant: [user.UserId, ...(group === null ? [] : [group.GroupId]), policy.id].join(':'),
    holder,
    role: policy.name,
    rights: withinBoundary(rights, boundary),
    path: group === null ? 'direct' : 'group',
    via: group?.GroupName ?? null,
    scope,
    origin: 'unknown',
    from: 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: true,
  };
}

/** The account's owner may do everything, whatever any policy says. */
export function grantOfRoot(holder: IdentityField, system: string): RecordOf<'grant'> {
  return {
    system,
    grant: 'root',
    holder,
    role: 'root',
    rights: ['administer', 'export', 'connect', 'publish'],
    path: 'owner',
    via: null,
    scope: [],
    origin: 'setup',
    from: 'unknown',
    until: null,
    requestedBy: null,
    approvedBy: null,
    needsApproval: 'unknown',
    isInForce: true,
  };
}

function policiesOf(
  attached: IamUser['AttachedManagedPolicies'],
  inline: IamUser['UserPolicyList'],
  { policies }: Directory,
): ReachingPolicy[] {
  return [
    ...attached.map(({ PolicyName, PolicyArn }) => {
      const policy = policies.get(PolicyArn);
      const id = policy?.PolicyId ?? PolicyArn.slice(-policyIdLengthMax);
      return { id, name: PolicyName, document: policy === undefined ? undefined : documentOf(policy) };
    }),
    ...inline.map(({ PolicyName, PolicyDocument }) => ({
      id: inlineId(PolicyName),
      name: PolicyName,
      document: PolicyDocument,
    })),
  ];
}

/** Inline policies have no id, and their names may be anybody's. */
function inlineId(name: string): string {
  return `inline/${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}

function documentOf({ PolicyVersionList }: IamPolicy): string | undefined {
  return PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion === true)?.Document;
}

/** Null: the user has none. A boundary gives nothing, it only keeps. */
function boundaryOf({ PermissionsBoundary }: IamUser, { policies }: Directory): Reach['boundary'] {
  if (PermissionsBoundary === undefined) return null;
  const policy = policies.get(PermissionsBoundary.PermissionsBoundaryArn ?? '');
  return policy === undefined ? 'unknown' : rightsOfPolicy(documentOf(policy)).rights;
}

function withinBoundary(
  rights: DangerousRight[] | 'unknown',
  boundary: Reach['boundary'],
): DangerousRight[] | 'unknown' {
  if (boundary === null || rights === 'unknown') return rights;
  if (boundary === 'unknown') return rights.length === 0 ? rights : 'unknown';
  return rights.filter((right) => boundary.includes(right));
}
