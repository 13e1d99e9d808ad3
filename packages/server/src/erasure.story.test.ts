import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyInclusion } from '@daybook/ledger';
import { sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordMember } from './access/record-member.ts';
import { buildPackage } from './audits/index.ts';
import { findOrCreateConnection } from './connections/index.ts';
import { claimPull } from './intake/index.ts';
import { approveErasure } from './ledger/erasure/approve-erasure.ts';
import { readErasure } from './ledger/erasure/read-erasure.ts';
import { requestErasure } from './ledger/erasure/request-erasure.ts';
import {
  findUnreadable,
  newestLog,
  proveInclusion,
  readEntriesAt,
  readEntryRange,
  readPayloads,
} from './ledger/index.ts';
import { backUp, databaseName, restoreBackup, silentLog } from './platform/backup/index.ts';
import {
  type Actor,
  createWorkspace,
  subjectKeyId,
  systemActor,
  type Tx,
  type WorkspaceId,
} from './platform/index.ts';
import { runtimeDirFor } from './platform/postgres/locations.ts';
import { type RunningServer, startServer } from './start-server.ts';

// What is left of a person in a real data folder, searched byte by byte.

const person = { email: 'ludmila.findme@company.example', name: 'Ludmila Findme' } as const;
const keyDirBefore = process.env.DAYBOOK_KEY_DIR;
let root: string;
let dataDir: string;
let server: RunningServer;
let workspaceId: WorkspaceId;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'daybook-erasure-'));
  // As root the database runs as another account, which must be able to come this far.
  chmodSync(root, 0o755);
  dataDir = join(root, 'data');
  process.env.DAYBOOK_KEY_DIR = join(root, 'master');
  await start();
  const made = await server.services.database.withSystem('test', (tx) =>
    createWorkspace(tx, { slug: 'default', name: 'Default' }, server.services),
  );
  workspaceId = made.id;
}, 60_000);

afterEach(async () => {
  await server?.close();
  if (keyDirBefore === undefined) delete process.env.DAYBOOK_KEY_DIR;
  else process.env.DAYBOOK_KEY_DIR = keyDirBefore;
  rmSync(root, { recursive: true, force: true });
});

async function start(): Promise<void> {
  server = await startServer({ dataDir, tcp: null });
}

function inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return server.services.database.withWorkspace(workspaceId, work);
}

async function addOwner(userId: string): Promise<Actor> {
  const identity = { name: userId };
  const member = { workspaceId, userId, role: 'owner', identity, addedBy: null, isFirst: false } as const;
  const made = await server.services.database.withSystem('test', (tx) =>
    recordMember(tx, { ...member, slug: 'default' }, server.services),
  );
  return { kind: 'user', id: made.subjectId, userId, label: 'owner' };
}

/** Reads a list of people from a file outside the data folder. */
async function importPeople(): Promise<void> {
  const file = join(root, 'people.csv');
  const rows = [
    'name,email,title,start date',
    `${person.name},${person.email},Xylophonist,2025-01-01`,
    'Otto Other,otto.other@company.example,Gardener,2025-01-01',
  ];
  writeFileSync(file, `${rows.join('\n')}\n`);
  const connector = server.services.catalog.connectors.get('table');
  const settings = { ...((await connector?.settingsFromPath?.(file)) ?? {}) };
  const claimed = await inTx(async (tx) => {
    const input = { connector: 'table', name: null, settings, actor: systemActor };
    const connection = await findOrCreateConnection(tx, input, server.services);
    return claimPull(tx, { workspaceId, connection: connection.id, actor: systemActor }, server.services);
  });
  claimed.begin();
  await server.services.background.settled();
}

async function subjectOf(name: string): Promise<string> {
  const { findSubjects } = await import('./intake/find-subjects.ts');
  const [found] = await inTx((tx) => findSubjects(tx, { words: name, mayShow: () => true }, server.services));
  return found?.subject ?? '';
}

async function ask(actor: Actor, what: { subject?: string; positions?: number[] }): Promise<string> {
  const { subject = null, positions = [] } = what;
  const request = { workspaceId, actor, subject, positions, legalBasis: 'gdpr-art-17-1-a', reason: 'Asked.' };
  return requestErasure({ ...request, legalBasis: 'gdpr-art-17-1-a' }, server.services);
}

/** Files below these folders that hold any of the needles. */
function filesHolding(needles: readonly Buffer[], ...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      if (!entry.isFile()) return [];
      const bytes = bytesOf(join(entry.parentPath, entry.name));
      return needles.some((needle) => bytes.includes(needle)) ? [join(entry.parentPath, entry.name)] : [];
    }),
  );
}

