import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';

const usersPerPage = 2;
const actionsPerPage = 2;

const staff = [
  { ...user(-1, 'system', true, true), email: 'no_email' },
  user(1, 'ada', true, false),
  { ...user(2, 'ben', false, true), last_seen_at: null },
  { ...user(3, 'cleo', false, true), suspended_till: '2999-01-01T00:00:00.000Z' },
];
const keys = [
  key(1, { user: null, created_by: { username: 'ada' }, description: 'Export to the data house' }),
  key(2, { user: { username: 'gone' }, last_used_at: null, revoked_at: '2025-11-01T00:00:00.000Z' }),
];
const actions = [
  action(6, 'grant_moderation', 'ada', 'ben', '2025-12-20'),
  action(5, 'change_site_setting', 'ada', null, '2025-12-19', {
    subject: 'enforce_second_factor',
    previous_value: 'staff',
    new_value: 'no',
  }),
  action(4, 'entity_export', 'ben', null, '2025-12-18', { subject: 'user_list' }),
  action(3, 'delete_post', 'ben', null, '2025-12-17'),
  action(2, 'revoke_admin', 'gone', 'ben', '2025-12-16'),
  action(1, 'grant_admin', 'gone', 'ben', '2020-01-01'),
];

/** An invented forum after Discourse's description. */
export const replay: Replay = {
  settings: (baseUrl) => ({ baseUrl, apiKey: 'a key' }),
  routes: answerTo,
  expect: {
    'account source.example': 4,
    'grant source.example': 5,
    'credential source.example': 2,
    'config source.example': 4,
    'export source.example': 1,
  },
  nextBy: 'token',
};

export function answerTo({ path, query }: ReplayRequest): ReplayAnswer | null {
  const page = Number(query.get('page') ?? '0');
  if (path === '/admin/users/list/staff.json') {
    return { body: staff.slice((page - 1) * usersPerPage, page * usersPerPage) };
  }
  const id = /^\/admin\/users\/(\d+)\.json$/.exec(path)?.[1];
  if (id !== undefined) return { body: { id: Number(id), second_factor_enabled: id === '1' } };
  if (path === '/admin/api/keys.json') return { body: { keys } };
  if (path !== '/admin/logs/staff_action_logs.json') return null;
  const found = actions.slice(page * actionsPerPage, (page + 1) * actionsPerPage);
  return { body: { staff_action_logs: found, extras: { user_history_actions: [] } } };
}

function user(id: number, username: string, admin: boolean, moderator: boolean) {
  const email = `${username}@team.example`;
  const times = { last_seen_at: '2025-12-20T10:00:00.000Z', created_at: '2021-01-01T00:00:00.000Z' };
  return { id, username, name: username, email, active: true, admin, moderator, ...times };
}

function key(id: number, more: object) {
  const times = { created_at: '2025-01-01T00:00:00.000Z', last_used_at: '2025-12-20T00:00:00.000Z' };
  return { id, truncated_key: 'abcd...', ...times, revoked_at: null, ...more };
}

function action(id: number, name: string, by: string, about: string | null, day: string, more: object = {}) {
  const people = { acting_user: { username: by }, target_user: about === null ? null : { username: about } };
  return { id, action_name: name, ...people, created_at: `${day}T00:00:00.000Z`, ...more };
}
