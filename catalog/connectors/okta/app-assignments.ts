import {
  type Emission,
  emitPopulation,
  type IdentityField,
  type ListRead,
  type RecordOf,
} from '@daybook/kit';
import { utcOrNull } from './account-record.ts';
import { type App, type AppUser, appGroupsAnswer, appUsersAnswer } from './answer-schemas.ts';
import type { Groups } from './groups.ts';
import type { OktaLists } from './okta-lists.ts';
import { maxGapHours, type Organisation } from './organisation.ts';

const enabledByStatus: Readonly<Record<string, boolean>> = {
  ACTIVE: true,
  PROVISIONED: true,
  INACTIVE: false,
  DEPROVISIONED: false,
  SUSPENDED: false,
  REVOKED: false,
  UNASSIGNED: false,
  STAGED: false,
};
const federated = ['SAML_2_0', 'SAML_1_1', 'OPENID_CONNECT', 'WS_FEDERATION'];

/** Every app as a system of its own below Okta: who is assigned, directly or through which group. */
export async function* emitApps(
  lists: OktaLists,
  organisation: Organisation,
  groups: Groups,
  apps: ListRead<App>,
): AsyncGenerator<Emission> {
  const systems = systemsOf(organisation.system, apps.items);
  for (const app of apps.items) {
    yield* emitApp(lists, organisation, groups, { app, apps, system: systems.get(app.id) ?? app.id });
  }
}

/** By label; two apps of one label are told apart by their ids. */
function systemsOf(organisation: string, apps: readonly App[]): ReadonlyMap<string, string> {
  const uses = new Map<string, number>();
  for (const { label } of apps) uses.set(label, (uses.get(label) ?? 0) + 1);
  return new Map(
    apps.map(({ id, label }) => {
      const name = (uses.get(label) ?? 0) > 1 ? `${label} (${id})` : label;
      return [id, `${organisation}/${name}`.slice(0, 200)];
    }),
  );
}

type Read = { readonly app: App; readonly apps: ListRead<App>; readonly system: string };
type Assigned = { readonly user: AppUser; readonly holder: IdentityField };

async function* emitApp(
  lists: OktaLists,
  { users, roster }: Organisation,
  groups: Groups,
  { app, apps, system }: Read,
): AsyncGenerator<Emission> {
  const path = `apps/${encodeURIComponent(app.id)}`;
  const assigned = await lists.read<AppUser>(`${path}/users?limit=500`, appUsersAnswer, 'users of apps');
  const given = await lists.read(`${path}/groups?limit=200`, appGroupsAnswer, 'groups of apps');
  const told: Assigned[] = [];
  const rejected: { where: string; reason: string }[] = [];
  for (const user of assigned.items) {
    const holder = roster.find(user.id);
    if (holder === null) rejected.push({ where: `user ${user.id}`, reason: 'Okta lists no such user' });
    else told.push({ user, holder });
  }
  const appGroups = given.items.map(({ id }) => id);
  const population = { scope: system, maxGapHours, rejected };
  yield* emitPopulation({
    ...population,
    kind: 'account',
    query: `users assigned to the app in Okta`,
    records: told.map((one) => accountOf(one, app, system)),
    lists: [apps, users, assigned],
  });
  yield* emitPopulation({
    ...population,
    kind: 'grant',
    query: 'assignments to the app in Okta, direct or by group',
    records: told.map((one) => grantOf(one, system, viaOf(one.user, appGroups, groups))),
    lists: [apps, users, assigned, given, ...groups.lists],
    attributes: { groups: appGroups.length },
  });
}

/** Whether a second factor is asked for is a matter of the app's policy and of its own sign-in. */
function accountOf({ user, holder }: Assigned, app: App, system: string): RecordOf<'account'> {
  const isEnabled = app.status === 'ACTIVE' ? (enabledByStatus[user.status] ?? 'unknown') : false;
  return {
    system,
    holder,
    owner: null,
    accountKind: 'unknown',
    roles: [],
    isEnabled,
    hasMfa: 'unknown',
    canSignIn: 'unknown',
    lastSeenAt: 'unknown',
    createdAt: utcOrNull(user.created) ?? 'unknown',
    // Whether the app also takes a password of its own, only the app knows.
    signIns: 'unknown',
    ...(app.signOnMode && federated.includes(app.signOnMode) ? { signInsSurely: ['single-sign-on'] } : {}),
    externalId: user.id,
  };
}

/** Okta knows that somebody may enter the app, not what they may do there. */
function grantOf({ user, holder }: Assigned, system: string, via: string | null): RecordOf<'grant'> {
  const isByGroup = user.scope === 'GROUP';
  return {
    system,
    grant: user.id,
    holder,
    role: 'assigned',
    rights: 'unknown',
    path: isByGroup ? 'group' : user.scope === 'USER' ? 'direct' : 'unknown',
    via: isByGroup ? via : null,
    scope: [],
    origin: 'single-sign-on',
    from: utcOrNull(user.created) ?? 'unknown',
    until: null,
    requestedBy: 'unknown',
    approvedBy: 'unknown',
    needsApproval: 'unknown',
    isInForce: enabledByStatus[user.status] ?? 'unknown',
  };
}

/** Of the app's groups, in the order of their priority, the first this user is in. */
function viaOf(user: AppUser, appGroups: readonly string[], groups: Groups): string | null {
  const own = groups.ofUser.get(user.id);
  const group = appGroups.find((id) => own?.has(id) === true);
  return group === undefined ? null : (groups.nameOf.get(group) ?? group);
}
