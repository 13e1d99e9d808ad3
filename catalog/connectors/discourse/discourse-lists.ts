import {
  type ConnectorTools,
  type HttpRequest,
  type ListRead,
  readList,
  readOne,
  readPages,
  readValue,
} from '@daybook/kit';
import {
  actionsAnswer,
  type Key,
  keysAnswer,
  type StaffAction,
  type User,
  userDetailAnswer,
  usersAnswer,
} from './answer-schemas.ts';
import type { DiscourseSettings } from './connector.ts';

const vendor = 'Discourse';
/** How far back the log of what staff did is read; it goes on for years. */
export const logDays = 90;
const dayMs = 86_400_000;

export type DiscourseLists = {
  staff(): Promise<ListRead<User>>;
  hasSecondFactor(id: number): Promise<ListRead<boolean | 'unknown'>>;
  keys(): Promise<ListRead<Key>>;
  actions(): Promise<ListRead<StaffAction>>;
};

export function createDiscourseLists(settings: DiscourseSettings, tools: ConnectorTools): DiscourseLists {
  const asked = { http: tools.http, signal: tools.signal, vendor };
  const ask = asker(settings);
  const since = new Date(Date.parse(tools.now()) - logDays * dayMs).toISOString();
  return {
    staff: () =>
      readList(
        readPages({
          ...asked,
          what: 'administrators and moderators',
          first: ask('/admin/users/list/staff.json?show_emails=true&page=1'),
          schema: usersAnswer,
          itemsOf: (users) => users,
          nextOf: (users, _response, request) => (users.length === 0 ? null : nextPage(request)),
          keyOf: ({ id }) => String(id),
        }),
      ),
    hasSecondFactor: (id) =>
      readValue(async () => {
        const request = ask(`/admin/users/${id}.json`);
        const { answer } = await readOne({
          ...asked,
          request,
          schema: userDetailAnswer,
          what: 'second factors',
        });
        return answer.second_factor_enabled ?? 'unknown';
      }),
    keys: () =>
      readList(
        readPages({
          ...asked,
          what: 'API keys',
          first: ask('/admin/api/keys.json'),
          schema: keysAnswer,
          itemsOf: ({ keys }) => keys,
          nextOf: ({ keys, offset }, _response, request) =>
            offset === undefined || keys.length === 0 ? null : offsetBy(request, offset + keys.length),
          keyOf: ({ id }) => String(id),
        }),
      ),
    actions: () =>
      readList(
        readPages({
          ...asked,
          what: 'what staff did',
          first: ask('/admin/logs/staff_action_logs.json?page=0'),
          schema: actionsAnswer,
          itemsOf: ({ staff_action_logs }) => staff_action_logs,
          nextOf: ({ staff_action_logs: page }, _response, request) =>
            page.length === 0 || page.some(({ created_at }) => created_at < since) ? null : nextPage(request),
          keyOf: ({ id }) => String(id),
        }),
      ),
  };
}

function nextPage(request: HttpRequest): HttpRequest {
  const url = new URL(request.url);
  url.searchParams.set('page', String(Number(url.searchParams.get('page')) + 1));
  return { ...request, url: url.href };
}

function offsetBy(request: HttpRequest, offset: number): HttpRequest {
  const url = new URL(request.url);
  url.searchParams.set('offset', String(offset));
  return { ...request, url: url.href };
}

function asker({ baseUrl, apiKey, apiUser }: DiscourseSettings): (path: string) => HttpRequest {
  const headers = {
    'api-key': apiKey,
    'api-username': apiUser,
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  return (path) => ({ method: 'GET', url: `${baseUrl.replace(/\/{1,9}$/, '')}${path}`, headers });
}
