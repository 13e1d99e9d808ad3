import {
  type ConnectorTools,
  followNextLink,
  type ListRead,
  readList,
  readOne,
  readPages,
  type SourceError,
} from '@daybook/kit';
import type { z } from 'zod';
import type { GitlabSettings } from './connector.ts';

export type GitlabClient = {
  one<Answer>(path: string, schema: z.ZodType<Answer>, what: string): Promise<Answer>;
  list<Item extends { readonly id: number }>(
    path: string,
    schema: z.ZodType<Item[]>,
    what: string,
  ): Promise<ListRead<Item>>;
};

export function createGitlabClient(settings: GitlabSettings, { http, signal }: ConnectorTools): GitlabClient {
  const baseUrl = settings.baseUrl.replace(/\/{1,9}$/, '');
  const headers = {
    authorization: `Bearer ${settings.token}`,
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  const source = { http, signal, vendor: 'GitLab' };
  const request = (path: string) => ({ method: 'GET' as const, url: `${baseUrl}/${path}`, headers });
  return {
    one: async (path, schema, what) =>
      (await readOne({ ...source, request: request(path), schema, what })).answer,
    list: (path, schema, what) =>
      readList(
        readPages({
          ...source,
          first: request(`${path}${path.includes('?') ? '&' : '?'}per_page=100`),
          schema,
          itemsOf: (answer) => answer,
          nextOf: (_answer, response, asked) => followNextLink(response, asked),
          keyOf: ({ id }) => String(id),
          what,
        }),
      ),
  };
}

/** Some lists belong to paid plans; without them what they tell is unknown, and nothing is missing. */
export function isNotOffered(failure: SourceError | null): boolean {
  return failure?.code === 'source-refused' || failure?.code === 'source-not-found';
}
