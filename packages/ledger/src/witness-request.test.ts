import { describe, expect, test } from 'vitest';
import { formatCheckpoint, signCheckpoint } from './checkpoint.ts';
import { createCosigner, createNoteSigner, ed25519Verify, sha256 } from './node.ts';
import { numberedEntries, referenceTree } from './reference-tree.fixture.ts';
import { refusalOf } from './refusal.fixture.ts';
import { NOTE_SIZE_MAX_CHARACTERS, signNote } from './signed-note.ts';
import { emptyRoot } from './tree-hash.ts';
import {
  ADD_CHECKPOINT_SIZE_MAX_CHARACTERS,
  cosignedReply,
  formatAddCheckpoint,
  judgeAddCheckpoint,
  malformedReply,
  parseAddCheckpoint,
  type WitnessCase,
  witnessCheckpointPath,
} from './witness-request.ts';

const origin = 'log.example';
const tree = referenceTree(numberedEntries(12));
const log = createNoteSigner(origin, new Uint8Array(32).fill(1));
const newKey = createNoteSigner(origin, new Uint8Array(32).fill(2));
const plain = 'text/plain; charset=utf-8';

function rootOf(size: number): Uint8Array {
  return size === 0 ? emptyRoot() : tree.root(0, size);
}

function noteOf(size: number, root = rootOf(size)): string {
  return signCheckpoint({ origin, size, root, extensions: [] }, log);
}

function knownAt(size: number) {
  return { size, root: rootOf(size) };
}

const hash = btoa('h'.repeat(32));

describe('a request', () => {
  test('is the old size, the proof, an empty line and the note', () => {
    const note = noteOf(12);
    const body = `old 5\n${hash}\n${hash}\n\n${note}`;
    const bytes = new Uint8Array(32).fill(104);

    expect(parseAddCheckpoint(body)).toEqual({
      oldSize: 5,
      proof: [bytes, bytes],
      note,
      checkpoint: { origin, size: 12, root: rootOf(12), extensions: [] },
    });
    expect(formatAddCheckpoint({ oldSize: 5, proof: [bytes, bytes], note })).toBe(body);
    expect(formatAddCheckpoint({ oldSize: 0, proof: [], note })).toBe(`old 0\n\n${note}`);
  });

  test('holds up to 63 hashes', () => {
    const body = (count: number) => `old 5\n${`${hash}\n`.repeat(count)}\n${noteOf(12)}`;

    expect(parseAddCheckpoint(body(63)).proof.length).toBe(63);
    expect(refusalOf(() => parseAddCheckpoint(body(64)))).toContain('more than 63 hashes');
  });

  test.each([
    ['nothing', '', 'no old size'],
    ['no empty line', `old 5\n${noteOf(12).split('\n\n')[0]}\n`, 'no old size'],
    ['no old size', `\n${noteOf(12)}`, 'no old size'],
    ['an empty first line', `\n\n${noteOf(12)}`, 'no old size'],
    ['another word', `new 5\n\n${noteOf(12)}`, 'no old size'],
    ['no size', `old \n\n${noteOf(12)}`, 'not a whole number'],
    ['a tab for the space', `old\t5\n\n${noteOf(12)}`, 'no old size'],
    ['two spaces', `old  5\n\n${noteOf(12)}`, 'not a whole number'],
    ['leading zeros', `old 05\n\n${noteOf(12)}`, 'not a whole number'],
    ['a negative size', `old -5\n\n${noteOf(12)}`, 'not a whole number'],
    ['a size beyond 2^53-1', `old 9007199254740992\n\n${noteOf(12)}`, 'not a whole number'],
    ['a carriage return', `old 5\r\n\n${noteOf(12)}`, 'not a whole number'],
    ['a hash of 31 bytes', `old 5\n${btoa('h'.repeat(31))}\n\n${noteOf(12)}`, 'not 32 bytes'],
    ['a hash that is not base64', `old 5\n*\n\n${noteOf(12)}`, 'base64'],
    ['no note', 'old 5\n\n', 'no signatures'],
    ['a note that is no checkpoint', `old 5\n\n${signNote('some text\n', [log])}`, 'no origin, size or root'],
    [
      'a note without signatures',
      `old 5\n\n${formatCheckpoint({ origin, size: 1, root: emptyRoot(), extensions: [] })}\n`,
      'signature',
    ],
  ])('is malformed with %s', (_, body, message) => {
    expect(refusalOf(() => parseAddCheckpoint(body))).toContain(message);
  });

  test('is not longer than a note and its proof can be', () => {
    expect(ADD_CHECKPOINT_SIZE_MAX_CHARACTERS).toBe(1_004_096);
    expect(ADD_CHECKPOINT_SIZE_MAX_CHARACTERS - NOTE_SIZE_MAX_CHARACTERS).toBeGreaterThan(64 * 45);
    expect(refusalOf(() => parseAddCheckpoint('x'.repeat(ADD_CHECKPOINT_SIZE_MAX_CHARACTERS + 1)))).toContain(
      'too large',
    );
    expect(refusalOf(() => parseAddCheckpoint('x'.repeat(ADD_CHECKPOINT_SIZE_MAX_CHARACTERS)))).toContain(
      'no old size',
    );
  });

  test('is not written when it could not be read', () => {
    expect(refusalOf(() => formatAddCheckpoint({ oldSize: -1, proof: [], note: noteOf(1) }))).toContain(
      'not a whole number',
    );
  });
});