/** A database at work takes files away meanwhile; one that is gone holds nothing. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

async function checkpoint(): Promise<void> {
  const client = new pg.Client({
    host: runtimeDirFor(dataDir),
    port: 5432,
    user: 'daybook',
    database: databaseName,
  });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
}

/** The person's key, raw and as it is wrapped in the file. */
async function keyBytes(subject: string): Promise<readonly Buffer[]> {
  const id = subjectKeyId(workspaceId, subject);
  const found = await inTx((tx) => server.services.dataKeys.find(tx, [id]));
  const raw = found.get(id)?.key.export() ?? Buffer.alloc(0);
  const keys = readFileSync(join(dataDir, 'keys', '00001.keys'));
  const at = keys.indexOf(Buffer.from(id.replaceAll('-', ''), 'hex'));
  return [raw, keys.subarray(at + 16, at + 16 + 61)];
}

async function leafOf(position: number): Promise<Buffer> {
  const log = await inTx(newestLog);
  const index = position - (log?.firstPosition ?? 0);
  const [entry] = await inTx((tx) => readEntryRange(tx, log?.id ?? '', index, index + 1));
  return entry?.leafHash ?? Buffer.alloc(0);
}

function packageOrder(actor: Actor) {
  const now = server.services.clock.now().slice(0, 10);
  return {
    workspaceId,
    actor,
    framework: 'soc2-tsc-2017-2022',
    from: '2020-01-01',
    to: now,
    names: 'included' as const,
  };
}

async function backUpTo(file: string): Promise<void> {
  await backUp({
    owner: { host: runtimeDirFor(dataDir), port: 5432, user: 'daybook', database: databaseName },
    dataDir,
    file,
    keySource: 'a file',
    version: '0.0.0',
    now: () => '2026-03-01T12:00:00.000Z',
    progress: () => undefined,
  });
}

test('of an erased person neither name nor key is left in the data folder, the log or a new backup; proofs hold', async () => {
  const [asking, approving] = [await addOwner('first'), await addOwner('second')];
  await importPeople();
  const subject = await subjectOf('findme');
  const [raw, wrapped] = await keyBytes(subject);
  const { rows } = await inTx((tx) =>
    tx.client.query('select position, value from fact where kind = $1 and value::text like $2', [
      'person',
      `%${subject}%`,
    ]),
  );
  const record = rows[0]?.position as number; // a bigint column
  const words = [person.email, person.name, 'findme', 'Xylophonist'].map((text) => Buffer.from(text));
  const keys = [raw ?? Buffer.alloc(0), wrapped ?? Buffer.alloc(0)];
  const leaf = await leafOf(record);
  await buildPackage(packageOrder(asking), server.services);
  expect(keys.map((key) => key.length)).toEqual([32, 61]);
  expect(filesHolding(words, dataDir).length).toBeGreaterThan(0);
  expect(filesHolding([keys[1] ?? Buffer.alloc(0)], dataDir)).toHaveLength(1);

  for (const what of [{ subject }, { positions: [record] }]) {
    const erasure = await ask(asking, what);
    await approveErasure({ workspaceId, actor: approving, erasure }, server.services);
  }
  expect(readdirSync(join(dataDir, 'packages'))).toEqual([]);
  await buildPackage(packageOrder(asking), server.services);
  await checkpoint();
  const backups = join(root, 'backups');
  mkdirSync(backups, { mode: 0o755 });
  await backUpTo(join(backups, 'day.backup'));
  const unpacked = join(backups, 'restored');
  await restoreBackup({
    file: join(backups, 'day.backup'),
    dataDir: unpacked,
    database: databaseName,
    log: silentLog,
    progress: () => undefined,
  });

  expect(filesHolding([...words, ...keys], dataDir, backups)).toEqual([]);
  expect(await leafOf(record)).toEqual(leaf);
  const proof = await inTx((tx) => proveInclusion(tx, record, server.services));
  const { checkpoint: signed, hashes, index } = proof;
  const claim = { leafHash: leaf, index, size: signed.size, proof: hashes, root: signed.root };
  expect(verifyInclusion(sha256, claim)).toBe(true);
}, 120_000);

