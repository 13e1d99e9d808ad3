import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { append } from '../../ledger/index.ts';
import { ownWords } from '../../redaction/index.ts';
import { sealedPlaces } from '../../sealed-places.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { systemActor } from '../actor.ts';
import { openFileDataKeys, subjectKeyId } from '../data-keys/index.ts';
import { createKeyring, type Keyring } from '../keyring.ts';
import { openMasterKeys } from './open-master-keys.ts';
import { resumeRotation, rotateMasterKey } from './rotate-master-key.ts';
import { countValues } from './sealed-places.ts';
import { openRotation, type RotationPlace } from './testing/open-rotation.ts';

const firstKey = Buffer.alloc(32, 7);
const people = Array.from({ length: 5 }, (_, i) => `sub_00000000-0000-4000-8000-00000000000${i}`);
let context: TestServices;
let place: RotationPlace;
let folder: string;

beforeEach(async () => {
  context = await openTestServices();
  folder = mkdtempSync(join(tmpdir(), 'daybook-rotation-'));
  const keyDir = join(folder, 'master');
  const { owner, services } = context;
  spawnSync('mkdir', ['-p', keyDir]);
  writeFileSync(join(keyDir, 'master.key'), `${firstKey.toString('base64')}\n`, { mode: 0o600 });
  place = { owner, keyDir, dataKeysDir: join(folder, 'keys'), places: sealedPlaces };
  const keys = await openFileDataKeys(place.dataKeysDir, services);
  await inWorkspace((tx) => keys.ofSubjects(tx, people));
  await keys.close();
  await inWorkspace((tx) => append(tx, [note()], services));
  await inWorkspace((tx) =>
    sql`insert into connection select ${context.workspaceId}, 'con_' || i, 'scripted', 'n', 'd' || i, '{}', null, now()
      from generate_series(1, 450) as made (i)`.execute(tx.db),
  );
  for (let i = 1; i <= 450; i += 1) await setSecret(i, services.keyring);
  await inWorkspace((tx) =>
    sql`insert into data_key (workspace_id, key_id, sealed, created_at) values (${context.workspaceId},
      '00000000-0000-4000-8000-0000000000aa', ${services.keyring.seal(Buffer.alloc(32, 3), 'data-key:00000000-0000-4000-8000-0000000000aa')}, now())`.execute(
      tx.db,
    ),
  );
});
afterEach(async () => {
  await context[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const inWorkspace: TestServices['services']['database']['withWorkspace'] extends (
  id: infer _Id,
  work: infer Work,
) => unknown
  ? (work: Work) => Promise<unknown>
  : never = (work) => context.services.database.withWorkspace(context.workspaceId, work);

function note() {
  const now = context.clock.now();
  const times = { occurredAt: now, observedAt: now };
  return {
    type: 'note.made@1',
    actor: systemActor,
    ...times,
    refs: [],
    payload: ownWords({ text: 'a note' }),
  };
}

async function setSecret(i: number, keyring: Keyring): Promise<void> {
  const sealed = keyring.seal(Buffer.from(`secret ${i}`), `connection:con_${i}`);
  await inWorkspace((tx) =>
    sql`update connection set sealed_secrets = ${sealed} where connection_id = ${`con_${i}`}`.execute(tx.db),
  );
}

/** Everything that was sealed before opens, in the database and in the key file. */
async function requireAllOpen(): Promise<Keyring> {
  await using parts = await openRotation(place, () => undefined);
  const { database, keyring, dataKeys } = parts;
  for (const { table, column, context: of } of sealedPlaces) {
    const { rows } = await database.withSystem('test', (tx) =>
      sql<{ sealed: Buffer | null; context: string }>`
        select ${sql.ref(column)} as sealed, ${sql.raw(of)} as context from ${sql.table(table)}`.execute(
        tx.db,
      ),
    );
    for (const { sealed, context: at } of rows) {
      if (sealed !== null && sealed.length > 0) expect(keyring.open(sealed, at).length).toBeGreaterThan(0);
    }
  }
  const ids = people.map((person) => subjectKeyId(context.workspaceId, person));
  const found = await database.withWorkspace(context.workspaceId, (tx) => dataKeys.find(tx, ids));
  expect(found.size).toBe(people.length);
  return keyring;
}

async function valuesUnder(number: number): Promise<number> {
  let values = 0;
  for (const one of sealedPlaces) {
    values += await context.services.database.withSystem('test', (tx) => countValues(tx, one, number));
  }
  for (const name of readdirSync(place.dataKeysDir)) {
    const bytes = readFileSync(join(place.dataKeysDir, name));
    // Records of 84 bytes; the first is a header, a key's wrapped bytes begin at 17.
    for (let at = 84; at < bytes.length; at += 84)
      if (bytes[at] === 1 && bytes[at + 17] === number) values += 1;
  }
  return values;
}

test('everything is sealed anew, derived keys stay, and older backups open with the key that is named', async () => {
  const derived = context.services.keyring.derive('sign-in sessions');
  await using parts = await openRotation(place, () => undefined);

  const done = await rotateMasterKey(parts);
  const again = await rotateMasterKey(parts);

  expect([done.number, again.number]).toEqual([2, 3]);
  expect(done.values).toBe(5 + 450 + 1 + 1);
  expect(await valuesUnder(1)).toBe(0);
  expect(await valuesUnder(2)).toBe(0);
  const keyring = await requireAllOpen();
  expect(keyring.derive('sign-in sessions')).toEqual(derived);
  const former = readFileSync(join(place.keyDir, 'former', `${done.former}.key`), 'utf8').trim();
  expect(former).toBe(firstKey.toString('base64'));
  expect(() => createKeyring(firstKey).open(keyring.seal(Buffer.of(1), 'x'), 'x')).toThrow();
});

test('killed before any step, everything still opens, and going on leaves nothing under the former key', async () => {
  const child = join(import.meta.dirname, 'testing/rotate-and-die.ts');
  let steps = 0;
  for (let dieAt = 1; ; dieAt += 1) {
    const before = await newestNumber();
    const { signal, status, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', child, JSON.stringify(place), String(dieAt)],
      { encoding: 'utf8' },
    );
    if (signal === null) {
      expect([status, stderr]).toEqual([0, '']);
      break;
    }
    steps += 1;
    await requireAllOpen();
    await using parts = await openRotation(place, () => undefined);
    await resumeRotation(parts);
    await requireAllOpen();
    if ((await newestNumber()) !== before) expect(await valuesUnder(before)).toBe(0);
  }

  expect(steps).toBeGreaterThan(12);
  expect(existsSync(join(place.keyDir, 'master.key.next'))).toBe(false);
  expect(await valuesUnder((await newestNumber()) - 1)).toBe(0);
}, 180_000);

async function newestNumber(): Promise<number> {
  return context.services.database.withSystem('test', async (tx) => {
    const { rows } = await sql<{ number: number }>`
      select number from master_key where state = 'current'`.execute(tx.db);
    return rows[0]?.number ?? 1;
  });
}

test('a key that opens nothing here is not taken for the right one, and what it would cost is said', async () => {
  writeFileSync(join(place.keyDir, 'master.key'), `${Buffer.alloc(32, 1).toString('base64')}\n`);

  await expect(openRotation(place, () => undefined)).rejects.toMatchObject({
    code: 'keys-missing',
    message: expect.stringContaining('another key than the one'),
  });
  writeFileSync(join(place.keyDir, 'master.key'), `${firstKey.toString('base64')}\n`);
  await requireAllOpen();
});

test('without the former key a replacement goes no further, and what is under the new one opens', async () => {
  await using parts = await openRotation(place, () => undefined);
  const dies = {
    ...parts,
    dataKeys: { ...parts.dataKeys, sealAnew: () => Promise.reject(new Error('stop')) },
  };
  await expect(rotateMasterKey(dies)).rejects.toThrow('stop');
  rmSync(join(place.keyDir, 'master.key'));

  await expect(resumeRotation(parts)).rejects.toMatchObject({ code: 'keys-missing' });
  await setSecret(1, await openMasterKeys(parts));

  writeFileSync(join(place.keyDir, 'master.key'), `${firstKey.toString('base64')}\n`);
  expect(await resumeRotation(parts)).toMatchObject({ number: 2 });
  await requireAllOpen();
});

test('every place may be sealed anew by the system', async () => {
  for (const { table, column } of sealedPlaces) {
    const { rows } = await context.services.database.withSystem('test', (tx) =>
      sql<{ may: boolean }>`
        select has_column_privilege('daybook_system', ${table}, ${column}, 'update') as may`.execute(tx.db),
    );
    expect([table, column, rows[0]?.may]).toEqual([table, column, true]);
  }
});

test('every column of sealed bytes is known, or is sealed under a data key', async () => {
  const underDataKeys = [
    'payload.sealed',
    'payload_bulk.sealed',
    'pull_identity.sealed',
    'master_key.sealed_root',
  ];
  const { rows } = await context.services.database.withSystem('test', (tx) =>
    sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea' and column_name ~ 'seal|secret'
      order by 1`.execute(tx.db),
  );

  const known = new Set([...underDataKeys, ...sealedPlaces.map(({ table, column }) => `${table}.${column}`)]);
  expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});
