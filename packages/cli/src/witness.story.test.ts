import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { connectServer } from './connect-server.ts';
import { ownServer } from './own-server.ts';
import { Cli } from './testing/run-cli.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-story-'));
chmodSync(root, 0o755);
const cli = new Cli(join(root, 'data'), join(root, 'keys'));
const base = '/api/workspaces/default/ledger';

afterAll(() => rmSync(root, { recursive: true, force: true }));

const ledgerShape = z.looseObject({ log: z.looseObject({ verifierKey: z.string() }) });
const anchorShape = z.looseObject({
  rung: z.int(),
  isOverdue: z.boolean(),
  results: z.array(z.looseObject({ state: z.string(), problem: z.string().nullable() })),
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A program that keeps running; answers once it has printed so many lines. */
async function startUntilReady(lines: number, ...argv: readonly string[]) {
  const { child, ended } = cli.start(...argv);
  const printed: string[] = [];
  if (child.stdout === null) throw new Error('nothing can be read of the program');
  for await (const line of createInterface(child.stdout)) {
    printed.push(line);
    if (printed.length === lines) break;
  }
  return {
    printed,
    end: async (signal: 'SIGTERM' | 'SIGKILL') => {
      child.kill(signal);
      await ended;
    },
  };
}

test('an auditor runs a witness; Daybook is confirmed by it, says so when it is gone, and goes on when it is back', async () => {
  const daybook = await startUntilReady(1, 'serve', '--port', String(await freePort()));
  const refuseToStart = { ...ownServer, start: () => Promise.reject(new Error('it runs already')) };
  const server = await connectServer(cli.dataDir, refuseToStart);
  const { log } = await server.get(base, ledgerShape);
  const port = String(await freePort());
  const witnessArgs = [
    '--state',
    join(root, 'witness'),
    '--log',
    log.verifierKey,
    '--name',
    'auditor.example',
  ];
  const startWitness = () => startUntilReady(2, 'witness', ...witnessArgs, '--port', port);
  const witness = await startWitness();
  const verifierKey = witness.printed[1]?.split(': ')[1];
  const address = `http://127.0.0.1:${port}`;
  const target = { kind: 'witness', name: 'Auditor', address, verifierKey };
  await server.post(`${base}/anchor-targets`, target, z.unknown());

  const first = await cli.json(anchorShape, ['anchor']);
  await witness.end('SIGKILL');
  const gone = await cli.json(anchorShape, ['anchor'], 1);
  const again = await startWitness();
  const back = await cli.json(anchorShape, ['anchor']);
  const status = await cli.run('status');

  expect(first).toMatchObject({ rung: 3, isOverdue: false, results: [{ state: 'ok' }] });
  expect(gone.results).toMatchObject([{ state: 'failing', problem: 'it could not be reached' }]);
  expect(again.printed[1]).toBe(witness.printed[1]);
  expect(back.results).toMatchObject([{ state: 'ok', problem: null }]);
  expect(status.out).toContain('● confirmed from outside');
  await again.end('SIGTERM');
  await daybook.end('SIGTERM');
}, 120_000);
