import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Cluster } from './cluster.ts';

export type Acknowledged = { readonly position: number; readonly id: string; readonly note: string };

/** A writing process, and what it was told is written. */
export interface Writer {
  readonly pid: number;
  readonly acknowledged: readonly Acknowledged[];
  /** The reasons it was given where it was refused. */
  readonly refusals: readonly string[];
  /** Begins to write. */
  go(): void;
  /** Resolves with the next acknowledgement. */
  acknowledgedOnce(): Promise<void>;
  /** Asks it to end by itself. */
  stop(): void;
  kill(): void;
  /** Resolves when the process is gone and all it said was read; true when it ended by itself with every call answered. */
  readonly ended: Promise<boolean>;
}

export type WriterInput = {
  readonly cluster: Cluster;
  readonly workspaceId: string;
  readonly name: string;
  /** A folder of key files, or null for keys in the database. */
  readonly keyDir: string | null;
  readonly producers?: number;
};

/** Returns when the process is there and waits to be told to go. */
export async function spawnWriter(input: WriterInput): Promise<Writer> {
  const { cluster, workspaceId, name, keyDir, producers = 16 } = input;
  const args = [
    join(import.meta.dirname, 'writer.ts'),
    ...['--socket', cluster.socketDir, '--database', cluster.database, '--workspace', workspaceId],
    ...['--name', name, '--keys', keyDir ?? '', '--producers', String(producers)],
  ];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.on('error', () => undefined); // it was killed
  const acknowledged: Acknowledged[] = [];
  const refusals: string[] = [];
  const listeners: (() => void)[] = [];
  let isReady: () => void = () => undefined;
  let hasEnded = false;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => {
    const [word, position, id, note] = line.split(' ');
    if (word === 'ready') isReady();
    else if (word === 'end') hasEnded = true;
    else if (word === 'no') refusals.push(line.slice(3));
    // A line cut off by the kill has no note; nobody could have read it as an acknowledgement.
    else if (word === 'ack' && id !== undefined && note !== undefined) {
      acknowledged.push({ position: Number(position), id, note });
    }
    for (const listener of listeners.splice(0)) listener();
  });
  const ended = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(() => {
    for (const listener of listeners.splice(0)) listener();
    return hasEnded;
  });
  await Promise.race([ready, ended]);
  return {
    pid: child.pid ?? 0,
    acknowledged,
    refusals,
    go: () => child.stdin.write('go\n'),
    acknowledgedOnce: () => new Promise((resolve) => listeners.push(resolve)),
    stop: () => child.stdin.write('stop\n'),
    kill: () => child.kill('SIGKILL'),
    ended,
  };
}
