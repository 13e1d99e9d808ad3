import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const usersPerPage = 5;
const itemsPerPage = 2;

const groups = [
  { groupId: 'g-admins', name: 'site-admins' },
  { groupId: 'g-agents', name: 'support-agents' },
  { groupId: 'g-users', name: 'everyone' },
];
const people = ['61da02389ee70a00689d09a5', '61da048e7aa7ac0070657b4f'];
const members: Readonly<Record<string, readonly string[]>> = {
  'g-admins': people.slice(0, 1),
  'g-agents': people,
  'g-users': people,
};
const products = [
  { key: 'jira-servicedesk', name: 'Jira Service Desk', groupDetails: [{ groupId: 'g-agents' }] },
];
const roles = [
  { id: 10002, name: 'Administrators', actors: [{ id: 1, actorUser: { accountId: people[0] } }] },
  { id: 10003, name: 'Service Desk Team', actors: [{ id: 2, actorGroup: { groupId: 'g-agents' } }] },
  { id: 10004, name: 'Viewers of ours', actors: [{ id: 3, actorUser: { accountId: people[1] } }] },
];

/** The recorded users, with invented groups, products and roles of one project. */
export const replay: Replay = {
  settings: (baseUrl) => ({ baseUrl, user: 'ada@team.example', token: 'a-token' }),
  routes: answerTo,
  expect: { 'account source.example': 12, 'grant source.example': 9 },
  nextBy: 'token',
};

export function answerTo({ path, query, baseUrl }: ReplayRequest): ReplayAnswer | null {
  const start = Number(query.get('startAt') ?? '0');
  if (path === '/rest/api/3/users') return { body: readUsers().slice(start, start + usersPerPage) };
  if (path === '/rest/api/3/group/bulk') return { body: pageOf(groups, start) };
  if (path === '/rest/api/3/group/member') {
    const accounts = (members[query.get('groupId') ?? ''] ?? []).map((accountId) => ({ accountId }));
    return { body: pageOf(accounts, start) };
  }
  if (path === '/rest/api/3/applicationrole') return { body: products };
  if (path === '/rest/api/3/project/search') return { body: pageOf([{ id: '10000', key: 'DESK' }], start) };
  const place = '/rest/api/3/project/10000/role';
  if (path === place) {
    return { body: Object.fromEntries(roles.map(({ id, name }) => [name, `${baseUrl}${place}/${id}`])) };
  }
  const role = roles.find(({ id }) => path === `${place}/${id}`);
  return role === undefined ? null : { body: role };
}

function pageOf(items: readonly unknown[], startAt: number) {
  const values = items.slice(startAt, startAt + itemsPerPage);
  return { startAt, total: items.length, isLast: startAt + values.length >= items.length, values };
}

function readUsers(): readonly unknown[] {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'users.json'), 'utf8');
  return z.array(z.unknown()).parse(JSON.parse(text));
}