function judge(given: Partial<WitnessCase> & Pick<WitnessCase, 'request'>) {
  return judgeAddCheckpoint({
    logVkeys: [log.vkey],
    known: null,
    hash: sha256,
    verify: ed25519Verify,
    ...given,
  });
}

describe('a witness cosigns', () => {
  test.each<[string, number, number, readonly Uint8Array[]]>([
    ['the first checkpoint it sees', 0, 12, []],
    ['the first checkpoint of an empty log', 0, 0, []],
    ['growth with its proof', 5, 12, tree.proof(5, 12)],
    ['growth from a power of two', 8, 12, tree.proof(8, 12)],
    ['the same checkpoint again', 12, 12, []],
  ])('%s', (_, oldSize, size, proof) => {
    const known = oldSize === 0 ? null : knownAt(oldSize);

    expect(judge({ request: { oldSize, proof, note: noteOf(size) }, known })).toEqual({
      verdict: 'cosign',
      checkpoint: { origin, size, root: rootOf(size), extensions: [] },
      text: formatCheckpoint({ origin, size, root: rootOf(size), extensions: [] }),
    });
  });

  test('what follows an empty log it knows', () => {
    const request = { oldSize: 0, proof: [], note: noteOf(3) };

    expect(judge({ request, known: knownAt(0) }).verdict).toBe('cosign');
  });

  test('for any of the keys it knows, whoever else has signed', () => {
    const checkpoint = { origin, size: 1, root: rootOf(1), extensions: [] };
    const stranger = createNoteSigner('stranger.example', new Uint8Array(32).fill(9));
    const note = signNote(formatCheckpoint(checkpoint), [stranger, newKey]);

    const verdict = judge({ request: { oldSize: 0, proof: [], note }, logVkeys: [log.vkey, newKey.vkey] });

    expect(verdict.verdict).toBe('cosign');
  });
});

