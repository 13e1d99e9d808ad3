import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { silentLog } from '../log.ts';
import { migrate } from '../migrate.ts';
import { runtimeDirFor } from '../postgres/locations.ts';
import { type EmbeddedPostgres, startPostgres } from '../postgres/start-postgres.ts';
import { backUp } from './back-up.ts';
import { restoreBackup } from './restore-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'daybook-backup-'));
const source = join(root, 'source');
const file = join(root, 'day.backup');
let postgres: EmbeddedPostgres;
let owner: pg.ClientConfig;

beforeAll(async () => {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { mode: 0o755 });
  postgres = await startPostgres({
    dataDir: source,
    runtimeDir: runtimeDirFor(source),
    log: silentLog,
    settings: { fsync: 'off' },
  });
  owner = { host: postgres.socketDir, port: postgres.port, user: postgres.superuser, database: 'postgres' };
  await migrate(owner);
  await fill(owner);
  mkdirSync(join(source, 'packages'), { mode: 0o700 });
  writeFileSync(join(source, 'packages', 'pkg_1.zip'), 'as it was handed over');
  await backUp({
    owner,
    dataDir: source,
    file,
    keySource: 'the file /keys/master.key',
    version: '0.0.0',
    now: () => '2026-03-01T12:00:00.000Z',
    progress: () => undefined,
  });
}, 60_000);

afterAll(async () => {
  await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

/** Two entries whose leaves and root were computed with `sha256sum`, and every odd character COPY knows. */
async function fill(config: pg.ClientConfig): Promise<void> {
  await query(
    config,
    `insert into workspace values ('${workspaceId}', 'default', E'tab\\there \\\\N and\\nline', 'UTC', false, '2026-01-01T00:00:00Z')`,
  );
  await query(
    config,
    `insert into ledger_log values ('${workspaceId}', '${logId}', 2026, 'log.example/2026', 0, 'key', '\\x00ff', '2026-01-01T00:00:00Z')`,
  );
  await query(
    config,
    `insert into ledger_state values ('${logId}', '${workspaceId}', 2, '\\x${logRoot}', '\\x${logRoot}', '2026-01-02T00:00:00Z')`,
  );
  for (const [idx, [entry, leaf]] of entries.entries()) {
    await query(
      config,
      `insert into ledger_entry values ('${logId}', ${idx}, '${workspaceId}', '\\x${leaf}', 'a.b@1', '${entry}')`,
    );
  }
}

const workspaceId = '01920000-0000-7000-8000-000000000001';
const logId = '01920000-0000-7000-8000-000000000002';
const entries = [
  ['{"v":1}', '0fe7f04cd9688fb996eea9ae1248cbe83b4d04805413f35ab25ad9deb5a3cb32'],
  ['{"v":2}', 'ce57389683e1c549e40f41b10050406004865b078189dbbe71140745437f870c'],
] as const;
const logRoot = '2774b2b9a86296b7fec2694a3a790b34e30699472031a9125477b0fd36da14fc';

async function query<Row extends pg.QueryResultRow>(config: pg.ClientConfig, text: string): Promise<Row[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

function restoreTo(name: string, from = file) {
  return restoreBackup({
    file: from,
    dataDir: join(root, name),
    database: 'postgres',
    log: silentLog,
    progress: () => undefined,
  });
}

test('a restored folder holds the same log size and root, rows and files', async () => {
  const result = await restoreTo('restored');

  expect(result.logs).toEqual([{ id: logId, size: 2, root: logRoot }]);
  expect(result.migrated).toEqual([]);
  expect(readFileSync(join(root, 'restored', 'packages', 'pkg_1.zip'), 'utf8')).toBe('as it was handed over');
  const dataDir = join(root, 'restored');
  await using copy = await startPostgres({
    dataDir,
    runtimeDir: runtimeDirFor(dataDir),
    log: silentLog,
    settings: { fsync: 'off' },
  });
  const config = { ...owner, host: copy.socketDir };
  const workspaces = 'select * from workspace';
  expect(await query(config, workspaces)).toEqual(await query(owner, workspaces));
  expect(await query(config, 'select name, digest from schema_migration order by name')).toEqual(
    await query(owner, 'select name, digest from schema_migration order by name'),
  );
}, 60_000);

test('the backup says which keys it does not hold and what losing them means', async () => {
  const result = await restoreTo('for-header');

  expect(result.header.keys).toMatchObject({ included: false, source: 'the file /keys/master.key' });
  expect(result.header.keys.meaning).toContain('no payload can be read');
  expect(result.header.tables.find((table) => table.name === 'ledger_entry')).toMatchObject({ rows: 2 });
}, 60_000);

test('a folder that holds anything is never restored into', async () => {
  mkdirSync(join(root, 'used'));
  writeFileSync(join(root, 'used', 'something'), '');

  await expect(restoreTo('used')).rejects.toMatchObject({ code: 'data-not-empty' });
  expect(readdirSync(join(root, 'used'))).toEqual(['something']);
});

test.each([
  ['the header', '"createdAt":"2026', 13],
  ['the root in the header', `"root":"${logRoot.slice(0, 4)}`, 9],
  ['a table', 'tables/public.ledger_entry.copy', 40],
  ['a file', 'files/packages/pkg_1.zip', 24 + 6],
])('a flipped bit in %s is refused before anything is loaded', async (_where, near, offset) => {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(near) + offset;
  bytes[at] = (bytes[at] ?? 0) ^ 0x01;
  writeFileSync(join(root, 'flipped.backup'), bytes);

  await expect(restoreTo('flipped', join(root, 'flipped.backup'))).rejects.toMatchObject({
    code: 'backup-damaged',
  });
  expect(existsSync(join(root, 'flipped'))).toBe(false);
});

test('a backup that was cut off or is something else is refused', async () => {
  const bytes = readFileSync(file);
  writeFileSync(join(root, 'short.backup'), bytes.subarray(0, bytes.length / 2));
  writeFileSync(join(root, 'other.backup'), 'not a zip');
  const other = new ZipFile();
  other.addBuffer(Buffer.from('{"format":"daybook.backup@1"}'), 'backup.json');
  other.end();
  for await (const chunk of other.outputStream) appendFileSync(join(root, 'empty.backup'), chunk);

  for (const name of ['short.backup', 'other.backup', 'empty.backup']) {
    await expect(restoreTo('refused', join(root, name)), name).rejects.toMatchObject({
      code: 'backup-damaged',
    });
  }
});
