import {
  createVkey,
  followRotations,
  formatVkey,
  openCheckpoint,
  parseNote,
  parseVkey,
  rotationText,
  signNote,
} from '@daybook/ledger';
import { createNoteSigner, ed25519PublicKey, ed25519Verify, sha256 } from '@daybook/ledger/node';
import pg from 'pg';
import { expect, test } from 'vitest';
import { systemActor } from '../../platform/index.ts';
import { openTestServices, type TestServices } from '../../testing/open-test-services.ts';
import { newestCheckpoint } from '../checkpoints.store.ts';
import { listLogs } from '../logs.store.ts';
import { signMessage } from '../sign-message.ts';
import { keepLedger, putBackLedger } from '../testing/put-back.ts';
import { readNewest, signAndRemember, writeNotes } from '../testing/write-notes.ts';
import { checkLogs } from './check-logs.ts';
import { keyAt, listLogKeys, listRotations } from './log-keys.store.ts';
import { retireKeys } from './retire-keys.ts';
import { rotateKey } from './rotate-key.ts';

const withinOverlap = '2026-03-31T11:59:59.999Z';
const afterOverlap = '2026-03-31T12:00:00.000Z';

function rotate({ services, workspaceId }: TestServices) {
  return rotateKey({ workspaceId, actor: systemActor }, services);
}

/** The newest checkpoint's note, the keys and the rotations of the newest log. */
async function readKeys(context: TestServices) {
  const { services, workspaceId } = context;
  const { log } = await readNewest(context);
  return services.database.withWorkspace(workspaceId, async (tx) => ({
    log,
    note: (await newestCheckpoint(tx, log.id))?.note ?? '',
    keys: await listLogKeys(tx, log.id),
    rotations: await listRotations(tx, log.id),
  }));
}

function signedBy(note: string): string[] {
  return parseNote(note).signatures.map(({ keyId }) => keyId);
}

const idOf = (verifierKey: string) => parseVkey(sha256, verifierKey).keyId;

/** Lengths of the sealed seeds, the first key's first. */
async function seedLengths({ owner }: TestServices): Promise<number[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ length: number }>(
      `select length(sealed_key) as length from ledger_log union all
        (select length(sealed_key) from ledger_key order by number)`,
    );
    return rows.map(({ length }) => length);
  } finally {
    await client.end();
  }
}

test('checkpoints from the rotation on carry both signatures for 30 days, and then that of the new key alone', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);
  await signAndRemember(context);
  const before = await readKeys(context);
  const { verifierKey } = await rotate(context);
  context.clock.set(withinOverlap);
  await writeNotes(context, 1);
  await signAndRemember(context);
  const during = await readKeys(context);
  context.clock.set(afterOverlap);
  await writeNotes(context, 1);
  await signAndRemember(context);
  const after = await readKeys(context);

  const first = idOf(before.log.verifierKey);
  expect(signedBy(before.note)).toEqual([first]);
  expect(signedBy(during.note)).toEqual([first, idOf(verifierKey)]);
  expect(signedBy(after.note)).toEqual([idOf(verifierKey)]);
});

test('the seed of the key before is destroyed at the end of the overlap, and not a moment earlier', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 1);
  await rotate(context);
  context.clock.set(withinOverlap);
  await retireKeys([workspaceId], services);
  const during = await seedLengths(context);
  context.clock.set(afterOverlap);
  await signAndRemember(context);
  await retireKeys([workspaceId], services);
  await retireKeys([workspaceId], services);

  const [first, second] = await seedLengths(context);
  const { keys } = await readKeys(context);
  expect(during.every((length) => length > 32)).toBe(true);
  expect([first, second]).toEqual([0, during[1]]);
  expect(keys.map(({ since, until }) => [since, until])).toEqual([
    [0, 3],
    [3, null],
  ]);
});

