import { describe, expect, test } from 'vitest';
import { base64Of } from './base64.ts';
import { textOfUtf8, utf8 } from './bytes.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { appendLeaf, type CompactRange, emptyRange, rangeRoot } from './compact-range.ts';
import { splitCosignature } from './cosignature.ts';
import { decodeBundle } from './entry-bundle.ts';
import { decodeHashTile } from './hash-tile.ts';
import { ed25519Verify, leafHashOfText, sha256, signerOfKey } from './node.ts';
import { refusalOf } from './refusal.fixture.ts';
import { openNote, signNote } from './signed-note.ts';
import { parseTilePath, tilePath } from './tile-path.ts';
import { rootFromTiles } from './tile-proofs.ts';
import { leafHash } from './tree-hash.ts';
import { vectorBytes, vectorJson, vectorPaths, vectorText } from './vectors.fixture.ts';
import { formatSigningKey, formatVkey, parseSigningKey, parseVkey } from './vkey.ts';

type NoteVector =
  | { readonly kind: 'verify'; readonly vkey: string; readonly note: string }
  | {
      readonly kind: 'sign';
      readonly skey: string;
      readonly vkey: string;
      readonly text: string;
      readonly sigLine: string;
    }
  | { readonly kind: 'badVkey'; readonly vkey: string };

// the file has this shape
const { vectors } = vectorJson('note-vectors.json') as { readonly vectors: readonly NoteVector[] };

describe('the vectors of signed notes', () => {
  for (const [i, vector] of vectors.entries()) {
    test(`${i}: ${vector.kind}`, () => {
      if (vector.kind === 'badVkey') {
        expect(refusalOf(() => parseVkey(sha256, vector.vkey))).not.toBe('');
        return;
      }
      const vkey = parseVkey(sha256, vector.vkey);
      expect(formatVkey(vkey)).toBe(vector.vkey);
      if (vector.kind === 'verify') {
        const { verified } = openNote(vector.note, [vkey], ed25519Verify);
        expect(verified.map(({ name }) => name)).toEqual([vkey.name]);
        return;
      }
      const key = parseSigningKey(vector.skey);
      expect(formatSigningKey(key)).toBe(vector.skey);
      expect(signerOfKey(key).vkey).toEqual(vkey);
      expect(signNote(vector.text, [signerOfKey(key)])).toBe(`${vector.text}\n${vector.sigLine}\n`);
    });
  }

  test('are refused wherever one character is missing', () => {
    for (const vector of vectors) {
      if (vector.kind !== 'verify') continue;
      const vkey = parseVkey(sha256, vector.vkey);
      for (let i = 0; i < vector.note.length; i++) {
        const mangled = vector.note.slice(0, i) + vector.note.slice(i + 1);
        expect(refusalOf(() => openNote(mangled, [vkey], ed25519Verify))).not.toBe('');
        expect(refusalOf(() => openNote(vector.note.slice(0, i), [vkey], ed25519Verify))).not.toBe('');
      }
    }
  });

  test('have keys that are refused wherever one character is missing', () => {
    for (const { vkey } of vectors) {
      for (let i = 0; i < vkey.length; i++) {
        expect(refusalOf(() => parseVkey(sha256, vkey.slice(0, i) + vkey.slice(i + 1)))).not.toBe('');
        expect(refusalOf(() => parseVkey(sha256, vkey.slice(0, i)))).not.toBe('');
      }
    }
  });
});

describe('the log of fifteen entries', () => {
  const vkey = parseVkey(
    sha256,
    'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
  );

  test('has our root at every size, signed', () => {
    const entries = decodeBundle(vectorBytes('tessera/tile/entries/000.p/15'));
    let range: CompactRange = emptyRange;
    for (let size = 0; size <= 15; size++) {
      const checkpoint = openCheckpoint(vectorText(`tessera/checkpoint.${size}`), vkey, ed25519Verify);
      expect([checkpoint.size, base64Of(checkpoint.root)]).toEqual([
        size,
        base64Of(rangeRoot(sha256, range)),
      ]);
      const entry = entries[size];
      if (entry !== undefined) range = appendLeaf(sha256, range, leafHashOfText(textOfUtf8(entry)));
    }
    expect(textOfUtf8(entries[14] ?? utf8(''))).toBe('fivten');
  });

  test('has our leaf hashes in every partial tile', () => {
    for (let size = 1; size <= 15; size++) {
      const entries = decodeBundle(vectorBytes(`tessera/tile/entries/000.p/${size}`));
      const hashes = entries.map((entry) => leafHash(sha256, entry));
      expect(decodeHashTile(vectorBytes(`tessera/tile/0/000.p/${size}`))).toEqual(hashes);
    }
  });

  test('names its tiles as we do', () => {
    const paths = vectorPaths('tessera/tile').map((path) => path.slice('tessera/'.length));

    expect(paths.map((path) => tilePath(parseTilePath(path)))).toEqual(paths);
  });
});

describe('the cosigned checkpoints', () => {
  test.each(['witness', 'witness2', 'mirror'])('%s has cosigned at the start of 2025-12-31', (name) => {
    // the files have this shape
    const keys = vectorJson(`skylight/${name}/vkeys.json`) as { readonly verifier_keys: readonly string[] };
    const vkeys = keys.verifier_keys.map((key) => parseVkey(sha256, key));

    const { text, verified } = openNote(vectorText(`skylight/${name}/checkpoint`), vkeys, ed25519Verify);

    const times = verified.map(({ signature }) => splitCosignature(signature).timeSeconds);
    expect(vkeys.map(({ type }) => type)).toEqual(['cosignature']);
    expect(times).toEqual([Date.UTC(2025, 11, 31) / 1000]);
    expect(parseCheckpoint(text).size).toBe(300);
  });

  test('the mirror has the root its tiles give', async () => {
    const { root } = parseCheckpoint(`${vectorText('skylight/mirror/checkpoint').split('\n\n')[0]}\n`);

    const computed = await rootFromTiles(sha256, 300, async (tile) =>
      vectorBytes(`skylight/mirror/${tilePath(tile)}`),
    );

    expect(base64Of(computed)).toBe(base64Of(root));
  });
});
