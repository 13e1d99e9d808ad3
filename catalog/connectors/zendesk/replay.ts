import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const listNames = [
  'users',
  'custom_roles',
  'groups',
  'group_memberships',
  'tokens',
  'api_tokens',
  'audit_logs',
] as const;
const accountFixture = z.object(Object.fromEntries(listNames.map((name) => [name, z.array(z.unknown())])));

/** Where each list of the account stands; the pages of all but the two old ones go by cursor. */
const listOfPath: Readonly<Record<string, (typeof listNames)[number]>> = {
  '/api/v2/users.json': 'users',
  '/api/v2/custom_roles.json': 'custom_roles',
  '/api/v2/groups.json': 'groups',
  '/api/v2/group_memberships.json': 'group_memberships',
  '/api/v2/oauth/tokens.json': 'tokens',
  '/api/v2/api_tokens.json': 'api_tokens',
  '/api/v2/audit_logs.json': 'audit_logs',
};
const itemsPerPage = 2;
const system = 'zendesk:team';

/** An invented account on the Enterprise plan, two items a page. */
export const replay: Replay = {
  settings: (baseUrl) => ({ subdomain: 'team', email: 'ada@team.example', token: 'a-token', baseUrl }),
  routes: (request) => answerFrom(readLists(), request),
  expect: {
    [`account ${system}`]: 4,
    [`grant ${system}`]: 7,
    [`credential ${system}`]: 3,
    [`config ${system}`]: 2,
    [`export ${system}`]: 1,
  },
  nextBy: 'address',
};

export function readLists(): Readonly<Record<string, readonly unknown[]>> {
  return accountFixture.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'account.json'), 'utf8')),
  );
}

export function answerFrom(
  lists: Readonly<Record<string, readonly unknown[]>>,
  { path, query, baseUrl }: ReplayRequest,
): ReplayAnswer | null {
  const name = listOfPath[path];
  const items = name === undefined ? undefined : lists[name];
  if (name === undefined || items === undefined) return null;
  if (name === 'custom_roles' || name === 'api_tokens') return { body: { [name]: items, next_page: null } };
  const from = Number(query.get('page[after]') ?? '0');
  const end = from + itemsPerPage;
  const next = new URL(`${baseUrl}${path}?${query}`);
  next.searchParams.set('page[after]', String(end));
  const hasMore = end < items.length;
  return {
    body: {
      [name]: items.slice(from, end),
      meta: { has_more: hasMore, after_cursor: hasMore ? String(end) : null },
      links: { next: hasMore ? next.href : null },
    },
  };
}
