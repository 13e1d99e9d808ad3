import { expect, test } from 'vitest';
import { bytesOfBase64 } from './base64.ts';
import {
  leafHashAsync,
  openCheckpointAsync,
  sha256Async,
  verifyConsistencyAsync,
  verifyInclusionAsync,
} from './browser.ts';
import { hexOf, textOfUtf8, utf8 } from './bytes.ts';
import { formatCheckpoint, signCheckpoint } from './checkpoint.ts';
import { createNoteSigner, sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { refusalOf } from './refusal.fixture.ts';
import { signNote } from './signed-note.ts';
import { emptyRoot, leafHash } from './tree-hash.ts';

const tree = referenceTree(numberedEntries(7));

test('hashes as the server does', async () => {
  expect(hexOf(await sha256Async(utf8('abc')))).toBe(hexOf(sha256(utf8('abc'))));
  expect(hexOf(await leafHashAsync(utf8('abc')))).toBe(hexOf(leafHash(sha256, utf8('abc'))));
});

test('verifies what RFC 6962 proves', async () => {
  const leaf = await leafHashAsync(utf8('4'));
  const claim = { index: 4, size: 7, leafHash: leaf, proof: tree.path(4, 7), root: tree.root(0, 7) };
  const growth = {
    oldSize: 3,
    newSize: 7,
    oldRoot: tree.root(0, 3),
    newRoot: tree.root(0, 7),
    proof: tree.proof(3, 7),
  };

  expect(await verifyInclusionAsync(claim)).toBe(true);
  expect(await verifyInclusionAsync({ ...claim, index: 3 })).toBe(false);
  expect(await verifyConsistencyAsync(growth)).toBe(true);
  expect(await verifyConsistencyAsync({ ...growth, oldSize: 4 })).toBe(false);
});

test('claims whose shape refutes them are false, and so is each root that is another', async () => {
  const root = tree.root(0, 7);
  const claim = { index: 4, size: 7, leafHash: tree.root(4, 5), proof: tree.path(4, 7), root };
  const [oldRoot, proof] = [tree.root(0, 3), tree.proof(3, 7)];
  const growth = { oldSize: 3, newSize: 7, oldRoot, newRoot: root, proof };

  expect(await verifyInclusionAsync({ ...claim, index: 7 })).toBe(false);
  expect(await verifyInclusionAsync({ ...claim, root: oldRoot })).toBe(false);
  expect(await verifyConsistencyAsync({ ...growth, oldSize: 8 })).toBe(false);
  expect(await verifyConsistencyAsync({ ...growth, oldRoot: root })).toBe(false);
  expect(await verifyConsistencyAsync({ ...growth, newRoot: oldRoot })).toBe(false);
});

test('hashes what stands in the middle of memory that is shared', async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(9)).subarray(3, 6);
  shared.set(utf8('abc'));

  expect(hexOf(await sha256Async(shared))).toBe(hexOf(sha256(utf8('abc'))));
});

test('a checkpoint opens with its witnesses, and a false one of them refuses it', async () => {
  const log = createNoteSigner('log.example', new Uint8Array(32).fill(1));
  const witness = createNoteSigner('witness.example', new Uint8Array(32).fill(2));
  const checkpoint = { origin: 'log.example', size: 0, root: emptyRoot(), extensions: [] };
  const note = signNote(formatCheckpoint(checkpoint), [log, witness]);
  const foreign = signNote('something else\n', [witness]).split('\n\n')[1];

  const opened = await openCheckpointAsync(note, [log.vkey], [witness.vkey]);

  expect(opened.verified.map(({ name }) => name)).toEqual(['log.example', 'witness.example']);
  expect((await openCheckpointAsync(note, log.vkey)).verified.length).toBe(1);
  await expect(openCheckpointAsync(note, [], [witness.vkey])).rejects.toThrow('not signed by its log');
  await expect(openCheckpointAsync(note + foreign, log.vkey, [witness.vkey])).rejects.toThrow('a false one');
});

test('opens the checkpoint of a log by its key, and no other', async () => {
  const log = createNoteSigner('log.example', new Uint8Array(32).fill(1));
  const other = createNoteSigner('log.example', new Uint8Array(32).fill(2));
  const checkpoint = { origin: 'log.example', size: 0, root: emptyRoot(), extensions: [] };
  const note = signCheckpoint(checkpoint, log);
  const foreign = signNote(formatCheckpoint({ ...checkpoint, origin: 'else.example' }), [log]);

  expect(await openCheckpointAsync(note, log.vkey)).toMatchObject(checkpoint);
  await expect(openCheckpointAsync(note, other.vkey)).rejects.toThrow('no signature by a known key');
  await expect(openCheckpointAsync(note.replace('\n0\n', '\n1\n'), log.vkey)).rejects.toThrow('a false one');
  await expect(openCheckpointAsync(foreign, log.vkey)).rejects.toThrow('origin is not the name');
});

test.each(['A', 'AA', 'AA=', 'AB==', 'AAAA\n', ' AAAA', 'AAAA====', 'A-_A', '\u00e9'])(
  '%j is not base64',
  (text) => {
    expect(refusalOf(() => bytesOfBase64(text))).toContain('canonical base64');
  },
);

test('bytes that are not UTF-8 are no text', () => {
  expect(refusalOf(() => textOfUtf8(Uint8Array.of(0xc3, 0x28)))).toContain('not UTF-8');
  expect(textOfUtf8(utf8('\ufeffa'))).toBe('\ufeffa');
});
