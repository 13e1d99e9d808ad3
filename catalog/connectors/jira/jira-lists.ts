import {
  type ConnectorTools,
  type HttpRequest,
  type ListRead,
  readList,
  readOne,
  readPages,
  readValue,
} from '@daybook/kit';
import type { z } from 'zod';
import { pageAnswer, type User, usersAnswer } from './answer-schemas.ts';
import type { JiraSettings } from './connector.ts';

const usersPerPage = 100;
const itemsPerPage = 50;
const vendor = 'Jira';

export type JiraLists = {
  users(): Promise<ListRead<User>>;
  paged<Item>(
    path: string,
    item: z.ZodType<Item>,
    keyOf: (item: Item) => string,
    what: string,
  ): Promise<ListRead<Item>>;
  one<Answer>(path: string, schema: z.ZodType<Answer>, what: string): Promise<ListRead<Answer>>;
};

export function createJiraLists(settings: JiraSettings, tools: ConnectorTools): JiraLists {
  const asked = { http: tools.http, signal: tools.signal, vendor };
  const ask = asker(settings);
  return {
    /** The list has no total and no last page: it ends with an empty one. */
    users: () =>
      readList(
        readPages({
          ...asked,
          what: 'users',
          first: ask(`/rest/api/3/users?maxResults=${usersPerPage}&startAt=0`),
          schema: usersAnswer,
          itemsOf: (users) => users,
          nextOf: (users, _response, request) => (users.length === 0 ? null : later(request, users.length)),
          keyOf: ({ accountId }) => accountId,
        }),
      ),
    paged: (path, item, keyOf, what) =>
      readList(
        readPages({
          ...asked,
          what,
          first: ask(`${path}${path.includes('?') ? '&' : '?'}maxResults=${itemsPerPage}&startAt=0`),
          schema: pageAnswer(item),
          // The page's schema is made of the item's.
          itemsOf: ({ values }) => values,
          nextOf: ({ isLast, values }, _response, request) => (isLast ? null : later(request, values.length)),
          keyOf,
        }),
      ),
    one: (path, schema, what) =>
      readValue(async () => (await readOne({ ...asked, what, schema, request: ask(path) })).answer),
  };
}

/** Jira may give fewer than were asked for, so that the next page begins after those that came. */
function later(request: HttpRequest, given: number): HttpRequest {
  const url = new URL(request.url);
  url.searchParams.set('startAt', String(Number(url.searchParams.get('startAt')) + given));
  return { ...request, url: url.href };
}

function asker({ baseUrl, user, token }: JiraSettings): (path: string) => HttpRequest {
  const credentials = Buffer.from(`${user}:${token}`).toString('base64');
  const headers = {
    authorization: `Basic ${credentials}`,
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  return (path) => ({ method: 'GET', url: `${baseUrl.replace(/\/{1,9}$/, '')}${path}`, headers });
}
