import { describe, expect, test } from 'vitest';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { createNoteSigner, ed25519Verify } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import { signNote } from './signed-note.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import { emptyRoot } from './tree-hash.ts';

const origin = 'daybook.example/acme/2026';
const emptyRootText = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
const checkpoint = { origin, size: 123, root: emptyRoot(), extensions: [] };
const log = createNoteSigner(origin, new Uint8Array(32).fill(1));
const witness = createNoteSigner('witness.example', new Uint8Array(32).fill(2));

test('a checkpoint is origin, size and root on a line each', () => {
  const text = `${origin}\n123\n${emptyRootText}\n`;

  expect(formatCheckpoint(checkpoint)).toBe(text);
  expect(parseCheckpoint(text)).toEqual(checkpoint);
});

test('extension lines of others are kept', () => {
  const text = `${origin}\n0\n${emptyRootText}\nsomething\nelse\n`;

  expect(parseCheckpoint(text).extensions).toEqual(['something', 'else']);
  expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
});

describe('a checkpoint is refused', () => {
  test.each([
    ['with two lines', `${origin}\n123\n`, 'no origin, size or root'],
    ['with one line', `${origin}\n`, 'no origin, size or root'],
    ['with an empty origin', `\n123\n${emptyRootText}\n`, 'no origin, size or root'],
    ['without the final line feed', `${origin}\n123\n${emptyRootText}`, 'not end in a line feed'],
    ['with a negative size', `${origin}\n-34\n${emptyRootText}\n`, 'number is not a whole'],
    ['with leading zeros', `${origin}\n007\n${emptyRootText}\n`, 'number is not a whole'],
    ['with two zeros', `${origin}\n00\n${emptyRootText}\n`, 'number is not a whole'],
    ['with a space before its size', `${origin}\n 7\n${emptyRootText}\n`, 'number is not a whole'],
    ['with a space after its size', `${origin}\n7 \n${emptyRootText}\n`, 'number is not a whole'],
    ['with a fraction for its size', `${origin}\n0.0\n${emptyRootText}\n`, 'number is not a whole'],
    [
      'with a size that is too large',
      `${origin}\n3438945738945739845734895735\n${emptyRootText}\n`,
      'number is not a whole',
    ],
    [
      'with a size just beyond 2^53-1',
      `${origin}\n9007199254740992\n${emptyRootText}\n`,
      'number is not a whole',
    ],
    ['with a hexadecimal size', `${origin}\n0x10\n${emptyRootText}\n`, 'number is not a whole'],
    ['with a size that is none', `${origin}\nbananas\n${emptyRootText}\n`, 'number is not a whole'],
    ['with an empty size', `${origin}\n\n${emptyRootText}\n`, 'number is not a whole'],
    ['with a root that is not base64', `${origin}\n123\nthis isn't base64\n`, 'canonical base64'],
    [
      'with a root in base64 that is not canonical',
      `${origin}\n123\n${emptyRootText.replace('U=', 'V=')}\n`,
      'canonical base64',
    ],
    ['with a root without padding', `${origin}\n123\n${emptyRootText.slice(0, -1)}\n`, 'canonical base64'],
    ['with a root of 31 bytes', `${origin}\n123\n${btoa('x'.repeat(31))}\n`, 'root is not 32 bytes long'],
    ['with a blank extension', `${origin}\n123\n${emptyRootText}\n\n`, 'blank line'],
    ['with a blank extension before another', `${origin}\n123\n${emptyRootText}\n\nx\n`, 'blank line'],
  ])('%s', (_, text, message) => {
    expect(refusalOf(() => parseCheckpoint(text))).toContain(message);
  });

  test('before it is written', () => {
    expect(refusalOf(() => formatCheckpoint({ ...checkpoint, size: -1 }))).toContain(
      'size is not a whole number',
    );
    expect(refusalOf(() => formatCheckpoint({ ...checkpoint, origin: '' }))).toContain('no origin');
    expect(refusalOf(() => formatCheckpoint({ ...checkpoint, root: new Uint8Array(3) }))).toContain(
      'root is not 32',
    );
    expect(refusalOf(() => formatCheckpoint({ ...checkpoint, extensions: ['a\nb'] }))).toContain('line feed');
  });
});

test('a signed checkpoint opens with the key of its log, and with witnesses', () => {
  const note = signCheckpoint(checkpoint, log);
  const witnessed = signNote(formatCheckpoint(checkpoint), [log, witness]);

  expect(openCheckpoint(note, log.vkey, ed25519Verify)).toMatchObject(checkpoint);
  expect(openCheckpoint(witnessed, log.vkey, ed25519Verify, [witness.vkey]).verified.length).toBe(2);
});

