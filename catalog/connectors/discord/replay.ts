import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';

const guild = '900000000000000001';
const system = `discord:${guild}`;
const membersPerPage = 4;
const entriesPerPage = 2;

const everyone = 0x400n | 0x800n;
const bit = (place: number) => 1n << BigInt(place);
const ids = {
  owner: '100000000000000001',
  moderator: '100000000000000002',
  bot: '100000000000000003',
  channel: '800000000000000001',
};

const roles = [
  role(guild, '@everyone', everyone),
  role('700000000000000001', 'Admins', bit(3)),
  role('700000000000000002', 'Moderators', everyone | bit(13) | bit(40)),
  role('700000000000000003', 'Fans', everyone),
];
const members = [
  member(ids.owner, 'founder', []),
  member(ids.moderator, 'moderator', ['700000000000000002']),
  member(ids.bot, 'helper', ['700000000000000001'], true),
  member('100000000000000004', 'fan one', ['700000000000000003']),
  member('100000000000000005', 'fan two', []),
  member('100000000000000006', 'announcer', []),
];
const channels = [
  {
    id: ids.channel,
    type: 5,
    name: 'announcements',
    permission_overwrites: [
      { id: '100000000000000006', type: 1, allow: String(bit(17)), deny: '0' },
      { id: '700000000000000002', type: 0, allow: String(bit(29)), deny: '0' },
      { id: guild, type: 0, allow: '0', deny: String(bit(11)) },
    ],
  },
];
const webhooks = [
  {
    id: '600000000000000001',
    type: 1,
    name: 'News',
    channel_id: ids.channel,
    user: user(ids.moderator, 'moderator'),
    token: 'SECRET',
  },
];
const entries = [
  entry('950000000000000003', 25, ids.owner, ids.moderator, [
    { key: '$add', new_value: [{ id: '700000000000000002', name: 'Moderators' }] },
  ]),
  entry('950000000000000002', 72, ids.moderator, '100000000000000005', []),
  entry('950000000000000001', 50, '100000000000000099', '600000000000000001', [
    { key: 'name', new_value: 'News' },
  ]),
];

/** An invented server after Discord's description: of six members two only take part. */
export const replay: Replay = {
  settings: (baseUrl) => ({ guild, token: 'a-token', baseUrl }),
  routes: answerTo,
  expect: {
    [`account ${system}`]: 4,
    [`grant ${system}`]: 5,
    [`credential ${system}`]: 1,
    [`config ${system}`]: 2,
  },
  nextBy: 'token',
  isNextPage: ({ query }) => query.has('after') || query.has('before'),
};

export function answerTo({ path, query }: ReplayRequest): ReplayAnswer | null {
  const place = `/api/v10/guilds/${guild}`;
  if (!path.startsWith(place)) return null;
  const list = path.slice(place.length);
  if (list === '') return { body: { id: guild, owner_id: ids.owner, mfa_level: 1, name: 'Community' } };
  if (list === '/roles') return { body: roles };
  if (list === '/channels') return { body: channels };
  if (list === '/webhooks') return { body: webhooks };
  if (list === '/members') {
    const after = query.get('after') ?? '0';
    return { body: members.filter(({ user: { id } }) => id > after).slice(0, membersPerPage) };
  }
  if (list !== '/audit-logs') return null;
  const before = query.get('before') ?? '999999999999999999';
  const page = entries.filter(({ id }) => id < before).slice(0, entriesPerPage);
  return {
    body: {
      audit_log_entries: page,
      users: [user(ids.owner, 'founder'), user('100000000000000099', 'gone')],
    },
  };
}

function role(id: string, name: string, permissions: bigint) {
  return { id, name, permissions: String(permissions), position: 0, managed: false };
}

function user(id: string, name: string, bot = false) {
  return { id, username: name, global_name: null, ...(bot ? { bot } : {}) };
}

function member(id: string, name: string, held: readonly string[], bot = false) {
  return { user: user(id, name, bot), roles: held, joined_at: '2025-01-01T00:00:00.000000+00:00' };
}

function entry(id: string, type: number, by: string, target: string, changes: readonly object[]) {
  return { id, action_type: type, user_id: by, target_id: target, changes };
}
