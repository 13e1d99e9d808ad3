import { join } from 'node:path';
import { openInstallation } from '@daybook/server';
import pg from 'pg';
import { append, type EntryInput } from '../../packages/server/src/ledger/index.ts';
import {
  createWorkspace,
  silentLog,
  systemActor,
  systemClock,
  systemIds,
} from '../../packages/server/src/platform/index.ts';
import { ownWords } from '../../packages/server/src/redaction/index.ts';
import { against, type Bench, secondsOf } from './bench.ts';
import { makeFolder } from './bench-server.ts';

const batches = 20;
const batchSize = 2_000;
const producers = 64;
const entriesPerProducer = 30;
const rounds = 3;

/** Entries with sealed payloads against COPY BINARY of the very same rows into equal tables, best of three each. */
export const bench: Bench = {
  name: 'append',
  run: async () => {
    const { folder, remove } = makeFolder();
    const dataDir = join(folder, 'data');
    try {
      await using installation = await openInstallation({ dataDir, databaseUrl: null, log: silentLog });
      const { database, keyring, owner } = installation;
      const services = { keyring, clock: systemClock, ids: systemIds };
      const workspace = await database.withSystem('bench', (tx) =>
        createWorkspace(tx, { slug: 'bench', name: 'Bench' }, services),
      );
      const write = (count: number) =>
        database.withWorkspace(workspace.id, (tx) => append(tx, madeUp(count), services));
      await write(batchSize);
      const inBatches = await fastest(async () => {
        for (let batch = 0; batch < batches; batch += 1) await write(batchSize);
      });
      const raw =
        ((rounds * batches + 1) * batchSize) / (await copySeconds(owner, join(dataDir, 'postgres')));
      const alone = await fastest(async () => {
        await Promise.all(Array.from({ length: producers }, () => writeOneByOne(write)));
      });
      return [
        against(raw, { name: 'append-batches', value: (batches * batchSize) / inBatches, unit: 'entries/s' }),
        against(raw, {
          name: 'append-64-producers',
          value: (producers * entriesPerProducer) / alone,
          unit: 'entries/s',
        }),
      ];
    } finally {
      remove();
    }
  },
};

async function writeOneByOne(write: (count: number) => Promise<unknown>): Promise<void> {
  for (let entry = 0; entry < entriesPerProducer; entry += 1) await write(1);
}

async function fastest(work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) seconds.push(await secondsOf(work));
  return Math.min(...seconds);
}

function madeUp(count: number): EntryInput[] {
  const now = systemClock.now();
  const [connection, pull] = [systemIds.make('con'), systemIds.make('pul')];
  return Array.from({ length: count }, (_, i) => {
    const value = {
      system: 'crm',
      holder: systemIds.random('sub'),
      roles: ['reader', 'admin'],
      hasMfa: true,
    };
    return {
      type: 'record.observed@1',
      actor: systemActor,
      occurredAt: null,
      observedAt: now,
      refs: [connection, pull],
      payload: ownWords({ kind: 'account', scope: 'crm', key: `crm/${i}`, value }),
    };
  });
}

/** Writes the rows of entries and payloads out and reads them into tables with the same indexes, as fast as it goes. */
async function copySeconds(owner: pg.ClientConfig, serverFolder: string): Promise<number> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    let seconds = 0;
    for (const table of ['ledger_entry_bulk', 'payload_bulk']) {
      const file = `'${join(serverFolder, `${table}.copy`)}'`;
      await client.query(`copy ${table} to ${file} (format binary)`);
      const copy = async (round: number) => {
        await client.query(`create table raw_${table}_${round} (like ${table} including all)`);
        return secondsOf(() => client.query(`copy raw_${table}_${round} from ${file} (format binary)`));
      };
      seconds += Math.min(await copy(1), await copy(2), await copy(3));
    }
    return seconds;
  } finally {
    await client.end();
  }
}
