import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay, ReplayAnswer, ReplayRequest } from '@daybook/kit/testing';
import { z } from 'zod';

const usersPerPage = 4;
const anything = z.looseObject({
  kind: z.string(),
  users: z.array(z.unknown()).optional(),
  items: z
    .array(z.looseObject({ events: z.array(z.looseObject({ name: z.string() })).optional() }))
    .optional(),
});

function fixture(name: string) {
  return z
    .record(z.string(), anything)
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8')));
}

const answers = { ...fixture('recorded.json'), ...fixture('added.json') };

/** The recorded Workspace; its users come in two pages, and its log answers by the name of the event. */
function answer({ path, query, headers }: ReplayRequest): ReplayAnswer | null {
  if (headers.authorization !== 'Bearer replay-token') return { status: 401, body: { error: { code: 401 } } };
  const name = path.replace('/admin/', '');
  const body = answers[name];
  if (body === undefined && name.endsWith('/tokens')) return { body: { kind: 'admin#directory#tokenList' } };
  if (body === undefined) return null;
  const eventName = query.get('eventName');
  if (eventName !== null) {
    const items = body.items?.filter(({ events }) => events?.some((event) => event.name === eventName));
    return {
      body: { ...body, ...(items === undefined || items.length === 0 ? { items: undefined } : { items }) },
    };
  }
  if (body.users === undefined) return { body };
  const from = Number(query.get('pageToken') ?? 0);
  const end = from + usersPerPage;
  const more = end < body.users.length ? { nextPageToken: String(end) } : {};
  return { body: { kind: body.kind, users: body.users.slice(from, end), ...more } };
}

export const replay: Replay = {
  settings: (baseUrl) => ({ domain: 'team.example', credentials: 'replay-token', baseUrl }),
  routes: answer,
  expect: {
    'account google-workspace:team.example': 6,
    'grant google-workspace:team.example': 5,
    'credential google-workspace:team.example': 2,
    'config google-workspace:team.example': 3,
  },
  nextBy: 'token',
};