test('an erasure whose process dies before the key file is rewritten is finished at the next start', async () => {
  const [asking, approving] = [await addOwner('first'), await addOwner('second')];
  await importPeople();
  const subject = await subjectOf('findme');
  const keys = await keyBytes(subject);
  const erasure = await ask(asking, { subject });
  const dying = {
    ...server.services.dataKeys,
    settle: async () => {
      throw new Error('the process died');
    },
  };
  await approveErasure({ workspaceId, actor: approving, erasure }, { ...server.services, dataKeys: dying });
  expect(filesHolding(keys, join(dataDir, 'keys'))).toHaveLength(1);

  await server.close();
  await start();

  expect(filesHolding(keys, dataDir)).toEqual([]);
  expect(await readErasure(workspaceId, erasure, server.services)).toMatchObject({ state: 'approved' });
}, 120_000);

test('keys from an older archive are destroyed again before anything is served', async () => {
  const [asking, approving] = [await addOwner('first'), await addOwner('second')];
  await importPeople();
  const subject = await subjectOf('findme');
  const keys = await keyBytes(subject);
  const [older, newer] = [join(root, 'older.backup'), join(root, 'newer.backup')];
  await backUpTo(older);
  const erasure = await ask(asking, { subject });
  await approveErasure({ workspaceId, actor: approving, erasure }, server.services);
  await backUpTo(newer);
  await server.close();
  rmSync(dataDir, { recursive: true });

  await restoreBackup({
    file: newer,
    dataKeys: `${older}.keys`,
    dataDir,
    database: databaseName,
    log: silentLog,
    progress: () => undefined,
  });
  const restored = filesHolding(keys, join(dataDir, 'keys'));
  await start();

  expect(restored).toHaveLength(1);
  expect(filesHolding(keys, dataDir)).toEqual([]);
  const [other] = await inTx(async (tx) => {
    const { findSubjects } = await import('./intake/find-subjects.ts');
    return findSubjects(tx, { words: 'otto', mayShow: () => true }, server.services);
  });
  expect(other?.name?.disclose(() => true)).toBe('Otto Other');
}, 120_000);

/** What the log shows of the entries that say who this person is. */
async function shownOf(positions: readonly number[]) {
  return inTx(async (tx) => {
    const entries = await readEntriesAt(tx, positions);
    const places = entries.map(({ position, entry }) => ({ position, id: entry.id }));
    const opened = (await readPayloads(tx, places, server.services)).map(({ position }) => position);
    const unreadable = await findUnreadable(tx, entries, new Set(opened));
    return { entries: entries.length, opened, unreadable: [...unreadable] };
  });
}

test('a backup from before an erasure, restored beside the same key folder, does not bring the person back', async () => {
  const [asking, approving] = [await addOwner('first'), await addOwner('second')];
  await importPeople();
  const subject = await subjectOf('findme');
  const keys = await keyBytes(subject);
  const { rows } = await inTx((tx) =>
    tx.client.query<{ position: number }>(
      'select position from payload where key_id = $1 order by position',
      [subjectKeyId(workspaceId, subject)],
    ),
  );
  const positions = rows.map((row) => row.position);
  const backup = join(root, 'before.backup');
  await backUpTo(backup);
  const erasure = await ask(asking, { subject });
  await approveErasure({ workspaceId, actor: approving, erasure }, server.services);
  const remembered = readFileSync(join(root, 'master', 'destroyed-subjects'), 'utf8');
  await server.close();
  rmSync(dataDir, { recursive: true });

  await restoreBackup({
    file: backup,
    dataDir,
    database: databaseName,
    log: silentLog,
    progress: () => undefined,
  });
  const restored = filesHolding(keys, join(dataDir, 'keys'));
  await start();

  expect(remembered.trim()).toBe(subjectKeyId(workspaceId, subject));
  expect(restored).toHaveLength(1);
  expect(filesHolding(keys, dataDir)).toEqual([]);
  expect(await subjectOf('findme')).toBe('');
  expect(await subjectOf('otto')).not.toBe('');
  expect(positions.length).toBeGreaterThan(0);
  expect(await shownOf(positions)).toEqual({ entries: positions.length, opened: [], unreadable: positions });
  expect(readFileSync(join(dataDir, 'daybook.log'), 'utf8')).toContain(
    'keys of erased people came back with an older backup and were destroyed again',
  );

  // The log itself is told to be an older state; and nobody is recognised as that person when it goes on.
  expect(server.forkedLogs).toHaveLength(1);
  const recognised = await inTx((tx) =>
    tx.client.query('select from subject_identity where subject_id = $1', [subject]),
  );
  expect(recognised.rowCount).toBe(0);
}, 120_000);
