import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { get, origin, post, setUp, startAccess, type TestServer } from './access/testing/start-access.ts';
import { discoverRoutes, listWorkspaces, type WorkspaceId } from './platform/index.ts';

const pace = { windowMs: 60, bytesMin: 1_000 };

let server: TestServer;
let cookie: string;
let port: number;

beforeAll(async () => {
  server = await startAccess({}, await discoverRoutes(), pace);
  cookie = await setUp(server);
  const address = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }));
  port = Number(address.port);
});

afterAll(() => server?.[Symbol.asyncDispose]());

function open(): Socket {
  return connect(port, '127.0.0.1').on('error', () => undefined);
}

/** All that comes until the other side ends the connection. */
async function until(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

const head = (method: string, path: string, more = '') =>
  `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:7400\r\norigin: ${origin}\r\n${more}`;

describe('every answer', () => {
  test.each(['/api/session', '/api/workspaces/default/members', '/api/nothing'])(
    '%s says what a browser may do with it, and that nobody keeps it',
    async (path) => {
      const { headers } = await get(server, path);

      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy':
          "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()'),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  test('an address that is no address is answered as a refusal too', async () => {
    const answer = await get(server, '/api/workspaces/%');

    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code: 'bad-request' } });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('insists on https where the outside reaches us by it', async () => {
    await using secure = await startAccess({ baseUrl: 'https://daybook.example' });

    const { headers } = await get(secure, '/api/session');

    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('what is too much', () => {
  test('a header of 10 MB is refused before it is read whole', async () => {
    const socket = open();
    socket.write(`${head('GET', '/api/session')}x-large: `);
    socket.write('a'.repeat(10_000_000));

    const answer = await until(socket);

    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(answer).toContain('"code":"headers-too-large"');
    expect(socket.bytesWritten).toBeLessThanOrEqual(10_000_200);
  });

  test('an address of 9,000 characters is refused', async () => {
    const answer = await get(server, `/api/session?${'a'.repeat(9_000)}`, cookie);

    expect(answer.statusCode).toBe(414);
  });

  test('a body nested 65 deep is refused, one of 64 is read', async () => {
    const nested = (levels: number) => ({
      method: 'POST' as const,
      url: '/api/sign-in',
      headers: { origin, 'content-type': 'application/json' },
      payload: '['.repeat(levels) + ']'.repeat(levels),
    });

    const deep = await server.app.inject(nested(65));
    const shallow = await server.app.inject(nested(64));
    const brackets = await post(server, '/api/sign-in', { email: '['.repeat(200), password: 'x' });

    expect(deep.statusCode).toBe(400);
    expect(deep.body).toContain('nested deeper than 64 levels');
    expect(shallow.body + brackets.body).not.toContain('nested');
  });

  test('a body that names the prototype is refused', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { origin, 'content-type': 'application/json' },
      payload: '{"email":"a","__proto__":{"isAdmin":true}}',
    });

    expect(answer.statusCode).toBe(400);
  });

  test('what is no HTTP at all is answered as a refusal', async () => {
    const socket = open();
    socket.write('\u0016\u0003\u0001 hello\r\n\r\n');

    expect(await until(socket)).toMatch(/^HTTP\/1.1 400 [\s\S]*"code":"bad-request"/);
  });
});

describe('what is too slow', () => {
  test('headers that dribble in end the connection', async () => {
    // The checking interval is that of the product; only how long it tolerates is shortened.
    expect(server.app.server.headersTimeout).toBe(15_000);
    server.app.server.headersTimeout = 50;
    const socket = open();
    socket.write(head('GET', '/api/session'));

    const answer = await until(socket);

    server.app.server.headersTimeout = 15_000;
    expect(answer).toMatch(/^HTTP\/1.1 408 [\s\S]*"code":"too-slow"/);
  });

  test('a body that dribbles in ends the connection, and a live stream opened before goes on', async () => {
    const live = open();
    live.setEncoding('utf8');
    live.write(`${head('GET', '/api/workspaces/default/live', `cookie: ${cookie}\r\n`)}\r\n`);
    await once(live, 'data');
    const slow = open();
    slow.write(
      `${head('POST', '/api/sign-in', 'content-type: application/json\r\ncontent-length: 50\r\n')}\r\n{`,
    );

    const answer = await until(slow);
    const told = once(live, 'data');
    for (const workspaceId of await workspaceIds()) server.services.live.publish(workspaceId, 'facts');

    expect(answer).toBe('');
    expect(String(await told)).toContain('"topic":"facts"');
    live.destroy();
  });

  test('a body that arrives piece by piece but fast enough is read', async () => {
    const body = JSON.stringify({ email: `${'a'.repeat(60_000)}@company.example`, password: 'x' });
    const socket = open();
    const headers = `content-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n`;
    socket.write(`${head('POST', '/api/sign-in', headers)}\r\n`);
    for (let start = 0; start < body.length; start += 1_000) socket.write(body.slice(start, start + 1_000));

    expect(await until(socket)).toMatch(/^HTTP\/1.1 4\d\d /);
  });
});

describe('live streams of one person', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('are at most twenty; the next is refused, and those that end leave nothing behind', async () => {
    const [workspaceId] = await workspaceIds();
    const subscribed = spySubscriptions();
    const streams = Array.from({ length: 20 }, openLive);
    await Promise.all(streams.map((stream) => once(stream, 'data')));
    const next = openLive();

    // A refusal leaves the connection open for more.
    const refused = String((await once(next, 'data'))[0]);
    next.destroy();
    for (const stream of streams) stream.destroy();
    await vi.waitFor(() => expect(subscribed.open()).toBe(0));

    expect(refused).toMatch(/^HTTP\/1.1 429 [\s\S]*"code":"rate-limited"/);
    const again = openLive();
    expect(String((await once(again, 'data'))[0])).toContain('200 OK');
    again.destroy();
    if (workspaceId !== undefined) server.services.live.publish(workspaceId, 'facts');
  });

  test('end when nobody reads them, instead of filling the memory', async () => {
    const [workspaceId] = await workspaceIds();
    const subscribed = spySubscriptions();
    const stalled = openLive();
    await once(stalled, 'data');
    stalled.pause();

    await vi.waitFor(
      () => {
        for (let i = 0; i < 20_000; i += 1)
          if (workspaceId !== undefined) server.services.live.publish(workspaceId, 'facts');
        expect(subscribed.ended()).toBeGreaterThan(0);
      },
      { timeout: 20_000 },
    );
    stalled.destroy();
  });
});

function openLive(): Socket {
  const socket = open();
  socket.setEncoding('utf8');
  socket.write(`${head('GET', '/api/workspaces/default/live', `cookie: ${cookie}\r\n`)}\r\n`);
  return socket;
}

/** How many listeners came and went since it was asked. */
function spySubscriptions() {
  const { live } = server.services;
  let came = 0;
  let went = 0;
  const subscribe = live.subscribe;
  vi.spyOn(live, 'subscribe').mockImplementation((...args) => {
    came += 1;
    const stop = subscribe(...args);
    return () => {
      went += 1;
      stop();
    };
  });
  return { open: () => came - went, ended: () => went };
}

test('connections past what one process can serve are not taken', () => {
  expect(server.app.server.maxConnections).toBe(4_096);
});

async function workspaceIds(): Promise<readonly WorkspaceId[]> {
  const listed = await server.services.database.withSystem('test', listWorkspaces);
  return listed.map(({ id }) => id);
}
