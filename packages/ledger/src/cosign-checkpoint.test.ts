import { describe, expect, test } from 'vitest';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { addSignatures, cosignCheckpoint, readCosignatures } from './cosign-checkpoint.ts';
import { createCosigner, createNoteSigner, ed25519Verify } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import { parseNote, parseSignatureLines } from './signed-note.ts';
import { emptyRoot } from './tree-hash.ts';

const origin = 'log.example';
const log = createNoteSigner(origin, new Uint8Array(32).fill(1));
const witness = createCosigner('witness.example', new Uint8Array(32).fill(2));
const stranger = createCosigner('stranger.example', new Uint8Array(32).fill(3));
const note = signCheckpoint({ origin, size: 0, root: emptyRoot(), extensions: [] }, log);
const { text } = parseNote(note);
const at = 1_700_000_000;
const line = cosignCheckpoint(text, at, witness);

test('a witness has a key of its own type', () => {
  const { vkey } = createCosigner('witness.example', new Uint8Array(32).fill(2));

  expect(vkey).toEqual(witness.vkey);
  expect(vkey.type).toBe('cosignature');
  expect(vkey.publicKey).toEqual(createNoteSigner('x', new Uint8Array(32).fill(2)).vkey.publicKey);
});

test('a cosignature is a line of 76 bytes that opens with the checkpoint', () => {
  const opened = openCheckpoint(note + line, log.vkey, ed25519Verify, [witness.vkey]);

  expect(line).toMatch(/^\u2014 witness\.example [A-Za-z0-9+/]{102}==\n$/);
  expect(opened.verified.map(({ name }) => name)).toEqual([origin, 'witness.example']);
});

describe('what is cosigned', () => {
  test('is a checkpoint', () => {
    expect(refusalOf(() => cosignCheckpoint('some text\n', at, witness))).toContain(
      'no origin, size or root',
    );
  });

  test('is cosigned by the key of a witness, at a time', () => {
    expect(refusalOf(() => cosignCheckpoint(text, at, log))).toContain('not one that cosigns');
    expect(refusalOf(() => cosignCheckpoint(text, -1, witness))).toContain('not a whole number');
  });
});

describe("a witness's answer", () => {
  test('says when it cosigned', () => {
    const [line1] = parseSignatureLines(line);

    expect(readCosignatures(text, line, [witness.vkey], ed25519Verify)).toEqual([
      { vkey: witness.vkey, timeSeconds: at, line: line1 },
    ]);
  });

  test('may hold lines of keys that are not known, and they are passed over', () => {
    const answer = cosignCheckpoint(text, at, stranger) + line;

    expect(readCosignatures(text, answer, [witness.vkey], ed25519Verify).map(({ vkey }) => vkey)).toEqual([
      witness.vkey,
    ]);
    expect(readCosignatures(text, line, [stranger.vkey], ed25519Verify)).toEqual([]);
  });

  test('is not the signature of the log', () => {
    const logLine = note.split('\n\n')[1] ?? '';

    expect(readCosignatures(text, logLine, [log.vkey], ed25519Verify)).toEqual([]);
  });

  test('is refused when a known key has cosigned something else', () => {
    expect(
      refusalOf(() => readCosignatures(text.replace('\n0\n', '\n1\n'), line, [witness.vkey], ed25519Verify)),
    ).toContain('a false one');
  });

  test.each([
    ['nothing', '', 'line feed'],
    ['an empty line', '\n', 'not a dash'],
    ['a line without its end', line.trimEnd(), 'line feed'],
    ['other words', 'ok\n', 'not a dash'],
  ])('is refused as %s', (_, answer, message) => {
    expect(refusalOf(() => readCosignatures(text, answer, [witness.vkey], ed25519Verify))).toContain(message);
  });
});

test('signatures are put under a note once, after those it has', () => {
  const cosignatures = readCosignatures(text, line, [witness.vkey], ed25519Verify).map((each) => each.line);

  const once = addSignatures(note, cosignatures);

  expect(once).toBe(note + line);
  expect(addSignatures(once, cosignatures)).toBe(once);
  expect(addSignatures(note, [])).toBe(note);
});