test('a checkpoint only a witness has signed does not open', () => {
  const note = signNote(formatCheckpoint(checkpoint), [witness]);

  expect(refusalOf(() => openCheckpoint(note, log.vkey, ed25519Verify, [witness.vkey]))).toContain(
    'not signed by its log',
  );
});

test('neither the name of a log nor the id of its key makes a signature its own', () => {
  const sameName = createNoteSigner(origin, new Uint8Array(32).fill(3));
  const sameId = { ...witness, vkey: { ...witness.vkey, keyId: log.vkey.keyId } };
  const text = formatCheckpoint(checkpoint);

  for (const signer of [sameName, sameId]) {
    const note = signNote(text, [signer]);
    expect(openCheckpoint(signNote(text, [signer, log]), log.vkey, ed25519Verify, [signer.vkey]).size).toBe(
      123,
    );
    expect(refusalOf(() => openCheckpoint(note, log.vkey, ed25519Verify, [signer.vkey]))).toContain(
      'not signed by its log',
    );
  }
});

test('a key speaks for the log of its name only', () => {
  const foreign = { ...checkpoint, origin: 'daybook.example/other/2026' };

  expect(refusalOf(() => signCheckpoint(foreign, log))).toContain('not named after the origin');
  expect(
    refusalOf(() => openCheckpoint(signNote(formatCheckpoint(foreign), [log]), log.vkey, ed25519Verify)),
  ).toContain('origin is not the name');
});

describe('a proof in a file', () => {
  const hash = btoa('h'.repeat(32));
  const note = signCheckpoint(checkpoint, log);
  const text = `c2sp.org/tlog-proof@v1\nindex 7\n${hash}\n${hash}\n\n${note}`;

  test('is read and written to the letter', () => {
    const proof = parseTlogProof(text);

    expect(proof).toEqual({
      index: 7,
      proof: [new Uint8Array(32).fill(104), new Uint8Array(32).fill(104)],
      checkpointNote: note,
    });
    expect(formatTlogProof(proof)).toBe(text);
  });

  test('carries extra bytes', () => {
    const withExtra = text.replace('index', 'extra AQI=\nindex');

    expect(parseTlogProof(withExtra).extra).toEqual(Uint8Array.of(1, 2));
    expect(formatTlogProof(parseTlogProof(withExtra))).toBe(withExtra);
  });

  test('may have no hashes', () => {
    expect(parseTlogProof(`c2sp.org/tlog-proof@v1\nindex 0\n\n${note}`).proof).toEqual([]);
  });

  test.each([
    ['without its header', text.slice(text.indexOf('\n') + 1), 'no header'],
    ['without an index', text.replace('index 7\n', ''), 'no index'],
    ['with an index after the hashes', text.replace(`index 7\n${hash}`, `${hash}\nindex 7`), 'no index'],
    ['with an index without its space', text.replace('index 7', 'index7'), 'no index'],
    ['with two indexes', text.replace('index 7', 'index 7\nindex 7'), 'canonical base64'],
    ['with an extra after the index', text.replace('index 7', 'index 7\nextra AQI='), 'canonical base64'],
    ['with a negative index', text.replace('index 7', 'index -7'), 'number is not a whole number'],
    ['with a hash of 64 bytes', text.replace(hash, btoa('h'.repeat(64))), 'hash is not 32 bytes long'],
    ['with 64 hashes', text.replace(hash, Array(63).fill(hash).join('\n')), 'more than 63 hashes'],
    ['with an extra that is not base64', text.replace('index', 'extra ?\nindex'), 'canonical base64'],
    ['with an empty line before its header', `\n\n${text}`, 'no header'],
    ['with nothing but its header', `c2sp.org/tlog-proof@v1\n\n${note}`, 'no index'],
    ['without a checkpoint', 'c2sp.org/tlog-proof@v1\nindex 0\n', 'proof has no checkpoint'],
  ])('is refused %s', (_, malformed, message) => {
    expect(refusalOf(() => parseTlogProof(malformed))).toContain(message);
  });

  test('holds up to 63 hashes', () => {
    const most = text.replace(hash, Array(62).fill(hash).join('\n'));

    expect(parseTlogProof(most).proof.length).toBe(63);
  });

  test('is not written when it could not be read', () => {
    expect(refusalOf(() => formatTlogProof({ index: -1, proof: [], checkpointNote: note }))).toContain(
      'not a whole',
    );
  });
});
