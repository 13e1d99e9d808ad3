import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runtimeDirFor } from './locations.ts';
import { PostgresRefusal } from './postgres-refusal.ts';
import { type EmbeddedPostgres, startPostgres } from './start-postgres.ts';

const log = { info: () => undefined, error: () => undefined };
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'daybook-pg-'));
  chmodSync(dataDir, 0o711);
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

function start(dir = dataDir): Promise<EmbeddedPostgres> {
  return startPostgres({ dataDir: dir, runtimeDir: runtimeDirFor(dir), log });
}

async function ask(
  postgres: Pick<EmbeddedPostgres, 'socketDir' | 'port' | 'superuser'>,
  sql: string,
): Promise<unknown[]> {
  const client = new pg.Client({
    host: postgres.socketDir,
    port: postgres.port,
    user: postgres.superuser,
    database: 'postgres',
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function refusalOf(work: Promise<unknown>): Promise<PostgresRefusal> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof PostgresRefusal) return outcome;
  throw new Error(`expected a refusal, got ${String(outcome)}`);
}

test('keeps what was written when it is stopped and started again', async () => {
  {
    await using postgres = await start();
    await ask(postgres, 'create table kept (value int); insert into kept values (42)');
  }

  await using again = await start();

  expect(await ask(again, 'select value from kept')).toEqual([{ value: 42 }]);
});

test('is durable, speaks UTF-8, sorts by C and listens on no network', async () => {
  await using postgres = await start();

  const [settings] = await ask(
    postgres,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('listen_addresses') as addresses, current_setting('server_encoding') as encoding,
            (select datcollate from pg_database where datname = 'postgres') as collation`,
  );

  expect(settings).toEqual({ fsync: 'on', commit: 'on', addresses: '', encoding: 'UTF8', collation: 'C' });
});

test('recovers what was committed before the database was killed', async () => {
  const first = await start();
  await ask(first, 'create table kept (value int); insert into kept values (7)');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;
  await first.stop();

  await using again = await start();

  expect(await ask(again, 'select value from kept')).toEqual([{ value: 7 }]);
});

test('refuses a second start on the same data folder and names where the first is reached', async () => {
  await using first = await start();

  const refusal = await refusalOf(start());

  expect(refusal.code).toBe('already-running');
  expect(refusal.runtimeDir).toBe(first.socketDir);
});

test('takes over from a Daybook that was killed, and leaves no second database behind', async () => {
  const program = `
    import { startPostgres } from ${JSON.stringify(import.meta.resolve('./start-postgres.ts'))};
    const input = { dataDir: process.argv[1], runtimeDir: process.argv[2], log: { info() {}, error() {} } };
    const postgres = await startPostgres(input);
    console.log(postgres.pid);
    setInterval(() => {}, 1000);`;
  const other = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, dataDir, runtimeDirFor(dataDir)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(createInterface(other.stdout), 'line');
  other.kill('SIGKILL');
  await once(other, 'exit');

  await using postgres = await start();

  expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(() => process.kill(Number(line), 0)).toThrow('ESRCH');
});

test('starts although `postmaster.pid` names a living process of somebody else', async () => {
  await (await start()).stop();
  writeFileSync(
    join(dataDir, 'postgres', 'postmaster.pid'),
    `${process.pid}\n${dataDir}\n1\n5432\n\n\n\nready\n`,
  );

  await using postgres = await start();

  expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('refuses a data folder of another major version and names backup and restore as the way', async () => {
  mkdirSync(join(dataDir, 'postgres'));
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');

  const refusal = await refusalOf(start());

  expect(refusal.code).toBe('data-version-mismatch');
  expect(refusal.message).toContain('PostgreSQL 17');
  expect(refusal.hint).toMatch(/backup.*restore/);
});

test('refuses a folder that the database user cannot reach and says why; as an ordinary user there is none', async () => {
  const closed = join(dataDir, 'closed');
  mkdirSync(closed, { mode: 0o700 });

  if (process.getuid?.() === 0) {
    const refusal = await refusalOf(start(join(closed, 'data')));
    expect(refusal.code).toBe('data-unreachable');
    expect(refusal.message).toContain(`may not enter \`${closed}\``);
  } else {
    await using postgres = await start(join(closed, 'data'));
    expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
  }
});

test('lets nobody else into the socket folder and writes no row content into its log', async () => {
  await using postgres = await start();
  await ask(postgres, 'create table people (email text primary key)');
  const insert = `insert into people values ('ada@example.test')`;
  await ask(postgres, insert);

  await expect(ask(postgres, insert)).rejects.toThrow('duplicate key');

  const written = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(written).not.toContain('ada@example.test');
  expect(existsSync(join(postgres.socketDir, '.s.PGSQL.5432'))).toBe(true);
});
