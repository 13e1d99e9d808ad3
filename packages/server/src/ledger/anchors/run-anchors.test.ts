import { parsePolicy, parseVkey, satisfiesPolicy } from '@daybook/ledger';
import { ed25519Verify, sha256 } from '@daybook/ledger/node';
import { createTestAuthority } from '@daybook/verify/test-authority';
import { expect, test } from 'vitest';
import { openTestServices } from '../../testing/open-test-services.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { readEntryRange } from '../entries.store.ts';
import { newestLog } from '../logs.store.ts';
import { entryOf, readPayloads } from '../read-payloads.ts';
import { writeNotes } from '../testing/write-notes.ts';
import { listAnchors } from './anchor-receipts.store.ts';
import { bracketEntry } from './bracket-entry.ts';
import { cosignedNote } from './cosigned-note.ts';
import {
  addTestTarget,
  hourMs,
  inWorkspace,
  moveClock,
  presentLog,
  runTestAnchors,
  standingOf,
  withWitness,
} from './testing/anchor-context.ts';
import { createTestWitness } from './testing/test-witness.ts';
import { workspacePolicy } from './workspace-policy.ts';

test('nobody outside: rung 0, overdue, and it says what that means', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);

  const told = await standingOf(context);

  expect(told).toMatchObject({ rung: 0, isOverdue: true, newestAt: null, targets: [] });
  expect(told.sentence).toContain(
    'could still rewrite everything: nobody outside holds a copy to compare with',
  );
});

test('a cosignature is kept as a row and as an entry of one transaction, and verifies by the policy', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  const before = await presentLog(context);

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome).toMatchObject({
    state: 'ok',
    confirmation: { by: 'witness.example', at: '2026-03-01T12:00:00.000Z' },
  });
  const [receipt] = await inWorkspace(context, (tx) => listAnchors(tx, before.log.id));
  expect(receipt).toMatchObject({
    size: before.head.size,
    kind: 'witness',
    position: before.head.size,
    verifierKey: witness.verifierKey,
  });
  await inWorkspace(context, async (tx) => {
    const [stored] = await readEntryRange(tx, before.log.id, before.head.size, before.head.size + 1);
    const entry = entryOf(stored?.text ?? '');
    const [payload] = await readPayloads(
      tx,
      [{ position: before.head.size, id: entry.id }],
      context.services,
    );
    expect(entry).toMatchObject({
      type: 'anchor.receipt@1',
      refs: [],
      occurredAt: '2026-03-01T12:00:00.000Z',
    });
    expect(JSON.parse(payload?.body?.toString('utf8') ?? '')).toEqual({
      origin: before.log.origin,
      size: before.head.size,
      root: before.head.root.toString('base64'),
      kind: 'witness',
      by: 'witness.example',
      at: '2026-03-01T12:00:00.000Z',
      receipt: receipt?.receipt.toString('base64'),
    });
    const checkpoint = await newestCheckpoint(tx, before.log.id);
    if (checkpoint === null) throw new Error('nothing was signed');
    const policy = parsePolicy(sha256, await workspacePolicy(tx));
    const note = await cosignedNote(tx, before.log.id, checkpoint);
    expect(satisfiesPolicy(note, policy, ed25519Verify).isSatisfied).toBe(true);
    expect(satisfiesPolicy(checkpoint.note, policy, ed25519Verify).isSatisfied).toBe(false);
  });
  expect(await standingOf(context)).toMatchObject({
    rung: 3,
    isOverdue: false,
    targets: [{ state: 'ok', problem: null }],
  });
});

test('receipts alone are no reason for another: an idle log is confirmed once a day, a busy one each hour', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);
  const asked = () => witness.requests.length;

  await runTestAnchors(context, 'due');
  expect(asked()).toBe(1);
  await runTestAnchors(context, 'due');
  moveClock(context, hourMs);
  await runTestAnchors(context, 'due');
  await runTestAnchors(context, 'due');
  expect(asked()).toBe(1);
  for (let hour = 0; hour < 20; hour += 1) {
    moveClock(context, hourMs);
    await runTestAnchors(context, 'due');
  }
  expect(asked()).toBe(1);
  moveClock(context, hourMs);
  await runTestAnchors(context, 'due');
  expect(asked()).toBe(2);
  expect(await standingOf(context)).toMatchObject({ isOverdue: false });
  await writeNotes(context, 1);
  await runTestAnchors(context, 'due');
  expect(asked()).toBe(2);
  moveClock(context, hourMs);
  await runTestAnchors(context, 'due');
  expect(asked()).toBe(3);
});

