import { expect, test } from 'vitest';
import { boundedFetch } from './bounded-fetch.ts';

const get = { method: 'GET', headers: {}, body: null, redirect: 'manual' } as const;

test('a provider that never answers is given up after the time allowed', async () => {
  const silent: typeof fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  await expect(boundedFetch(silent, 20)('https://idp.company.example/', get)).rejects.toMatchObject({
    code: 'provider-unreachable',
    message: 'the provider did not answer within 0.02 s',
  });
});

test('a redirect is an answer and never followed', async () => {
  const asked: (RequestRedirect | undefined)[] = [];
  const network: typeof fetch = async (_input, init) => {
    asked.push(init?.redirect);
    return new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } });
  };

  const answer = await boundedFetch(network)('https://idp.company.example/', get);

  expect([answer.status, asked]).toEqual([302, ['manual']]);
});
