import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { adoptEarlierKeys } from './adopt-earlier-keys.ts';
import { type DataKey, subjectKeyId, wrapDataKey } from './data-keys.ts';
import { openFileDataKeys } from './file-data-keys.ts';
import { openTableDataKeys } from './table-data-keys.ts';

const ada = 'sub_00000000-0000-4000-8000-00000000000a';
let context: TestServices;
let dir: string;
let owner: pg.Client;
let ofAda: DataKey;
let shared: DataKey;

beforeEach(async () => {
  context = await openTestServices();
  dir = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  owner = new pg.Client(context.owner);
  await owner.connect();
  ofAda = await insertEarlier(ada);
  shared = await insertEarlier(null);
});
afterEach(async () => {
  await owner.end();
  await context[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** A key as the first release kept it, with one payload under it. */
async function insertEarlier(subject: string | null): Promise<DataKey> {
  const made = { id: randomUUID(), key: createSecretKey(randomBytes(32)) };
  const wrapped = wrapDataKey(context.services.keyring, made);
  const { workspaceId } = context;
  await owner.query('insert into data_key values ($1, $2, $3, $4, now())', [
    workspaceId,
    made.id,
    subject,
    wrapped,
  ]);
  await owner.query("insert into payload values ($1, (select count(*) from payload), $2, 'sealed')", [
    workspaceId,
    made.id,
  ]);
  return made;
}

async function keysOfPayloads(): Promise<readonly string[]> {
  const { rows } = await owner.query<{ id: string }>('select key_id as id from payload order by position');
  return rows.map((row) => row.id);
}

test('keys of the first release move to the file, where they are found by subject; doing it twice changes nothing', async () => {
  const { services, workspaceId } = context;

  for (const _ of ['once', 'again']) await adoptEarlierKeys({ dir, owner: context.owner }, services);

  const keys = await openFileDataKeys(dir, services);
  const id = subjectKeyId(workspaceId, ada);
  const found = await services.database.withWorkspace(workspaceId, (tx) => keys.find(tx, [id, shared.id]));
  await keys.close();
  expect(found.get(id)?.key.equals(ofAda.key)).toBe(true);
  expect(found.get(shared.id)?.key.equals(shared.key)).toBe(true);
  expect(await keysOfPayloads()).toEqual([id, shared.id]);
  expect((await owner.query('select from data_key')).rowCount).toBe(0);
  expect((await owner.query('select from installation_setting')).rowCount).toBe(0);
});

test('where the database keeps them they stay in the table, findable by subject', async () => {
  const { services, workspaceId } = context;

  await adoptEarlierKeys(null, services);

  const id = subjectKeyId(workspaceId, ada);
  const keys = openTableDataKeys(services);
  const found = await services.database.withWorkspace(workspaceId, (tx) => keys.ofSubjects(tx, [ada]));
  expect(found.get(ada)?.key.equals(ofAda.key)).toBe(true);
  expect(await keysOfPayloads()).toEqual([id, shared.id]);
  expect((await owner.query('select from data_key')).rowCount).toBe(2);
});
