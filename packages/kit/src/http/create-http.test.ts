import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from './create-http.ts';
import type { HttpLimits } from './http-limits.ts';

const startMs = Date.parse('2026-01-01T00:00:00.000Z');
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    answer(request, response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  // A TCP server that listens has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, count: () => count };
}

function client(limits: Partial<HttpLimits> = {}, baseUrls?: string[]) {
  const waitsMs: number[] = [];
  let nowMs = startMs;
  const http = createHttp({
    fetch,
    ...(baseUrls === undefined ? {} : { baseUrls }),
    now: () => new Date(nowMs).toISOString(),
    sleep: async (delayMs) => {
      waitsMs.push(delayMs);
      nowMs += delayMs;
    },
    random: () => 0.5,
    limits,
  });
  return { waitsMs, get: (url: string) => http.send({ method: 'GET', url, headers: {} }) };
}

describe('createHttp', () => {
  it('tries again after a 500 and gives the answer that then comes', async () => {
    const source = await serve((_request, response, count) => {
      response.writeHead(count === 1 ? 500 : 200).end('hello');
    });
    const { get, waitsMs } = client();

    expect(await get(source.url)).toMatchObject({ status: 200, text: 'hello' });
    expect(waitsMs).toEqual([375]);
  });

  it('waits as long as the source says after a 429', async () => {
    const source = await serve((_request, response, count) => {
      response.writeHead(count === 1 ? 429 : 200, { 'retry-after': '7' }).end();
    });
    const { get, waitsMs } = client();

    expect((await get(source.url)).status).toBe(200);
    expect(waitsMs).toEqual([7_000]);
  });

  it('waits for the reset of a rate limit told by a 403', async () => {
    const source = await serve((_request, response, count) => {
      const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(startMs / 1_000 + 60) };
      response.writeHead(count === 1 ? 403 : 200, count === 1 ? used : {}).end();
    });
    const { get, waitsMs } = client();

    expect((await get(source.url)).status).toBe(200);
    expect(waitsMs).toEqual([60_000]);
  });

  it('does not ask before the reset once the allowance is used up', async () => {
    const source = await serve((_request, response, count) => {
      const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(startMs / 1_000 + 30) };
      response.writeHead(200, count === 1 ? used : {}).end();
    });
    const { get, waitsMs } = client();

    await get(source.url);
    await get(source.url);

    expect(waitsMs).toEqual([30_000]);
  });

  it('gives back the last answer when the waiting budget is used up', async () => {
    const source = await serve((_request, response) =>
      response.writeHead(429, { 'retry-after': '100' }).end(),
    );
    const { get } = client({ waitBudgetMs: 150_000 });

    expect((await get(source.url)).status).toBe(429);
    expect(source.count()).toBe(2);
  });

  it('does not repeat a plain refusal', async () => {
    const source = await serve((_request, response) => response.writeHead(403).end());

    expect((await client().get(source.url)).status).toBe(403);
    expect(source.count()).toBe(1);
  });

  it('follows a redirect within its host and refuses one to another', async () => {
    const other = await serve((_request, response) => response.end('secret'));
    const source = await serve((request, response) => {
      if (request.url === '/away') response.writeHead(302, { location: other.url }).end();
      else if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.end(request.url);
    });
    const { get } = client();

    expect((await get(`${source.url}/old`)).text).toBe('/new');
    await expect(get(`${source.url}/away`)).rejects.toMatchObject({ code: 'source-refused' });
    expect(other.count()).toBe(0);
  });

  it('ends an endless chain of redirects', async () => {
    const source = await serve((_request, response) => response.writeHead(307, { location: '/again' }).end());

    await expect(client().get(source.url)).rejects.toThrow('redirected more than 5 times');
  });

  it('refuses an answer past its size limit, announced or not', async () => {
    const source = await serve((request, response) => {
      if (request.url === '/announced') response.writeHead(200, { 'content-length': '5000' });
      response.end('x'.repeat(5_000));
    });
    const { get } = client({ bytesMax: 1_000 });

    await expect(get(`${source.url}/announced`)).rejects.toThrow('larger than 1000 bytes');
    await expect(get(source.url)).rejects.toThrow('larger than 1000 bytes');
  });

  it('says that no answer came when the source hangs or breaks off', async () => {
    const hanging = await serve(() => {});
    const broken = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      response.socket?.destroy();
    });

    await expect(client({ timeoutMs: 50, retriesMax: 1 }).get(hanging.url)).rejects.toThrow(
      'did not answer within',
    );
    await expect(client({ retriesMax: 1 }).get(broken.url)).rejects.toMatchObject({
      code: 'source-unreachable',
    });
    expect(broken.count()).toBe(2);
  });

  it('does not ask again where the network refuses the destination', async () => {
    let count = 0;
    const http = createHttp({
      fetch: async () => {
        count += 1;
        throw Object.assign(new Error('its address is inside'), { name: 'DestinationRefused' });
      },
      now: () => '2026-01-01T00:00:00.000Z',
      sleep: async () => {},
      random: () => 0,
    });

    const answer = http.send({ method: 'GET', url: 'https://api.forge.example/', headers: {} });

    await expect(answer).rejects.toMatchObject({ code: 'source-refused' });
    await expect(answer).rejects.toThrow('its address is inside');
    expect(count).toBe(1);
  });

  it('asks no host but its own and nothing beyond this machine without encryption', async () => {
    const { get } = client({}, ['https://api.forge.example']);

    await expect(get('https://elsewhere.example/x')).rejects.toMatchObject({ code: 'source-refused' });
    await expect(client().get('http://api.forge.example/x')).rejects.toThrow('not https');
  });
});
