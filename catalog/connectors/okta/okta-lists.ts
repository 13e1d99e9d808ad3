import { type ConnectorTools, followNextLink, type ListRead, readList, readPages } from '@daybook/kit';
import type { z } from 'zod';
import type { OktaSettings } from './connector.ts';

/** Reads lists of one Okta organisation to their end. */
export type OktaLists = {
  read<Item extends object>(
    path: string,
    schema: z.ZodType<Item[]>,
    what: string,
    idOf?: (item: NoInfer<Item>) => string,
  ): Promise<ListRead<Item>>;
};

export function createOktaLists(settings: OktaSettings, tools: ConnectorTools): OktaLists {
  const { http, signal } = tools;
  const { origin } = new URL(settings.baseUrl);
  const { token } = settings;
  const headers = {
    authorization: token.startsWith('Bearer ') ? token : `SSWS ${token}`,
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  return {
    read: (path, schema, what, idOf) =>
      readList(
        readPages({
          http,
          signal,
          vendor: 'Okta',
          what,
          first: { method: 'GET', url: `${origin}/api/v1/${path}`, headers },
          schema,
          itemsOf: (answer) => answer,
          // The system log promises a next page for ever; an empty one is its end.
          nextOf: (answer, response, request) =>
            answer.length === 0 && path.startsWith('logs') ? null : followNextLink(response, request),
          keyOf: idOf ?? ((item) => ('id' in item ? String(item.id) : JSON.stringify(item))),
        }),
      ),
  };
}
