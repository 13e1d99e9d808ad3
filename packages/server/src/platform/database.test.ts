import pg from 'pg';
import { expect, test } from 'vitest';
import { openTestServices, type TestServices } from '../testing/open-test-services.ts';
import { openDatabase } from './database.ts';
import { refuse } from './errors.ts';

async function asOwner({ owner }: TestServices, statement: string): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

test('a full disk that shows only at the commit is told as what it is, and nothing was written down', async () => {
  await using context = await openTestServices();
  await asOwner(
    context,
    `create function disk_full() returns trigger language plpgsql as
       $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
     create constraint trigger disk_full after insert on connection deferrable initially deferred
       for each row execute function disk_full()`,
  );
  const { database } = context.services;
  const before = await database.withSystem('test', ({ client }) => client.query('select from connection'));

  const write = database.withWorkspace(context.workspaceId, ({ client }) =>
    client.query(
      `insert into connection (workspace_id, connection_id, connector, name, description, settings, created_at)
       values ($1, 'con_1', 'scripted', 'one', 'one', '{}', now())`,
      [context.workspaceId],
    ),
  );

  await expect(write).rejects.toMatchObject({
    code: 'ledger-closed',
    message: expect.stringContaining('disk'),
  });
  const after = await database.withSystem('test', ({ client }) => client.query('select from connection'));
  expect(after.rowCount).toBe(before.rowCount);
});

test('a refusal inside a transaction is rolled back and costs no connection', async () => {
  await using context = await openTestServices();
  const { database } = context.services;
  const backend = async () =>
    database.withWorkspace(context.workspaceId, async ({ client }) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      return rows[0]?.pid;
    });
  const before = await backend();

  await expect(
    database.withWorkspace(context.workspaceId, async () => refuse('not-found')),
  ).rejects.toMatchObject({ code: 'not-found' });

  expect(await backend()).toBe(before);
});

test('a file that is missing is not taken for a database that is, and a full disk of keys is told as it is', async () => {
  await using context = await openTestServices();
  const { database } = context.services;
  const failing = (code: string, syscall: string) =>
    database.withWorkspace(context.workspaceId, async () => {
      throw Object.assign(new Error('of the file system'), { code, syscall });
    });

  await expect(failing('ENOENT', 'open')).rejects.toThrow('of the file system');
  await expect(failing('ENOENT', 'connect')).rejects.toMatchObject({ code: 'ledger-closed' });
  await expect(failing('ENOSPC', 'write')).rejects.toMatchObject({
    code: 'ledger-closed',
    hint: expect.stringContaining('make room'),
  });
});

test('a reading statement over all workspaces takes its role with it where the login has another, whatever its values hold', async () => {
  await using context = await openTestServices();
  const { host, port, user, database: name } = context.owner;
  const url = `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(String(host))}`;
  const values = [`it's \\ "$2" $1; rollback`, context.workspaceId];
  const statement = {
    name: 'one',
    text: 'select $1::text as said, current_user as role, $2::text as other',
    values,
  };
  const [said = '', other = ''] = values;

  const byUrl = openDatabase({ kind: 'url', url }, 2);
  try {
    expect(await byUrl.readSystem('test', statement)).toEqual([{ said, role: 'daybook_system', other }]);
    await expect(byUrl.readSystem('test', { ...statement, text: 'delete from workspace' })).rejects.toThrow(
      /read-only/,
    );
    expect(await byUrl.readSystem('test', statement)).toHaveLength(1);
  } finally {
    await byUrl.close();
  }
  expect(await context.services.database.readSystem('test', statement)).toEqual([
    { said, role: 'daybook_system', other },
  ]);
});
