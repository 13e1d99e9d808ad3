import type { z } from 'zod';
import { SourceError } from '../connector.ts';
import type { Http, HttpRequest, HttpResponse } from '../http.ts';
import { readOne } from './read-one.ts';

export type PagesAsked<Answer, Item> = {
  readonly http: Http;
  readonly first: HttpRequest;
  readonly schema: z.ZodType<Answer>;
  itemsOf(answer: Answer): readonly Item[];
  /** The question for the next page, its address absolute or relative to the last one's; null at the end. */
  nextOf(answer: NoInfer<Answer>, response: HttpResponse, request: HttpRequest): HttpRequest | null;
  /** What makes an item that one; an item that comes twice means that the list has no known end. */
  keyOf(item: NoInfer<Item>): string;
  readonly pagesMax?: number;
  /** Plural words for the items, e.g. `members of the organisation`. */
  readonly what: string;
  readonly vendor: string;
  readonly signal: AbortSignal;
};

export type PageRead<Answer, Item> = {
  readonly items: readonly Item[];
  /** From 1. */
  readonly page: number;
  readonly answer: Answer;
  readonly response: HttpResponse;
};

type Named = { readonly vendor: string; readonly what: string };

const pagesMaxDefault = 2_000;

/**
 * Reads a list page by page to its end, or throws `SourceError`: besides those of `readOne`, `source-changed` when a page
 * or an item comes twice, `source-refused` when the next page is on another origin, and `source-truncated` when the page
 * limit is reached before the end.
 */
export async function* readPages<Answer, Item>(
  asked: PagesAsked<Answer, Item>,
): AsyncGenerator<PageRead<Answer, Item>> {
  const { http, schema, what, vendor, signal, pagesMax = pagesMaxDefault } = asked;
  const questions = new Set<string>();
  const keys = new Set<string>();
  let request: HttpRequest | null = asked.first;
  for (let page = 1; request !== null; page += 1) {
    if (page > pagesMax) throw tooManyPages(asked, pagesMax);
    if (isSeen(questions, `${request.url}\n${request.body ?? ''}`)) throw repeated(asked);
    const { answer, response } = await readOne({ http, request, schema, what, vendor, signal });
    const items = asked.itemsOf(answer);
    for (const item of items) if (isSeen(keys, asked.keyOf(item))) throw repeated(asked);
    yield { items, page, answer, response };
    request = pinned(asked.nextOf(answer, response, request), request, asked);
  }
}

/** Whether the set holds it; from now on it does. */
function isSeen(seen: Set<string>, one: string): boolean {
  if (seen.has(one)) return true;
  seen.add(one);
  return false;
}

/** Credentials go with every page, so none is asked for elsewhere, whatever the answer says. */
function pinned(
  next: HttpRequest | null,
  request: HttpRequest,
  asked: Named & { readonly first: HttpRequest },
): HttpRequest | null {
  if (next === null) return null;
  const url = URL.canParse(next.url, request.url) ? new URL(next.url, request.url) : null;
  if (url !== null && url.origin === new URL(asked.first.url).origin) return { ...next, url: url.href };
  throw new SourceError(
    'source-refused',
    `${asked.vendor} names another host for the next page of ${asked.what}, which is not followed`,
    'check the address of the connection; if the source has moved, give it its new address',
  );
}

function repeated({ vendor, what }: Named): SourceError {
  return new SourceError(
    'source-changed',
    `${vendor} gave the same page or item of ${what} twice, so the list has no known end`,
    'collect again; the list may have changed while it was read',
  );
}

function tooManyPages({ vendor, what }: Named, pagesMax: number): SourceError {
  return new SourceError(
    'source-truncated',
    `the limit of ${pagesMax} pages was reached before ${vendor} ended its list of ${what}`,
    'connect a smaller part of the source, or ask for a higher limit',
  );
}
