import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';

const usersPerPage = 4;

function fixture(name: string): Readonly<Record<string, readonly unknown[]>> {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'));
}

const answers = { ...fixture('recorded.json'), ...fixture('added.json') };

/** The recorded organisation; its users come in two pages, and its log promises a next page for ever, as Okta's does. */
function answer({ path, query, headers, baseUrl }: ReplayRequest): ReplayAnswer | null {
  if (headers.authorization !== 'SSWS replay-token') return { status: 401, body: { errorCode: 'E0000011' } };
  const name = path.replace('/api/v1/', '');
  const isGone = query.get('filter')?.includes('DEPROVISIONED') === true;
  const items = answers[isGone ? `${name}?DEPROVISIONED` : name];
  if (items === undefined) return null;
  const after = Number(query.get('after') ?? 0);
  const link = (next: number) => ({ link: `<${baseUrl}${path}?after=${next}>; rel="next"` });
  if (name === 'logs') return { body: after === 0 ? items : [], headers: link(1) };
  if (name !== 'users' || isGone) return { body: items };
  const end = after + usersPerPage;
  return { body: items.slice(after, end), headers: end < items.length ? link(end) : {} };
}

export const replay: Replay = {
  settings: (baseUrl) => ({ baseUrl, token: 'replay-token' }),
  routes: answer,
  expect: {
    'account source.example': 7,
    'grant source.example': 5,
    'credential source.example': 1,
    'config source.example': 2,
    'account source.example/Okta Browser Plugin': 0,
    'grant source.example/Okta Browser Plugin': 0,
    'account source.example/Dev Integrations Slack': 1,
    'grant source.example/Dev Integrations Slack': 1,
    'account source.example/Okta Admin Console': 4,
    'grant source.example/Okta Admin Console': 4,
  },
  nextBy: 'address',
};
