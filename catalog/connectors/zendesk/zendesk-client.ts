import {
  type ConnectorTools,
  type HttpRequest,
  type ListRead,
  readList,
  readPages,
  SourceError,
} from '@daybook/kit';
import type { z } from 'zod';
import type { Page } from './answer-schemas.ts';
import type { ZendeskSettings } from './connector.ts';

export type ListQuestion<Answer, Item> = {
  /** Below `/api/v2/`, with its query. */
  readonly path: string;
  readonly schema: z.ZodType<Answer>;
  readonly itemsOf: (answer: Answer) => readonly Item[];
  readonly what: string;
};

/** Reads lists of one account to their end. */
export type ZendeskClient = {
  list<Answer extends Page, Item extends { readonly id: number }>(
    question: ListQuestion<Answer, Item>,
  ): Promise<ListRead<Item>>;
};

/** Of the account, where the settings name no other. */
export function addressOf({ baseUrl, subdomain }: Pick<ZendeskSettings, 'baseUrl' | 'subdomain'>): string {
  return baseUrl ?? `https://${subdomain}.zendesk.com`;
}

export function createZendeskClient(
  settings: ZendeskSettings,
  { http, signal }: ConnectorTools,
): ZendeskClient {
  const baseUrl = addressOf(settings).replace(/\/{1,9}$/, '');
  const headers = {
    authorization: authorizationOf(settings),
    accept: 'application/json',
    'user-agent': 'daybook',
  };
  return {
    list<Answer extends Page, Item extends { readonly id: number }>(question: ListQuestion<Answer, Item>) {
      const { path, schema, itemsOf, what } = question;
      const first: HttpRequest = { method: 'GET', url: `${baseUrl}/api/v2/${path}`, headers };
      const keyOf = ({ id }: Item) => String(id);
      return readList(
        readPages({
          http,
          signal,
          vendor: 'Zendesk',
          first,
          schema,
          itemsOf,
          nextOf: nextRequest,
          keyOf,
          what,
        }),
      );
    },
  };
}

/** With an address the token is an API token, which signs in as that person; alone it is an OAuth access token. */
function authorizationOf({ email, token }: ZendeskSettings): string {
  if (email === undefined) return `Bearer ${token}`;
  return `Basic ${Buffer.from(`${email}/token:${token}`).toString('base64')}`;
}

function nextRequest(answer: Page, _response: unknown, request: HttpRequest): HttpRequest | null {
  const { meta } = answer;
  const link = answer.links?.next ?? answer.next_page ?? null;
  if (meta === undefined) return link === null ? null : { ...request, url: link };
  if (!meta.has_more) return null;
  if (link !== null) return { ...request, url: link };
  if (!meta.after_cursor) {
    throw new SourceError(
      'source-changed',
      'Zendesk says that a list goes on and does not say where',
      'collect again',
    );
  }
  const url = new URL(request.url);
  url.searchParams.set('page[after]', meta.after_cursor);
  return { ...request, url: url.href };
}
