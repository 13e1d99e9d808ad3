import { type ConnectorTools, type ListRead, readList, readPages } from '@daybook/kit';
import type { z } from 'zod';

type Asked<Answer, Item> = {
  readonly schema: z.ZodType<Answer>;
  itemsOf(answer: NoInfer<Answer>): readonly Item[] | undefined;
  keyOf(item: NoInfer<Item>): string;
  readonly what: string;
};

/** Reads lists that page by a token in the answer. */
export type GoogleLists = {
  read<Answer extends { readonly nextPageToken?: string | undefined }, Item>(
    path: string,
    asked: Asked<Answer, Item>,
  ): Promise<ListRead<Item>>;
};

export function createGoogleLists(
  { baseUrl, token }: { readonly baseUrl: string; readonly token: string },
  { http, signal }: ConnectorTools,
): GoogleLists {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'user-agent': 'daybook' };
  const { origin } = new URL(baseUrl);
  return {
    read: (path, { schema, itemsOf, keyOf, what }) =>
      readList(
        readPages({
          http,
          signal,
          vendor: 'Google Workspace',
          what,
          first: { method: 'GET', url: `${origin}/admin/${path}`, headers },
          schema,
          itemsOf: (answer) => itemsOf(answer) ?? [],
          nextOf: (answer, _response, request) => {
            if (!answer.nextPageToken) return null;
            const url = new URL(request.url);
            url.searchParams.set('pageToken', answer.nextPageToken);
            return { ...request, url: url.href };
          },
          keyOf,
        }),
      ),
  };
}
