import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bench, round, secondsOf } from './bench.ts';
import { makeFolder } from './bench-server.ts';

const rounds = 3;
const root = join(import.meta.dirname, '../..');

/** From starting the process to the first answer, on a data folder that was used before; best of three. */
export const bench: Bench = {
  name: 'start',
  run: async () => {
    const { folder, remove } = makeFolder();
    const dataDir = join(folder, 'data');
    try {
      const cold = await startOnce(dataDir);
      const warm: number[] = [];
      const command: number[] = [];
      for (let round = 0; round < rounds; round += 1) warm.push(await startOnce(dataDir));
      for (let round = 0; round < rounds; round += 1) command.push(await statusOnce(dataDir));
      return [
        { name: 'start-first', value: round(cold), unit: 's' },
        { name: 'start-warm', value: round(Math.min(...warm)), unit: 's' },
        { name: 'command-alone', value: round(Math.min(...command)), unit: 's' },
        { name: 'command-beside-server', value: round(await statusBesideServer(dataDir)), unit: 's' },
      ];
    } finally {
      remove();
    }
  },
};

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  const seconds = await secondsOf(async () => {
    server = serve(dataDir, port);
    await healthy(port);
  });
  await end(server);
  return seconds;
}

async function statusBesideServer(dataDir: string): Promise<number> {
  const port = await freePort();
  const server = serve(dataDir, port);
  await healthy(port);
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) seconds.push(await statusOnce(dataDir));
  await end(server);
  return Math.min(...seconds);
}

function statusOnce(dataDir: string): Promise<number> {
  const program = join(root, 'packages/cli/bin/daybook.mjs');
  const args = [program, 'status', '--framework', 'nist-csf-2.0', '--json', '--data', dataDir];
  return secondsOf(async () => {
    const [code] = await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
    if (code !== 0) throw new Error(`\`daybook status\` ended with ${code}`);
  });
}

function serve(dataDir: string, port: number): ChildProcess {
  const args = [join(root, 'tools/start.mjs'), '--port', String(port), '--data', dataDir];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function healthy(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await wait(10);
  }
}

async function end(server: ChildProcess | null): Promise<void> {
  if (server === null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}