test('of two processes that find it due, one asks', async () => {
  await using context = await openTestServices();
  const witness = await withWitness(context);

  const outcomes = await Promise.all([
    runTestAnchors(context, 'due'),
    runTestAnchors(context, 'due'),
    runTestAnchors(context, 'due'),
  ]);

  expect(outcomes.flat()).toHaveLength(1);
  expect(witness.requests).toHaveLength(1);
});

test('a day without confirmation is overdue, whatever was reached before', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await runTestAnchors(context, 'all');
  moveClock(context, 24 * hourMs);

  const told = await standingOf(context);

  expect(told).toMatchObject({ rung: 0, isOverdue: true, newestAt: '2026-03-01T12:00:00.000Z' });
  expect(told.sentence).toContain('No outside confirmation is younger than 24 hours');
});

test('an entry is bracketed by the receipt before it and the first confirmed checkpoint that covers it', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  await runTestAnchors(context, 'all');
  const [receipt] = await inWorkspace(context, async (tx) =>
    listAnchors(tx, (await newestLog(tx))?.id ?? ''),
  );
  moveClock(context, hourMs);
  const [note] = await writeNotes(context, 1);
  const position = note?.position ?? -1;
  expect(await inWorkspace(context, (tx) => bracketEntry(tx, position))).toEqual({
    after: { at: '2026-03-01T12:00:00.000Z', by: 'witness.example', position: receipt?.position },
    before: null,
    rung: 0,
  });
  moveClock(context, hourMs);

  await runTestAnchors(context, 'all');

  expect(await inWorkspace(context, (tx) => bracketEntry(tx, position))).toEqual({
    after: { at: '2026-03-01T12:00:00.000Z', by: 'witness.example', position: receipt?.position },
    before: { at: '2026-03-01T14:00:00.000Z', by: 'witness.example', size: position + 1 },
    rung: 3,
  });
  expect(await inWorkspace(context, (tx) => bracketEntry(tx, 0))).toMatchObject({
    after: null,
    before: { at: '2026-03-01T12:00:00.000Z', by: 'witness.example' },
  });
});

test('a time stamp reaches rung 2 and is kept as its token', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 2);
  const authority = await createTestAuthority();
  context.network = async (_input, init) =>
    new Response(
      Uint8Array.from(await authority.answer(Buffer.from(init?.body instanceof Uint8Array ? init.body : []))),
    );
  await addTestTarget(context, {
    kind: 'timestamp',
    address: 'https://stamp.example/tsa',
    rootCertificates: authority.rootPem,
  });

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome).toMatchObject({
    state: 'ok',
    confirmation: { at: '2026-03-01T12:00:05.000Z', by: 'Auditor', byInLedger: 'CN=Test authority' },
  });
  expect(await standingOf(context)).toMatchObject({ rung: 2, isOverdue: false });
});

test('a time stamp under another root is failing', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 2);
  const [authority, other] = [await createTestAuthority(), await createTestAuthority()];
  context.network = async (_input, init) =>
    new Response(
      Uint8Array.from(await other.answer(Buffer.from(init?.body instanceof Uint8Array ? init.body : []))),
    );
  await addTestTarget(context, {
    kind: 'timestamp',
    address: 'https://stamp.example/tsa',
    rootCertificates: authority.rootPem,
  });

  const [outcome] = await runTestAnchors(context, 'all');

  expect(outcome).toMatchObject({
    state: 'failing',
    problem: expect.stringMatching(/does not lead to a trusted root/),
  });
});

test('the policy names every key and asks for more than half of the witnesses', async () => {
  await using context = await openTestServices();
  await withWitness(context);
  const keys = [7, 8].map(
    (seed) =>
      createTestWitness(
        () => [],
        () => 1,
        seed,
      ).verifierKey,
  );
  for (const [i, verifierKey] of keys.entries())
    await addTestTarget(context, { address: `http://other-${i}.example/`, verifierKey });
  const { log } = await presentLog(context);

  const policy = parsePolicy(sha256, await inWorkspace(context, workspacePolicy));

  expect(policy.logs).toEqual([{ vkey: parseVkey(sha256, log.verifierKey), url: null }]);
  expect(policy.witnesses).toHaveLength(3);
  expect(policy.groups).toEqual([
    { name: 'witnesses', threshold: 2, members: ['witness-1', 'witness-2', 'witness-3'] },
  ]);
  expect(policy.quorum).toBe('witnesses');
});
