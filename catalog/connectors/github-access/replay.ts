import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';

function fixture<Content>(name: string): Content {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'));
}

const members = fixture<readonly unknown[]>('members.json');
const identities = fixture<readonly unknown[]>('identities.json');
const rest = fixture<Readonly<Record<string, unknown>>>('rest.json');

type Question = { readonly query: string; readonly variables: { readonly after: string | null } };

/** An organisation whose members come in pages of two and whose repositories come one by one. */
function answer(request: ReplayRequest): ReplayAnswer | null {
  if (request.headers.authorization !== 'Bearer replay-token') return { status: 401, body: {} };
  return request.path === '/graphql' ? graphql(JSON.parse(request.body)) : restAnswer(request);
}

function graphql({ query, variables }: Question): ReplayAnswer {
  const pageInfo = { hasNextPage: variables.after === null, endCursor: 'second' };
  const isFirst = variables.after === null;
  if (query.includes('samlIdentityProvider')) {
    const externalIdentities = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: identities };
    return { body: { data: { organization: { samlIdentityProvider: { externalIdentities } } } } };
  }
  const edges = isFirst ? members.slice(0, 2) : members.slice(2);
  const membersWithRole = { totalCount: members.length, pageInfo, edges };
  return { body: { data: { organization: { login: 'team', membersWithRole } } } };
}

function restAnswer({ path, query, baseUrl }: ReplayRequest): ReplayAnswer | null {
  const name = path.slice(1);
  const action = /^action:(\S+)/.exec(query.get('phrase') ?? '')?.[1] ?? query.get('filter');
  if (name.endsWith('/audit-log')) return { body: rest[`${name}?${action}`] ?? [] };
  const body = rest[action === null ? name : `${name}?${action}`];
  if (body === undefined) return null;
  if (name !== 'orgs/team/repos' || !Array.isArray(body)) return { body };
  const page = Number(query.get('page') ?? 1);
  const link = `<${baseUrl}${path}?page=${page + 1}>; rel="next"`;
  return { body: body.slice(page - 1, page), headers: page < body.length ? { link } : {} };
}

export const replay: Replay = {
  settings: (baseUrl) => ({ organisation: 'team', token: 'replay-token', baseUrl }),
  routes: answer,
  expect: {
    'account github.example/team': 5,
    'grant github.example/team': 13,
    'credential github.example/team': 4,
    'config github.example/team': 2,
  },
  nextBy: 'address',
  isNextPage: ({ query, body }) => Number(query.get('page') ?? 1) > 1 || body.includes('"after":"'),
};
