import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Http, HttpRequest, HttpResponse } from '../http.ts';
import { followNextLink, nextLink } from './next-link.ts';
import { readOne } from './read-one.ts';
import { readPages } from './read-pages.ts';

const host = 'https://api.desk.example';
const { signal } = new AbortController();

/** Answers by path and query; what is not named is 404. */
function httpOf(answers: Readonly<Record<string, Partial<HttpResponse>>>): Http & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async send({ url }: HttpRequest) {
      asked.push(url);
      const answer = answers[url.replace(host, '')] ?? { status: 404 };
      return { status: 200, headers: {}, text: '[]', ...answer };
    },
  };
}

async function read(http: Http, pagesMax?: number) {
  const pages = readPages({
    http,
    first: { method: 'GET', url: `${host}/people`, headers: { authorization: 'secret' } },
    schema: z.array(z.object({ id: z.int() })),
    itemsOf: (answer) => answer,
    nextOf: (_answer, response, request) => followNextLink(response, request),
    keyOf: ({ id }) => String(id),
    ...(pagesMax === undefined ? {} : { pagesMax }),
    what: 'people',
    vendor: 'Desk',
    signal,
  });
  const ids: number[] = [];
  for await (const { items } of pages) ids.push(...items.map(({ id }) => id));
  return ids;
}

const link = (target: string) => ({ link: `<${host}/people>; rel="self", <${target}>; rel="next"` });

describe('a list of many pages', () => {
  it('is read to its end, by relative addresses too', async () => {
    const http = httpOf({
      '/people': { text: '[{"id":1}]', headers: link(`${host}/people?page=2`) },
      '/people?page=2': { text: '[]', headers: link('/people?page=3') },
      '/people?page=3': { text: '[{"id":2}]' },
    });

    expect(await read(http)).toEqual([1, 2]);
  });

  it.each([
    ['an item that comes twice', 'source-changed', '[{"id":1}]', `${host}/people?page=3`],
    ['a page that comes twice', 'source-changed', '[{"id":2}]', `${host}/people`],
    ['another host', 'source-refused', '[{"id":2}]', 'https://elsewhere.example/people?page=3'],
    ['an address that is none', 'source-refused', '[{"id":2}]', 'https://'],
    ['another shape', 'source-changed', '[{"number":2}]', `${host}/people?page=3`],
    ['an answer that ends in the middle', 'source-truncated', '[{"id":2', `${host}/people?page=3`],
  ])('has no known end after %s', async (_name, code, text, next) => {
    const http = httpOf({
      '/people': { text: '[{"id":1}]', headers: link(`${host}/people?page=2`) },
      '/people?page=2': { text, headers: link(next) },
    });

    await expect(read(http)).rejects.toMatchObject({ code });
    expect(http.asked.every((url) => url.startsWith(host))).toBe(true);
  });

  it('is an error past its page limit, never a part', async () => {
    const http = httpOf({
      '/people': { text: '[{"id":1}]', headers: link(`${host}/people?page=2`) },
      '/people?page=2': { text: '[{"id":2}]', headers: link(`${host}/people?page=3`) },
    });

    await expect(read(http, 2)).rejects.toMatchObject({ code: 'source-truncated' });
  });
});

describe('one answer', () => {
  const ask = (answer: Partial<HttpResponse>, given = signal) =>
    readOne({
      http: httpOf({ '/me': answer }),
      request: { method: 'GET', url: `${host}/me`, headers: {} },
      schema: z.object({ id: z.int() }),
      what: 'the account',
      vendor: 'Desk',
      signal: given,
    });

  it.each([
    [401, 'source-refused'],
    [403, 'source-refused'],
    [404, 'source-not-found'],
    [429, 'source-rate-limited'],
    [400, 'source-refused'],
    [302, 'source-refused'],
    [500, 'source-unreachable'],
  ])('of status %i is an error a person understands', async (status, code) => {
    await expect(ask({ status })).rejects.toMatchObject({ code, message: expect.stringContaining('Desk') });
  });

  it('is given as its schema reads it', async () => {
    expect((await ask({ text: '{"id":7,"more":true}' })).answer).toEqual({ id: 7 });
  });

  it('is not asked for once reading was cancelled', async () => {
    await expect(ask({}, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the link to the next page', () => {
  it.each([
    ['<https://a.example/x,y;z>; rel="next"', 'https://a.example/x,y;z'],
    ['</x>; title="a"; rel="last next"', '/x'],
    ['<https://a.example/1>; rel="prev", <https://a.example/3>; REL=next', 'https://a.example/3'],
    ['<https://a.example/1>; rel="prev"', null],
    ['', null],
  ])('of %s is %s', (value, target) => {
    expect(nextLink({ status: 200, headers: { link: value }, text: '' })).toBe(target);
  });
});
