import { type ConnectorTools, type Emission, emitPopulation, type ListRead, rosterOf } from '@daybook/kit';
import {
  type Login,
  loginSchema,
  type Owner,
  ownerSchema,
  roleSchema,
  teamSchema,
  type User,
  userSchema,
} from './answer-schemas.ts';
import type { HubspotSettings } from './connector.ts';
import { createHubspotLists } from './hubspot-lists.ts';
import { accountOf, grantsOf, type Place } from './user-records.ts';

const maxGapHours = 7 * 24;

/** Reads one HubSpot account: its users, deactivated ones among them, their roles and teams, and when they signed in. */
export async function* collectPortal(
  settings: HubspotSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const lists = createHubspotLists(settings, tools);
  const system = `hubspot:${await lists.portal()}`;
  const roles = await lists.read('/settings/v3/users/roles', roleSchema, 'roles');
  const teams = await lists.read('/settings/v3/users/teams', teamSchema, 'teams');
  const listed = await lists.read('/settings/v3/users?limit=100', userSchema, 'users');
  const archived = await lists.read('/crm/v3/owners?archived=true&limit=100', ownerSchema, 'archived owners');
  const logins = await lists.read('/account-info/v3/activity/login?limit=200', loginSchema, 'sign-ins');
  const former = formerUsers(archived.items, listed.items);
  const users = [...listed.items, ...former];
  const place: Place = {
    system,
    roles: namesOf(roles),
    teams: namesOf(teams),
    deactivated: new Set(archived.items.flatMap(userIdOf)),
    logins: logins.failure === null ? newestOf(logins.items) : null,
  };
  const roster = rosterOf(system, users, ({ id, email, firstName, lastName }) => {
    return { id, email, name: [firstName, lastName].filter(Boolean).join(' ') };
  });
  yield { type: 'progress', done: users.length, total: null, unit: 'users' };
  yield* emitPopulation({
    kind: 'account',
    scope: system,
    query: 'all users, and archived owners who were users',
    maxGapHours,
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, place)),
    lists: [listed, archived, roles],
    attributes: { deactivated: place.deactivated.size },
  });
  const isListed = new Set(listed.items.map(({ id }) => id));
  yield* emitPopulation({
    kind: 'grant',
    scope: system,
    query: 'roles and teams of all users who are listed',
    maxGapHours,
    records: roster.accounts.flatMap(({ item, holder }) =>
      isListed.has(item.id) ? grantsOf(item, holder, place) : [],
    ),
    lists: [listed, roles, teams],
  });
}

/** Owners who were users and are no longer listed: all that is left of them is their name. */
function formerUsers(archived: readonly Owner[], listed: readonly User[]): User[] {
  const known = new Set(listed.map(({ id }) => id));
  return archived.flatMap((owner) => {
    const id = userIdOf(owner)[0];
    if (id === undefined || known.has(id)) return [];
    known.add(id);
    const { email, firstName, lastName } = owner;
    return [{ id, email, firstName, lastName, roleIds: [] }];
  });
}

/** Queues and the like own records too and are nobody. */
function userIdOf({ type, userIdIncludingInactive }: Owner): string[] {
  return type === 'PERSON' && userIdIncludingInactive != null ? [userIdIncludingInactive] : [];
}

function namesOf(
  list: ListRead<{ readonly id: string; readonly name: string }>,
): ReadonlyMap<string, string> {
  return new Map(list.items.map(({ id, name }) => [id, name]));
}

function newestOf(logins: readonly Login[]): ReadonlyMap<string, string> {
  const newest = new Map<string, number>();
  for (const { userId, loginAt, loginSucceeded } of logins) {
    const ms = Date.parse(loginAt);
    if (!loginSucceeded || userId == null || Number.isNaN(ms)) continue;
    newest.set(userId, Math.max(ms, newest.get(userId) ?? 0));
  }
  return new Map([...newest].map(([id, ms]) => [id, new Date(ms).toISOString()]));
}