describe('a witness refuses', () => {
  const grown = { oldSize: 5, proof: tree.proof(5, 12), note: noteOf(12) };
  const foreign = signCheckpoint({ origin, size: 12, root: rootOf(12), extensions: [] }, newKey);
  const falseLine = noteOf(11).split('\n\n')[1] ?? '';
  const none = createCosigner(origin, new Uint8Array(32).fill(1)).vkey;

  test.each<[string, number, string, Partial<WitnessCase>]>([
    ['an origin it does not know', 404, plain, { request: grown, logVkeys: [] }],
    ['a note the log has not signed', 403, plain, { request: { ...grown, note: foreign } }],
    ['a note with a false signature', 403, plain, { request: { ...grown, note: foreign + falseLine } }],
    [
      'a note with a good and a false signature',
      403,
      plain,
      { request: { ...grown, note: grown.note + falseLine } },
    ],
    ['a key that signs otherwise', 403, plain, { request: grown, logVkeys: [none] }],
    ['an old size above the size', 400, plain, { request: { ...grown, oldSize: 13 } }],
    [
      'an old size above the size before all that is known',
      400,
      plain,
      { request: { ...grown, oldSize: 13 }, known: knownAt(12) },
    ],
    ['an old size where it knows none', 409, 'text/x.tlog.size', { request: grown, known: null }],
    ['an old size it has passed', 409, 'text/x.tlog.size', { request: grown, known: knownAt(7) }],
    ['an old size it has not reached', 409, 'text/x.tlog.size', { request: grown, known: knownAt(4) }],
    [
      'no old size where it knows one',
      409,
      'text/x.tlog.size',
      { request: { ...grown, oldSize: 0, proof: [] }, known: knownAt(12) },
    ],
    ['growth without a proof', 422, plain, { request: { ...grown, proof: [] }, known: knownAt(5) }],
    [
      'a proof of something else',
      422,
      plain,
      { request: { ...grown, proof: tree.proof(4, 12) }, known: knownAt(5) },
    ],
    ['a history that was rewritten', 422, plain, { request: grown, known: { size: 5, root: rootOf(6) } }],
    [
      'another root of the same size',
      422,
      plain,
      { request: { oldSize: 12, proof: [], note: noteOf(12, rootOf(11)) }, known: knownAt(12) },
    ],
    [
      'a proof where the sizes are the same',
      422,
      plain,
      { request: { oldSize: 12, proof: tree.proof(5, 12), note: noteOf(12) }, known: knownAt(12) },
    ],
    ['a proof from nothing', 422, plain, { request: { ...grown, oldSize: 0 }, known: null }],
    [
      'an empty log with a root',
      422,
      plain,
      { request: { oldSize: 0, proof: [], note: noteOf(0, rootOf(1)) }, known: null },
    ],
  ])('%s with %i', (_, status, contentType, given) => {
    const verdict = judge({ known: knownAt(5), request: grown, ...given });

    const knownSize = ('known' in given ? given.known?.size : 5) ?? 0;
    expect(verdict).toEqual({
      verdict: 'refuse',
      reply: {
        status,
        contentType,
        body: status === 409 ? `${knownSize}\n` : expect.stringMatching(/^[a-z ,]+\n$/),
      },
    });
  });

  test('in the order of the protocol: who asks before what is asked', () => {
    const wrong = { oldSize: 13, proof: [], note: foreign };

    const statuses = [
      judge({ request: wrong, logVkeys: [] }),
      judge({ request: wrong, known: knownAt(5) }),
      judge({ request: { ...wrong, note: noteOf(12) }, known: knownAt(5) }),
      judge({ request: { oldSize: 7, proof: [], note: noteOf(12) }, known: knownAt(5) }),
      judge({ request: { oldSize: 5, proof: [], note: noteOf(12) }, known: knownAt(5) }),
    ].map((verdict) => (verdict.verdict === 'refuse' ? verdict.reply.status : 200));

    expect(statuses).toEqual([404, 403, 400, 409, 422]);
  });

  test('says what is wrong in words of its own', () => {
    const bodyOf = (given: Partial<WitnessCase>) => {
      const verdict = judge({ request: grown, known: knownAt(5), ...given });
      return verdict.verdict === 'refuse' ? verdict.reply.body : '';
    };

    expect(bodyOf({ logVkeys: [] })).toBe('the log is not known here\n');
    expect(bodyOf({ request: { ...grown, note: foreign } })).toBe(
      'no signature by the log, or a false one\n',
    );
    expect(bodyOf({ request: { ...grown, oldSize: 13 } })).toBe('the old size is larger than the size\n');
    expect(bodyOf({ request: { ...grown, proof: [] } })).toBe(
      'the checkpoint does not continue the one cosigned before\n',
    );
  });

  test('what is not a request', () => {
    expect(malformedReply()).toEqual({ status: 400, contentType: plain, body: 'the request is malformed\n' });
  });
});

test('the answer is one line for each key', () => {
  expect(cosignedReply(['a\n', 'b\n'])).toEqual({ status: 200, contentType: plain, body: 'a\nb\n' });
});

/** Where the witnesses of the vectors show the checkpoints of these logs. */
test.each([
  ['rome2026h1.example.org', '000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706'],
  ['milan2026h1.example.org', '88ad7a28caeb0b2aa890fdf0304c2fcaf59fca2ee140134ff8c1300bac493482'],
])('the checkpoint of %s is found under the hash of its origin', (name, folder) => {
  expect(witnessCheckpointPath(sha256, name)).toBe(`${folder}/checkpoint`);
});
