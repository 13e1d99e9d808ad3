import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const system = 'hubspot:4711';
const usersPerPage = 2;

const lists: Readonly<Record<string, string>> = {
  '/settings/v3/users': 'users',
  '/settings/v3/users/roles': 'roles',
  '/settings/v3/users/teams': 'teams',
  '/crm/v3/owners': 'owners',
  '/account-info/v3/activity/login': 'logins',
};

/** The users, owners and sign-ins of the example, with two invented users more so that there are two pages. */
export const replay: Replay = {
  settings: (baseUrl) => ({ token: 'a-token', baseUrl }),
  routes: answerTo,
  expect: { [`account ${system}`]: 5, [`grant ${system}`]: 7 },
  nextBy: 'token',
};

export function answerTo({ path, query }: ReplayRequest): ReplayAnswer | null {
  if (path === '/account-info/v3/details') return { body: { portalId: 4711, accountType: 'STANDARD' } };
  const name = lists[path];
  if (name === undefined) return null;
  const items = readAccount()[name] ?? [];
  const start = Number(query.get('after') ?? '0');
  const end = start + usersPerPage;
  const paging =
    end < items.length ? { paging: { next: { after: String(end), link: `?after=${end}` } } } : {};
  return { body: { results: items.slice(start, end), ...paging } };
}

function readAccount(): Readonly<Record<string, readonly unknown[]>> {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'account.json'), 'utf8');
  return z.record(z.string(), z.array(z.unknown())).parse(JSON.parse(text));
}
