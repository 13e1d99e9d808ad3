import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const membersPerPage = 20;
const system = 'slack:team';

export type Workspace = { readonly members: readonly unknown[]; readonly logs: readonly unknown[] };

const logs = [
  {
    user_id: 'U00AAAAAA02',
    date: '1741601527',
    change_type: 'added',
    app_id: 'A00AAAAAA01',
    app_type: 'Linear',
    scope: 'chat:write,users:read',
  },
  {
    user_id: 'U00AAAAAA03',
    date: '1733434893',
    change_type: 'added',
    app_id: 'A0RETIRED',
    app_type: 'Old exporter',
    scope: 'channels:history',
  },
  {
    user_id: 'U00AAAAAA02',
    date: '1743434893',
    change_type: 'removed',
    app_id: 'A0RETIRED',
    app_type: 'Old exporter',
  },
  {
    user_id: 'U00AAAAAA07',
    date: '1703434893',
    change_type: 'added',
    service_id: 4711,
    service_type: 'Incoming webhook',
  },
];

/** The recorded workspace, twenty members a page, with an invented integration log. */
export const replay: Replay = {
  settings: (baseUrl) => ({ token: 'a-token', baseUrl }),
  routes: (request) => answerFrom({ members: readMembers(), logs }, request),
  expect: { [`account ${system}`]: 41, [`grant ${system}`]: 29, [`credential ${system}`]: 25 },
  nextBy: 'token',
};

export function readMembers(): readonly unknown[] {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'members.json'), 'utf8');
  return z.array(z.unknown()).parse(JSON.parse(text));
}

export function answerFrom(workspace: Workspace, { path, query }: ReplayRequest): ReplayAnswer | null {
  if (path === '/auth.test')
    return { body: { ok: true, url: 'https://team.slack.com/', team_id: 'T00AAAAAAA' } };
  if (path === '/team.integrationLogs') {
    const total = workspace.logs.length;
    return { body: { ok: true, logs: workspace.logs, paging: { count: 1_000, total, page: 1, pages: 1 } } };
  }
  if (path !== '/users.list') return null;
  const from = Number(query.get('cursor') ?? '0');
  const end = from + membersPerPage;
  const next = end < workspace.members.length ? String(end) : '';
  const members = workspace.members.slice(from, end);
  return { body: { ok: true, members, response_metadata: { next_cursor: next } } };
}
