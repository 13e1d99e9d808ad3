import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { exchange } from './exchange.ts';

const open: Server[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
}

function ask(url: string, timeoutMs = 5_000) {
  return exchange(
    {
      method: 'POST',
      url,
      body: Uint8Array.of(1, 2),
      contentType: 'application/x',
      timeoutMs,
      answerSizeMaxBytes: 100,
    },
    fetch,
  );
}

test('any status is an answer, with its type and bytes', async () => {
  const url = await serve((request, response) => {
    request.resume().on('end', () => {
      const seen = [
        request.method,
        request.headers['content-type'],
        request.headers.cookie,
        request.headers.authorization,
      ];
      response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end(JSON.stringify(seen));
    });
  });

  const answer = await ask(url);

  expect(answer).toMatchObject({ status: 409, contentType: 'text/x.tlog.size' });
  expect(JSON.parse(answer.body.toString())).toEqual(['POST', 'application/x', null, null]);
});

test('a redirect is not followed, wherever it leads', async () => {
  let reached = 0;
  const inner = await serve((_request, response) => {
    reached += 1;
    response.end();
  });
  const url = await serve((_request, response) => response.writeHead(307, { location: inner }).end());

  await expect(ask(url)).rejects.toThrow('it answered with a redirect, which is never followed');
  expect(reached).toBe(0);
});

test('an answer without end is cut off at its bound', async () => {
  const url = await serve((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(1_000)));
    };
    response.on('drain', more);
    more();
  });

  await expect(ask(url)).rejects.toThrow('it answered with more than 100 bytes');
});

test('one that answers slowly, or begins and does not end, is given up', async () => {
  const silent = await serve(() => undefined);
  const halting = await serve((_request, response) => response.write('x'));

  await expect(ask(silent, 150)).rejects.toThrow('it did not answer within 0.15 s');
  await expect(ask(halting, 150)).rejects.toThrow('it did not answer within 0.15 s');
});

test('one that is not there could not be reached', async () => {
  await expect(ask('http://127.0.0.1:1/')).rejects.toThrow('it could not be reached');
});
