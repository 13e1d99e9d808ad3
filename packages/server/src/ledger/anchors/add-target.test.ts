import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices } from '../../testing/open-test-services.ts';
import { newestLog } from '../logs.store.ts';
import { writeNotes } from '../testing/write-notes.ts';
import { type NewTarget, removeTarget } from './add-target.ts';
import { requireCallable } from './anchor-address.ts';
import { listAnchors } from './anchor-receipts.store.ts';
import {
  addTestTarget,
  inWorkspace,
  presentLog,
  runTestAnchors,
  standingOf,
  withWitness,
} from './testing/anchor-context.ts';
import { createTestWitness } from './testing/test-witness.ts';

test('what cannot be verified later, or could reach further than it says, is refused when it is added', async () => {
  await using context = await openTestServices();
  const { log } = await (async () => {
    await writeNotes(context, 1);
    return presentLog(context);
  })();
  const key = createTestWitness(
    () => [],
    () => 1,
  ).verifierKey;
  const refused = async (changes: Partial<NewTarget>) =>
    expect(addTestTarget(context, changes), JSON.stringify(changes)).rejects.toMatchObject({
      code: 'anchor-invalid',
    });

  for (const address of [
    'ftp://witness.example',
    'file:///etc/passwd',
    'witness.example',
    'http://user:pass@witness.example/',
    'http://witness.example/#a',
  ]) {
    await refused({ address, verifierKey: key });
  }
  await refused({});
  await refused({ verifierKey: log.verifierKey });
  await refused({ kind: 'timestamp', address: 'https://stamp.example/' });
  await refused({
    kind: 'timestamp',
    address: 'https://stamp.example/',
    rootCertificates: 'not a certificate',
  });
  for (const address of ['nobody', 'a@b, c@d', 'A <a@b.example>', 'a@b.example\nBcc: c@d.example']) {
    await refused({ kind: 'mail', address });
  }
});

test('an address inside a private network is refused when it is named, with the setting that allows it', async () => {
  await using context = await openTestServices();
  const { settings } = context.services;
  const isPrivate = async ({ hostname }: URL) => hostname === '10.0.0.5';
  const asked = (address: string) =>
    requireCallable('witness', address, { settings: { ...settings, isPrivate } });

  await expect(asked('http://10.0.0.5:7500/')).rejects.toMatchObject({
    code: 'anchor-invalid',
    hint: expect.stringMatching(/DAYBOOK_ALLOW_PRIVATE_HOSTS=10\.0\.0\.5.*restarts/),
  });
  await expect(asked('http://witness.example/')).resolves.toBeUndefined();
});

test('no address and no name of a target stands in the ledger; removing it removes its row and keeps its receipts', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await runTestAnchors(context, 'all');
  const [target] = (await standingOf(context)).targets;

  await inWorkspace(context, (tx) =>
    removeTarget(tx, { id: target?.id ?? '', actor: systemActor }, context.services),
  );

  expect((await standingOf(context)).targets).toEqual([]);
  await inWorkspace(context, async (tx) => {
    const { rows } = await sql<{ entry: string }>`select entry from ledger_entry order by idx`.execute(tx.db);
    expect(rows.map(({ entry }) => entry).join('\n')).not.toMatch(/witness\.example\/prefix|Auditor/);
    expect(await listAnchors(tx, (await newestLog(tx))?.id ?? '')).toHaveLength(1);
  });
});
