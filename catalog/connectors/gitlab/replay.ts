import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';

const membersPerPage = 2;
const answers: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures', 'answers.json'), 'utf8'),
);

/** A group whose members come in pages of two, as GitLab pages: by number, with the address of the next in a header. */
function answer({ path, query, headers, baseUrl }: ReplayRequest): ReplayAnswer | null {
  if (headers.authorization !== 'Bearer replay-token') return { status: 401, body: {} };
  const body = answers[path.replace('/api/v4/', '')];
  if (body === undefined) return null;
  if (!path.endsWith('/members/all') || !Array.isArray(body)) return { body };
  const page = Number(query.get('page') ?? 1);
  const hasMore = page * membersPerPage < body.length;
  return {
    body: body.slice((page - 1) * membersPerPage, page * membersPerPage),
    headers: hasMore ? { link: `<${baseUrl}${path}?page=${page + 1}&per_page=100>; rel="next"` } : {},
  };
}

export const replay: Replay = {
  settings: (baseUrl) => ({ group: 'team', token: 'replay-token', baseUrl: `${baseUrl}/api/v4` }),
  routes: answer,
  expect: {
    'account gitlab.example/team': 5,
    'grant gitlab.example/team': 6,
    'credential gitlab.example/team': 4,
  },
  nextBy: 'address',
};
