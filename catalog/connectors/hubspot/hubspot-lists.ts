import {
  type ConnectorTools,
  type HttpRequest,
  type ListRead,
  readList,
  readOne,
  readPages,
} from '@daybook/kit';
import type { z } from 'zod';
import { detailsAnswer, listAnswer } from './answer-schemas.ts';
import type { HubspotSettings } from './connector.ts';

const vendor = 'HubSpot';

export type HubspotLists = {
  /** The number of the account that was connected. */
  portal(): Promise<number>;
  read<Item extends { readonly id: string }>(
    path: string,
    item: z.ZodType<Item>,
    what: string,
  ): Promise<ListRead<Item>>;
};

export function createHubspotLists(settings: HubspotSettings, tools: ConnectorTools): HubspotLists {
  const asked = { http: tools.http, signal: tools.signal, vendor };
  const ask = asker(settings);
  return {
    portal: async () => {
      const request = ask('/account-info/v3/details');
      const { answer } = await readOne({ ...asked, request, schema: detailsAnswer, what: 'the account' });
      return answer.portalId;
    },
    read: (path, item, what) =>
      readList(
        readPages({
          ...asked,
          what,
          first: ask(path),
          schema: listAnswer(item),
          itemsOf: ({ results }) => results,
          nextOf: ({ paging }, _response, request) => {
            const after = paging?.next?.after;
            return after === undefined ? null : pageAfter(request, after);
          },
          keyOf: ({ id }) => id,
        }),
      ),
  };
}

function pageAfter(request: HttpRequest, after: string): HttpRequest {
  const url = new URL(request.url);
  url.searchParams.set('after', after);
  return { ...request, url: url.href };
}

function asker({ baseUrl, token }: HubspotSettings): (path: string) => HttpRequest {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  return (path) => ({ method: 'GET', url: `${baseUrl.replace(/\/{1,9}$/, '')}${path}`, headers });
}
