import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { connectServer, type ServerStarter } from './connect-server.ts';

let folder: string;
let socketPath: string;
const open: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-socket-'));
  socketPath = join(folder, 'api.sock');
});

afterEach(async () => {
  for (const server of open.splice(0)) await stop(server);
  rmSync(folder, { recursive: true, force: true });
});

async function serve(name: string): Promise<Server> {
  const server = createServer((_request, response) => response.end(JSON.stringify({ name })));
  open.push(server);
  await new Promise<void>((listening) => server.listen(socketPath, listening));
  return server;
}

function stop(server: Server): Promise<unknown> {
  server.closeAllConnections();
  return new Promise((closed) => server.close(closed));
}

function starterOf(start: ServerStarter['start']): ServerStarter {
  return { socketPathFor: async () => socketPath, start };
}

const refuseToStart = starterOf(() => Promise.reject(new Error('nothing may be started here')));
const named = z.object({ name: z.string() });

test('a server that already runs is used and left running', async () => {
  const server = await serve('theirs');

  const connection = await connectServer(folder, refuseToStart);
  const answer = await connection.get('/who', named);
  await connection.close();

  expect(answer).toEqual({ name: 'theirs' });
  expect(server.listening).toBe(true);
});

test('without one a server is started, and stopped at the end', async () => {
  const starter = starterOf(async () => {
    const server = await serve('ours');
    return { close: async () => void (await stop(server)) };
  });

  const connection = await connectServer(folder, starter);
  const answer = await connection.get('/who', named);
  await connection.close();

  expect(answer).toEqual({ name: 'ours' });
  expect(open[0]?.listening).toBe(false);
});

test('of two that start at once, the slower one uses the server of the faster one', async () => {
  let tries = 0;
  const starter = starterOf(async () => {
    tries += 1;
    if (tries === 2) await serve('faster');
    throw Object.assign(new Error('another process owns the folder'), { code: 'already-running' });
  });

  const connection = await connectServer(folder, starter);

  expect(await connection.get('/who', named)).toEqual({ name: 'faster' });
  expect(tries).toBe(2);
});

test('when the process that served us ends, the next call starts a server of its own', async () => {
  const theirs = await serve('theirs');
  const connection = await connectServer(
    folder,
    starterOf(async () => {
      const server = await serve('ours');
      return { close: async () => void (await stop(server)) };
    }),
  );

  await stop(theirs);
  const answer = await connection.get('/who', named);
  await connection.close();

  expect(answer).toEqual({ name: 'ours' });
});

test('a reason not to start is told as it is', async () => {
  const starter = starterOf(() =>
    Promise.reject(
      Object.assign(new Error('written by another PostgreSQL'), { code: 'data-version-mismatch' }),
    ),
  );

  await expect(connectServer(folder, starter)).rejects.toMatchObject({ code: 'data-version-mismatch' });
});