test('three keys make a chain that leads from the first to the one that signs', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);
  await rotate(context);
  const { verifierKey } = await rotate(context);
  context.clock.set('2026-06-01T00:00:00.000Z');
  await writeNotes(context, 1);
  await signAndRemember(context);

  const { log, note, rotations } = await readKeys(context);
  const notes = rotations.map((rotation) => rotation.note);
  const chain = followRotations(sha256, parseVkey(sha256, log.verifierKey), notes, ed25519Verify);
  expect(chain.map(formatVkey)).toEqual([log.verifierKey, rotations[0]?.verifierKey, verifierKey]);
  expect(openCheckpoint(note, chain.slice(-1), ed25519Verify).size).toBe(5);
});

test('a rotation signed by another key than the one before is not followed', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);
  await rotate(context);
  const { log } = await readKeys(context);
  const stranger = createNoteSigner(log.origin, new Uint8Array(32).fill(9));
  const own = createVkey(sha256, log.origin, ed25519PublicKey(new Uint8Array(32).fill(8)));
  const forged = signNote(rotationText(log.origin, own), [stranger]);

  expect(() => followRotations(sha256, parseVkey(sha256, log.verifierKey), [forged], ed25519Verify)).toThrow(
    'no signature by a known key',
  );
});

test('the key of a checkpoint is the newest there was at its size', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 1);
  const { verifierKey } = await rotate(context);
  const { log } = await readNewest(context);

  const keys = await services.database.withWorkspace(workspaceId, async (tx) => [
    await keyAt(tx, log.id, 2),
    await keyAt(tx, log.id, 3),
  ]);

  expect(keys.map((key) => key.verifierKey)).toEqual([log.verifierKey, verifierKey]);
});

test('what is signed beside checkpoints carries the same keys', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 1);
  await rotate(context);

  const message = Buffer.from('any message');

  const signatures = await services.database.withWorkspace(workspaceId, (tx) =>
    signMessage(tx, message, services),
  );

  const { keys } = await readKeys(context);
  const vkeys = keys.map(({ verifierKey }) => parseVkey(sha256, verifierKey));
  expect(signatures.map(({ keyId }) => keyId)).toEqual(vkeys.map(({ name, keyId }) => `${name}+${keyId}`));
  for (const [i, { signature }] of signatures.entries()) {
    expect(ed25519Verify(vkeys[i]?.publicKey ?? Buffer.alloc(0), message, signature)).toBe(true);
  }
});

test('at the turn of the year the old log ends with its own keys and the new one begins with a new one', async () => {
  await using context = await openTestServices();
  const { services, workspaceId } = context;
  await writeNotes(context, 1);
  context.clock.set('2026-12-31T23:59:59.000Z');
  await rotate(context);
  context.clock.set('2027-01-01T00:00:00.000Z');
  const { verifierKey } = await rotate(context);
  await signAndRemember(context);

  const { log, note, rotations } = await readKeys(context);
  const [old] = await services.database.withWorkspace(workspaceId, listLogs);
  const last = await services.database.withWorkspace(workspaceId, (tx) =>
    newestCheckpoint(tx, old?.id ?? ''),
  );
  expect([log.year, log.firstPosition, rotations.length]).toEqual([2027, 3, 1]);
  expect(rotations[0]?.verifierKey).toBe(verifierKey);
  expect(signedBy(note)).toEqual([idOf(log.verifierKey), idOf(verifierKey)]);
  expect([last?.size, signedBy(last?.note ?? '').length]).toEqual([3, 2]);
});

test('an older backup from before a rotation is found, although the key known then signs no more', async () => {
  await using context = await openTestServices();
  await writeNotes(context, 1);
  await signAndRemember(context);
  const backup = await keepLedger(context);
  await rotate(context);
  context.clock.set(afterOverlap);
  await writeNotes(context, 1);
  await signAndRemember(context);
  await putBackLedger(context, backup);

  const forked = await checkLogs(context.services);

  expect(forked).toHaveLength(1);
  await expect(rotate(context)).rejects.toMatchObject({ code: 'log-forked' });
});
