import { createHmac, hash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { logFolder, openZip, Problems, readTree } from '@daybook/verify';
import { against, type Bench, type Result, secondsOf } from './bench.ts';
import { benchOrigin, writeLogZip } from './write-log-zip.ts';

const entries = 600_000;
/** So many of the same entries are hashed for the rate beside it; all of them would not change it. */
const entriesKept = 100_000;
const runs = 3;

/**
 * Verification of a package's log part, from the file on disk to the root: entries hashed, every tile compared. Beside it
 * `crypto.hash` called once for each of the same entries, the least a verifier can do. Payload commitments by themselves.
 */
export const bench: Bench = {
  name: 'verify',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-verify-'));
    try {
      const texts: Buffer[] = [];
      const log = await writeLogZip(folder, entries, (text) => {
        if (texts.length < entriesKept) texts.push(Buffer.from(text));
      });
      const base = entriesKept / (await best(async () => hashEach(texts)));
      const one = perSecond(await best(() => verifyLog(log, 1)));
      const two = perSecond(await best(() => verifyLog(log, 2)));
      return [
        against(base, { name: 'verify log part, one thread', value: one, unit: 'entries/s' }),
        against(one, { name: 'verify log part, two threads beside one', value: two, unit: 'entries/s' }),
        await hashInTwo(texts, base),
        await commitments(),
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

function hashEach(texts: readonly Buffer[]): void {
  for (const text of texts) hash('sha256', text);
}

/**
 * The bare hash on two threads beside one: no more than this can two threads bring on this machine, where processors may
 * share the part that hashes.
 */
async function hashInTwo(texts: readonly Buffer[], one: number): Promise<Result> {
  const worker = new Worker(hashingThread, { eval: true, workerData: texts });
  await once(worker, 'message');
  const seconds = await best(async () => {
    worker.postMessage('hash');
    hashEach(texts);
    await once(worker, 'message');
  });
  await worker.terminate();
  const value = (2 * entriesKept) / seconds;
  return against(one, { name: 'crypto.hash alone, two threads beside one', value, unit: 'entries/s' });
}

const hashingThread = `
  const { hash } = require('node:crypto');
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', () => {
    for (const text of workerData) hash('sha256', text);
    parentPort.postMessage('done');
  });
  parentPort.postMessage('ready');
`;

type Log = { readonly path: string; readonly root: Uint8Array };

async function verifyLog({ path, root }: Log, threads: number): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const problems = new Problems();
    const zip = await openZip(handle);
    const input = {
      zip,
      folder: logFolder(benchOrigin),
      size: entries,
      watched: [],
      threads: { path, count: threads },
    };
    const tree = await readTree(input, problems);
    if (problems.count > 0 || tree === null || !Buffer.from(tree.root).equals(root))
      throw new Error('the log did not verify');
  } finally {
    await handle.close();
  }
}

async function commitments(): Promise<Result> {
  const payload = Buffer.from(JSON.stringify({ kind: 'change', value: 'x'.repeat(400) }));
  const salt = randomBytes(32);
  const seconds = await best(async () => {
    for (let i = 0; i < entriesKept; i += 1) createHmac('sha256', salt).update(payload).digest();
  });
  return { name: 'payload commitments', value: Math.round(entriesKept / seconds), unit: 'payloads/s' };
}

async function best(work: () => Promise<unknown>): Promise<number> {
  let seconds = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i += 1) seconds = Math.min(seconds, await secondsOf(work));
  return seconds;
}

function perSecond(seconds: number): number {
  return entries / seconds;
}
