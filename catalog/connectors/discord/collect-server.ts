import {
  type ConnectorTools,
  type Emission,
  emitPopulation,
  type IdentityField,
  identity,
  rosterOf,
} from '@daybook/kit';
import { channelsAnswer, guildAnswer, rolesAnswer, type User, webhooksAnswer } from './answer-schemas.ts';
import { configOf, isAccessChange } from './audit-records.ts';
import type { DiscordSettings } from './connector.ts';
import { createDiscordLists } from './discord-lists.ts';
import { accountOf, credentialOf, grantsOf, isStaff, type Server } from './staff-records.ts';

/** Half of what Discord keeps of its audit log is 22 days; a week leaves room for a missed turn. */
const maxGapHours = 7 * 24;

/** Reads one server: everyone who may do more than take part, by which role or channel, its webhooks and what changed. */
export async function* collectServer(
  settings: DiscordSettings,
  tools: ConnectorTools,
): AsyncGenerator<Emission> {
  const lists = createDiscordLists(settings, tools);
  const system = `discord:${settings.guild}`;
  const guild = await lists.whole('', guildAnswer, 'the server');
  const roles = await lists.list('/roles', rolesAnswer, 'roles');
  const channels = await lists.list('/channels', channelsAnswer, 'channels');
  const named = new Map(roles.items.flat().map((role) => [role.id, role]));
  const server: Server = {
    system,
    ownerId: guild.owner_id,
    everyone: named.get(guild.id)?.permissions ?? 0n,
    roles: named,
    channels: channels.items.flat(),
  };
  const staff = await lists.members((member) => isStaff(member, server));
  yield { type: 'progress', done: staff.members, total: null, unit: 'members' };
  const roster = rosterOf(system, staff.items, ({ user }) => ({ id: user.id, name: nameOf(user) }));
  const told = { scope: system, maxGapHours };
  const rests = [roles, channels, staff];
  yield* emitPopulation({
    ...told,
    kind: 'account',
    query: 'members who may do more than take part, the owner and all bots',
    records: roster.accounts.map(({ item, holder }) => accountOf(item, holder, server)),
    lists: rests,
    attributes: { members: staff.members, secondFactorDemanded: guild.mfa_level },
  });
  yield* emitPopulation({
    ...told,
    kind: 'grant',
    query: 'what roles and channels permit them beyond what every member may',
    records: roster.accounts.flatMap(({ item, holder }) => grantsOf(item, holder, server)),
    lists: rests,
  });
  const webhooks = await lists.list('/webhooks', webhooksAnswer, 'webhooks');
  const find = (user: User) => roster.find(user.id) ?? strangerOf(system, user);
  yield* emitPopulation({
    ...told,
    kind: 'credential',
    query: 'all webhooks',
    records: webhooks.items.flat().map((one) => credentialOf(one, one.user ? find(one.user) : null, server)),
    lists: [webhooks, channels],
  });
  const log = await lists.auditLog();
  const byId = (id: string) => find(log.users.get(id) ?? { id, username: id });
  yield* emitPopulation({
    ...told,
    kind: 'config',
    keepsPast: true,
    query: 'changes of roles, permissions, bots and webhooks in the audit log (45 days)',
    records: log.items.filter(isAccessChange).map((entry) => configOf(entry, { system, find: byId })),
    lists: [log],
  });
}

/** Somebody who acted or is named and is no member who may do more, or none any more. */
function strangerOf(system: string, user: User): IdentityField {
  const name = nameOf(user);
  return identity({ login: user.id, ...(name === '' ? {} : { name: name.slice(0, 320) }), system });
}

function nameOf({ global_name, username }: User): string {
  return (global_name || username).trim();
}
