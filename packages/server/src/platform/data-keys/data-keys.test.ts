import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { storageNotes } from '../../ledger/erasure/storage-notes.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import type { Tx } from '../database.ts';
import { createLockedKeyring } from '../keyring.ts';
import { type DataKeys, sharedPayloadsMax, subjectKeyId } from './data-keys.ts';
import { destroyedSubjectsFile } from './destroyed-subjects.ts';
import { type DataKeyServices, openFileDataKeys } from './file-data-keys.ts';
import { openTableDataKeys } from './table-data-keys.ts';

type Opened = AsyncDisposable & {
  readonly context: TestServices;
  keys: DataKeys;
  /** As after a restart of the process. */
  reopen(services?: Partial<DataKeyServices>): Promise<void>;
  inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};

async function openKept(kept: 'file' | 'database'): Promise<Opened> {
  const context = await openTestServices();
  const dir = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const open = async (changes: Partial<DataKeyServices> = {}) => {
    const services = { ...context.services, ...changes };
    return kept === 'file' ? openFileDataKeys(join(dir, 'keys'), services) : openTableDataKeys(services);
  };
  const opened: Opened = {
    context,
    keys: await open(),
    reopen: async (changes) => {
      await opened.keys.close();
      opened.keys = await open(changes);
    },
    inTx: (work) => context.services.database.withWorkspace(context.workspaceId, work),
    [Symbol.asyncDispose]: async () => {
      await opened.keys.close();
      await context[Symbol.asyncDispose]();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return opened;
}

const ada = 'sub_00000000-0000-4000-8000-00000000000a';
const bob = 'sub_00000000-0000-4000-8000-00000000000b';

describe.each(['file', 'database'] as const)('data keys kept in the %s', (kept) => {
  test('a subject has one key, also for many callers at once, after a rollback and after a restart', async () => {
    await using opened = await openKept(kept);
    const id = subjectKeyId(opened.context.workspaceId, ada);
    const rolledBack = opened.inTx(async (tx) => {
      await opened.keys.ofSubjects(tx, [ada]);
      throw new Error('nothing of this commits');
    });
    await expect(rolledBack).rejects.toThrow('nothing of this commits');

    const asked = Array.from({ length: 3 }, () =>
      opened.inTx(async (tx) => (await opened.keys.ofSubjects(tx, [ada, bob])).get(ada)?.key.export()),
    );
    const secrets = await Promise.all(asked);
    await opened.reopen();
    const found = await opened.inTx((tx) => opened.keys.find(tx, [id]));

    for (const secret of secrets) expect(secret).toEqual(found.get(id)?.key.export());
  });

  test('a shared key seals a bounded number of payloads, for an hour at most', async () => {
    await using opened = await openKept(kept);
    const take = (payloads: number) => opened.inTx(async (tx) => (await opened.keys.shared(tx, payloads)).id);

    const first = await take(sharedPayloadsMax - 1);
    const full = await take(1);
    const second = await take(1);
    opened.context.clock.set('2026-03-01T13:00:00.000Z');
    const third = await take(1);
    const large = await take(sharedPayloadsMax + 1);

    expect(full).toBe(first);
    expect(new Set([first, second, third, large]).size).toBe(4);
  });

  test('a destroyed key is found nowhere, and its subject never gets another one', async () => {
    await using opened = await openKept(kept);
    await opened.inTx((tx) => opened.keys.ofSubjects(tx, [ada, bob]));
    const ids = [ada, bob].map((subject) => subjectKeyId(opened.context.workspaceId, subject));

    opened.keys.retire(ids.slice(0, 1));
    await opened.inTx((tx) => opened.keys.destroy(tx, ids.slice(0, 1)));
    await opened.keys.settle();

    for (const restart of [false, true]) {
      if (restart) await opened.reopen();
      const found = await opened.inTx((tx) => opened.keys.find(tx, ids));
      expect([...found.keys()]).toEqual(ids.slice(1));
      await expect(opened.inTx((tx) => opened.keys.ofSubjects(tx, [ada]))).rejects.toMatchObject({
        code: 'subject-erased',
      });
      expect(await opened.inTx((tx) => opened.keys.areUsable(tx, ids))).toBe(false);
      expect(await opened.inTx((tx) => opened.keys.areUsable(tx, ids.slice(1)))).toBe(true);
    }
  });

  test('a destruction that was rolled back destroys nothing', async () => {
    await using opened = await openKept(kept);
    const id = subjectKeyId(opened.context.workspaceId, ada);
    await opened.inTx((tx) => opened.keys.ofSubjects(tx, [ada]));

    opened.keys.retire([id]);
    const failed = opened.inTx(async (tx) => {
      await opened.keys.destroy(tx, [id]);
      throw new Error('not today');
    });
    await expect(failed).rejects.toThrow('not today');
    await opened.inTx((tx) => opened.keys.release(tx, [id]));
    await opened.keys.settle();

    expect((await opened.inTx((tx) => opened.keys.ofSubjects(tx, [ada]))).get(ada)?.id).toBe(id);
  });

  test('a retired shared key is not handed out again', async () => {
    await using opened = await openKept(kept);
    const first = await opened.inTx((tx) => opened.keys.shared(tx, 1));

    opened.keys.retire([first.id]);
    await opened.inTx((tx) => opened.keys.destroy(tx, [first.id]));

    const second = await opened.inTx((tx) => opened.keys.shared(tx, 1));
    expect(second.id).not.toBe(first.id);
    expect(await opened.inTx((tx) => opened.keys.areUsable(tx, [first.id]))).toBe(false);
  });

  test('a key stays out of use where the destruction committed though its answer was lost', async () => {
    await using opened = await openKept(kept);
    const { id } = await opened.inTx((tx) => opened.keys.shared(tx, 1));
    opened.keys.retire([id]);
    await opened.inTx((tx) => opened.keys.destroy(tx, [id]));

    await opened.inTx((tx) => opened.keys.release(tx, [id]));

    expect(await opened.inTx((tx) => opened.keys.areUsable(tx, [id]))).toBe(false);
  });

  test('without the master key nothing is made and nothing is taken for erased', async () => {
    await using opened = await openKept(kept);
    const id = subjectKeyId(opened.context.workspaceId, ada);
    await opened.inTx((tx) => opened.keys.ofSubjects(tx, [ada]));

    await opened.reopen({ keyring: createLockedKeyring() });

    const asking: readonly ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => opened.keys.find(tx, [id]),
      (tx) => opened.keys.ofSubjects(tx, [ada]),
      (tx) => opened.keys.ofSubjects(tx, [bob]),
      (tx) => opened.keys.shared(tx, 1),
    ];
    for (const work of asking) {
      await expect(opened.inTx(work)).rejects.toMatchObject({ code: 'keys-missing' });
    }
    await opened.reopen();
    expect((await opened.inTx((tx) => opened.keys.find(tx, [id]))).has(id)).toBe(true);
  });
});

test('a key that two destructions want stays out of use when one of them fails', async () => {
  await using opened = await openKept('file');
  const { id } = await opened.inTx((tx) => opened.keys.shared(tx, 1));
  opened.keys.retire([id]);
  opened.keys.retire([id]);

  await opened.inTx((tx) => opened.keys.release(tx, [id]));

  expect(await opened.inTx((tx) => opened.keys.areUsable(tx, [id]))).toBe(false);
});

test('a process hands out another shared key once it meets that a second process destroyed its own', async () => {
  await using opened = await openKept('database');
  const other = openTableDataKeys(opened.context.services);
  const first = await opened.inTx((tx) => opened.keys.shared(tx, 1));
  other.retire([first.id]);
  await opened.inTx((tx) => other.destroy(tx, [first.id]));

  expect(await opened.inTx((tx) => opened.keys.areUsable(tx, [first.id]))).toBe(false);

  const second = await opened.inTx((tx) => opened.keys.shared(tx, 1));
  expect(second.id).not.toBe(first.id);
});

test('a key of a person that comes back with an older key file is destroyed at opening; a shared one serves', async () => {
  await using opened = await openKept('file');
  const { services, workspaceId } = opened.context;
  const root = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const [dir, keyDir] = [join(root, 'keys'), join(root, 'master')];
  mkdirSync(keyDir);
  const first = await openFileDataKeys(dir, services, keyDir);
  const id = subjectKeyId(workspaceId, ada);
  const shared = await opened.inTx((tx) => first.shared(tx, 1));
  await opened.inTx((tx) => first.ofSubjects(tx, [ada, bob]));
  cpSync(dir, join(root, 'older'), { recursive: true });
  await opened.inTx((tx) => first.destroy(tx, [id, shared.id]));
  await first.settle();
  await first.settle();
  await first.close();
  expect(readFileSync(destroyedSubjectsFile(keyDir), 'utf8')).toBe(`\n${id}\n`);

  // What a crash tore in two is passed over, and what follows it is still read.
  writeFileSync(destroyedSubjectsFile(keyDir), `${id.slice(0, 9)}\n${id}\n`);
  const again = await openFileDataKeys(join(root, 'older'), services, keyDir);

  const found = await opened.inTx((tx) => again.find(tx, [id, shared.id, subjectKeyId(workspaceId, bob)]));
  expect([...found.keys()]).toEqual([shared.id, subjectKeyId(workspaceId, bob)]);
  expect(again.destroyedSubjects()).toEqual([id]);
  expect(again.remembersSubjects()).toBe(true);
  await expect(opened.inTx((tx) => again.ofSubjects(tx, [ada]))).rejects.toMatchObject({
    code: 'subject-erased',
  });
  await again.close();
  rmSync(root, { recursive: true });
});

test('without a key folder keys are destroyed all the same, and nobody claims that it is remembered', async () => {
  await using opened = await openKept('file');
  const { services, workspaceId } = opened.context;
  const root = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const keys = await openFileDataKeys(join(root, 'keys'), services, join(root, 'nowhere'));
  const id = subjectKeyId(workspaceId, ada);
  await opened.inTx((tx) => keys.ofSubjects(tx, [ada]));
  await opened.inTx((tx) => keys.destroy(tx, [id]));
  await keys.settle();

  expect((await opened.inTx((tx) => keys.find(tx, [id]))).size).toBe(0);
  expect(keys.remembersSubjects()).toBe(false);
  expect(storageNotes({ dataKeys: keys }).join(' ')).toContain('could bring erased people back');
  expect(readdirSync(root)).toEqual(['keys']);
  await keys.close();
  rmSync(root, { recursive: true });
});

test('the key file holds no raw key, tolerates a torn end and says so of any other damage', async () => {
  await using opened = await openKept('file');
  const dir = mkdtempSync(join(tmpdir(), 'daybook-keys-'));
  const open = () => openFileDataKeys(dir, opened.context.services);
  const first = await open();
  const { key, id } = await opened.inTx((tx) => first.shared(tx, 1));
  await opened.inTx((tx) => first.ofSubjects(tx, [ada]));
  await first.close();
  const [name = ''] = readdirSync(dir);
  const whole = readFileSync(join(dir, name));
  expect(whole.includes(key.export())).toBe(false);

  truncateSync(join(dir, name), whole.length - 5);
  const torn = await open();
  expect((await opened.inTx((tx) => torn.find(tx, [id]))).get(id)?.key.export()).toEqual(key.export());
  await opened.inTx((tx) => torn.ofSubjects(tx, [ada]));
  await torn.close();

  const damaged = Buffer.from(whole);
  damaged.writeUInt8(damaged.readUInt8(100) ^ 1, 100);
  writeFileSync(join(dir, name), damaged);
  await expect(open()).rejects.toMatchObject({ code: 'keys-damaged' });
  rmSync(dir, { recursive: true });
});
